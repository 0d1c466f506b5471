"""Every error that Blotter raises on purpose, under one root.

A message is one sentence or two: what is wrong, where, and what to do. The command line prints it without a traceback
and ends with the error's `exit_code`: 2 for a wrong call (an option, a file name, a setting), 1 for work that failed.
"""


class BlotterError(Exception):
    """Root of all errors that a user can do something about."""

    exit_code = 1


class UsageError(BlotterError):
    """The command was called in a way that cannot work: an option, a name, a missing file."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting in `blotter.toml`, in the environment or among the options has no meaning."""


class SiteError(UsageError):
    """A site file is unknown, unreadable or says something that does not fit."""


class VocabularyError(BlotterError):
    """A lexicon or vocabulary file that ships with Blotter is broken."""


class InputError(BlotterError):
    """A file or a stored page cannot be read as what it should be."""


class PageError(InputError):
    """A page holds no article, or not enough to read one."""


class SpanError(BlotterError):
    """A recogniser gave a span that does not stand in the text: a defect of the recogniser."""


class CrawlError(BlotterError):
    """A site could not be crawled."""


class StorageError(BlotterError):
    """The database cannot be reached, read, written or migrated."""
