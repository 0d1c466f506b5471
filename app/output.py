"""Writing results: to standard output, or to a file that appears only when it is whole."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from schema.errors import InputError, UsageError


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """Give a text file to write results to; None or `-` is standard output.

    A file is written under another name beside its place and moved there at the end, so that a failure (a full disk, an
    interruption) leaves what stood there before.

    Raises
    ------
    UsageError
        Where the folder does not exist or cannot be written to.
    InputError
        Where writing fails half-way.
    """
    if path is None or str(path) == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    if path.is_dir():
        raise UsageError(f"{path} is a folder; give the name of a file to write.")
    if path.exists() and not path.is_file():
        with _told(path), path.open("w", encoding="utf-8") as device:
            yield device
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    part = Path(name)
    try:
        with _told(path):
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.chmod(_mode(path))
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn a failure to write into a sentence that names the file."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{path} was not written: {error.strerror or error}.") from error


def _mode(path: Path) -> int:
    """Give the permissions that the file had, or that a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
