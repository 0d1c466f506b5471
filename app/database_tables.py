"""What a database holds, and what its columns mean, as tables."""

from app.terminal import new_table, results
from db.info import DatabaseInfo, dictionary

KIB = 1024


def show_info(found: DatabaseInfo) -> None:
    """Print size and counts of a database."""
    console = results()
    console.print(f"{found.name}: {size(found.size)}, form {found.revision}", markup=False, soft_wrap=True)
    table = new_table("", "site", ">pages", ">reports", ">facts", "last fetched (UTC)")
    for site in found.sites:
        seen = f"{site.last_fetched:%Y-%m-%d %H:%M}" if site.last_fetched else ""
        table.add_row(
            site.site or "(single addresses)", f"{site.pages:,}", f"{site.reports:,}", f"{site.facts:,}", seen
        )
    console.print(table)
    table = new_table("", "table", ">rows")
    for name, count in found.rows.items():
        table.add_row(name, f"{count:,}")
    console.print(table)
    read = ", ".join(f"{count:,} by version {version}" for version, count in found.extractors.items())
    console.print(f"{found.reports:,} pages read{f' ({read})' if read else ''}, {found.unread:,} without a report.")
    if found.unlinked:
        console.print(f"{found.unlinked:,} reports are not compared with the others yet; `blotter extract` does that.")


def show_columns() -> None:
    """Print the data dictionary."""
    table = new_table("", "table", "column", "type", "null", "meaning")
    last = ""
    for note in dictionary():
        if last and note.table != last:
            table.add_section()
        shown = note.table if note.table != last else ""
        table.add_row(shown, note.column, note.type, "yes" if note.nullable else "", note.meaning)
        last = note.table
    results().print(table)


def size(count: int) -> str:
    """Write a number of bytes: 512 B, 3.4 MiB."""
    amount = float(count)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if amount < KIB:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= KIB
    return f"{amount:.1f} TiB"
