"""Tables, migrations, storing, identity, queries and statistics.

`db.store.open_store` opens a database; the other modules answer questions about an open one.
"""
