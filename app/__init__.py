"""The assembled program: command line, settings, and the work that joins crawling, reading and storing."""
