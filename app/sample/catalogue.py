"""Where everything stands on the sample site: hosts, columns, the addresses of articles and lists."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schema.lexicon import read_lexicon

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a site: the part of its address, its name, the address of its list with `{page}` for further pages."""

    key: str
    name: str
    list_address: str


@dataclass(frozen=True, slots=True)
class Host:
    """A made-up site. `texts` holds what `hosts.yml` says beyond the addresses: menu, headlines, captions, trap."""

    host: str
    name: str
    style: str
    charset: str
    says_charset: bool
    address: str
    page: str
    per_page: int
    columns: tuple[Column, ...]
    texts: dict[str, Any]

    def column(self, key: str) -> Column:
        """Give the column of a key."""
        return next(column for column in self.columns if column.key == key)

    def list_path(self, column: Column, number: int) -> str:
        """Give the path of a list page, counted from 1."""
        if number == 1:
            return column.list_address.replace("{page}", "")
        shown = number - 1 if self.style == "ministry" else number  # TRS calls the second page index_1
        return column.list_address.replace("{page}", self.page.replace("{n}", str(shown)))


@dataclass(frozen=True, slots=True)
class Placed:
    """A report on a page of a site. `published` is a day, or a day and a minute."""

    id: str
    title: str
    published: str
    source: str
    paragraphs: tuple[str, ...]
    host: str
    column: str
    number: int
    path: str

    @property
    def url(self) -> str:
        """The full address."""
        return f"http://{self.host}{self.path}"

    @property
    def day(self) -> str:
        """The day of publication."""
        return self.published[:10]

    @property
    def stamp(self) -> str:
        """The day, and the minute where there is one, as sites show them."""
        return self.published.replace("T", " ")


@cache
def hosts() -> dict[str, Host]:
    """Give the sites, host name → site."""
    data = yaml.safe_load((HERE / "hosts.yml").read_text(encoding="utf-8"))
    return {
        name: Host(
            host=name,
            name=each["name"],
            style=each["style"],
            charset=each["charset"],
            says_charset=each["header"],
            address=each["address"],
            page=each["page"],
            per_page=each["per_page"],
            columns=tuple(Column(key, column["name"], column["list"]) for key, column in each["columns"].items()),
            texts={key: each[key] for key in ("menu", "headlines", "captions", "trap")},
        )
        for name, each in data.items()
    }


@cache
def placed() -> tuple[Placed, ...]:
    """Give every article of every site, newest first."""
    lines = (HERE / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    reports = {report["id"]: report for report in map(json.loads, lines)}
    rows = read_lexicon("app.sample", "placement.tsv", key=("report", "host"), codes={"host": hosts().keys()})
    articles = [_place(reports[row["report"]], row) for row in rows]
    return tuple(sorted(articles, key=lambda each: (each.published, each.number), reverse=True))


def _place(report: dict[str, str], row: dict[str, str]) -> Placed:
    host = hosts()[row["host"]]
    year, month, day = (int(part) for part in report["published"][:10].split("-"))
    column, number = host.column(row["column"]), int(row["number"])
    path = host.address.format(year=year, month=month, day=day, number=number, column=column.key)
    return Placed(
        id=report["id"],
        title=report["title"],
        published=report["published"],
        source=report["source"],
        paragraphs=tuple(line for raw in report["text"].split("\n") if (line := raw.strip())),
        host=host.host,
        column=column.key,
        number=number,
        path=path,
    )


@cache
def listed(host: str, column: str) -> tuple[Placed, ...]:
    """Give the articles of a column, newest first."""
    return tuple(each for each in placed() if each.host == host and each.column == column)


def page_count(host: Host, column: Column) -> int:
    """Give how many pages a column's list has."""
    return max(1, -(-len(listed(host.host, column.key)) // host.per_page))


def pages() -> Iterator[tuple[str, str]]:
    """Yield the address of every article with the id of its report: what a complete crawl must find."""
    for each in placed():
        yield each.url, each.id


def trap_path(host: Host) -> str:
    """Give the path of the page that only `robots.txt` keeps out: an article's address, but under `/internal/`."""
    address = host.address.format(year=2021, month=1, day=5, number=99001, column=host.columns[0].key)
    parts = address.strip("/").split("/")
    skipped = 2 if host.style == "ministry" else 1
    return "/".join(["/internal", *parts[skipped:]])
