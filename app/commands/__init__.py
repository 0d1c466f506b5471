"""The commands, one module each; heavy imports stand inside the functions, so that `blotter --help` answers at once."""
