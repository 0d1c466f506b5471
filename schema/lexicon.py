"""Reading the lexicons and vocabularies that ship with Blotter: tab-separated files with a comment head.

The first line that is no comment names the columns. A row with too few or too many cells, an empty cell (write `-` for
none), a key that stands twice, or rows that are not in order is an error that names the file and the line.
"""

from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files

from schema.errors import VocabularyError

NONE = "-"


def read_lexicon(
    package: str,
    name: str,
    *,
    key: str | tuple[str, ...] | None = None,
    ordered: bool = False,
    codes: Mapping[str, Collection[str]] | None = None,
) -> list[dict[str, str]]:
    """Read a lexicon.

    Parameters
    ----------
    package, name
        The package that holds the file, and the file's name in it.
    key
        Column or columns that must not repeat together; the first column unless given.
    ordered
        Whether the rows must be in the order of their keys.
    codes
        For a column, the values that it may hold (`-` included where it may be none).

    Returns
    -------
    list of dict
        One dict a row, column → cell. `-` cells are given as they stand.

    Raises
    ------
    VocabularyError
        Where anything is wrong with the file: what, and on which line.
    """
    where = f"{package.replace('.', '/')}/{name}"
    try:
        text = (files(package) / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{where} cannot be read: {error}. Check the installation.") from error
    return list(check_rows(text, where, key=key, ordered=ordered, codes=codes or {}))


def check_rows(
    text: str,
    where: str,
    *,
    key: str | tuple[str, ...] | None,
    ordered: bool,
    codes: Mapping[str, Collection[str]],
) -> Iterator[dict[str, str]]:
    """Yield the rows of a lexicon's text, checking each."""
    columns: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    last: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
            continue
        if len(cells) != len(columns):
            raise VocabularyError(f"{where}:{number}: {len(cells)} cells, but the head names {len(columns)} columns.")
        row = dict(zip(columns, cells, strict=True))
        for column, cell in row.items():
            if not cell or cell != cell.strip():
                raise VocabularyError(f"{where}:{number}: the cell {column} is empty or has spaces around it.")
            if column in codes and cell not in codes[column]:
                raise VocabularyError(f"{where}:{number}: {column} {cell!r} is not a known code.")
        names = (columns[0],) if key is None else (key,) if isinstance(key, str) else key
        at = tuple(row[column] for column in names)
        if at in seen:
            raise VocabularyError(f"{where}:{number}: {' '.join(at)} stands on line {seen[at]} already.")
        if ordered and at < last:
            raise VocabularyError(f"{where}:{number}: {' '.join(at)} is out of order.")
        seen[at] = number
        last = at
        yield row
