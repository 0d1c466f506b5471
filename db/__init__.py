"""Tables, migrations, storing, identity, queries and statistics."""
