"""From a page to a report: article, spaCy components with their lexicons, assembly of events.

This room knows no database, no crawler and no network: text in, report out.
"""

VERSION = "0.1.0"
"""Version of the extractor; a report says which one read it. Raise it with every change of what is read."""
