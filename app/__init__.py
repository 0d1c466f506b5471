"""The assembled program: command line, settings, and the work that goes through all rooms."""
