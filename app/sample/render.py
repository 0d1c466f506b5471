"""From an address of the sample site to the bytes of its page. The same address always gives the same bytes."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from app.sample.catalogue import Host, Placed, hosts, listed, page_count, placed, trap_path

GIF = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")
OLDEST = datetime(2000, 1, 1, tzinfo=UTC)
HEADING = 26
"""Characters up to which a paragraph without a full stop is set as a heading."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An answer: status, body, its type, and when it was last changed."""

    status: int
    body: bytes
    content_type: str
    changed: datetime = OLDEST

    @property
    def etag(self) -> str:
        """A strong validator of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @property
    def last_modified(self) -> str:
        """The day of the last change, as HTTP writes it."""
        return format_datetime(self.changed, usegmt=True)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("app.sample"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["is_heading"] = is_heading
    return environment


def is_heading(paragraph: str) -> bool:
    """Say whether a paragraph is set in bold: short and no sentence."""
    return len(paragraph) < HEADING and not paragraph.endswith(("。", "！", "？", ")", "）", "；", "”"))


def render(host: Host, path: str, query: Mapping[str, str], root: str = "") -> Rendered:
    """Give the answer of a site for a path.

    Parameters
    ----------
    host
        The site.
    path
        The path, with the slash in front.
    query
        The parameters behind it, and those of a posted form.
    root
        What stands before every path where the sites are looked at in a browser: `/www.haizhou-portal.example`.
    """
    if path == "/robots.txt":
        return Rendered(200, _robots(host).encode(), "text/plain; charset=utf-8")
    if path.endswith("spacer.gif"):
        return Rendered(200, GIF, "image/gif")
    for answer in (_article, _list, _sitemap, _dataproxy, _plain):
        if found := answer(host, path, query, root):
            return found
    return _page(host, "missing.html", root, status=404)


def _robots(host: Host) -> str:
    lines = ["User-agent: *", "Disallow: /internal/"]
    if host.style in {"ministry", "news"}:
        lines.append(f"Sitemap: http://{host.host}/sitemap.xml")
    return "\n".join(lines) + "\n"


def _page(
    host: Host, template: str, root: str, *, status: int = 200, changed: datetime = OLDEST, **values: Any
) -> Rendered:
    text = (
        _environment()
        .get_template(f"{host.style}/{template}")
        .render(
            {
                **host.texts,
                "host": host,
                "root": root,
                "trap": trap_path(host),
                "listed": listed,
                "json": _json,
                **values,
            }
        )
    )
    body = text.encode(host.charset, errors="xmlcharrefreplace")
    content_type = f"text/html; charset={host.charset}" if host.says_charset else "text/html"
    return Rendered(status, body, content_type, changed)


def _json(data: object) -> str:
    """Give JSON that may stand in a script."""
    return json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c")


@cache
def _by_path() -> dict[tuple[str, str], Placed]:
    return {(each.host, each.path): each for each in placed()}


def _changed(article: Placed) -> datetime:
    moment = datetime.fromisoformat(article.published)
    return moment.replace(tzinfo=UTC)


def _article(host: Host, path: str, query: Mapping[str, str], root: str) -> Rendered | None:
    article = _by_path().get((host.host, path))
    if article is None:
        return None
    others = [each for each in listed(host.host, article.column) if each.id != article.id]
    start = article.number % max(1, len(others) - 3)
    return _page(
        host,
        "article.html",
        root,
        changed=_changed(article),
        article=article,
        column=host.column(article.column),
        related=others[start : start + 3],
        caption=host.texts["captions"][article.number % 2],
        picture_behind=1 if len(article.paragraphs) > 2 else None,
    )


def _list(host: Host, path: str, query: Mapping[str, str], root: str) -> Rendered | None:
    lists = {
        host.list_path(column, number): (column, number)
        for column in host.columns
        for number in range(1, page_count(host, column) + 1)
    }
    if path not in lists:
        return None
    column, number = lists[path]
    articles = listed(host.host, column.key)
    count = page_count(host, column)
    shown = articles[(number - 1) * host.per_page : number * host.per_page]
    return _page(
        host,
        "list.html",
        root,
        changed=_changed(articles[0]),
        column=column,
        articles=shown,
        everything=articles,
        number=number,
        count=count,
        following=host.list_path(column, number + 1) if number < count else None,
        previous=host.list_path(column, number - 1) if number > 1 else None,
    )


def _sitemap(host: Host, path: str, query: Mapping[str, str], root: str) -> Rendered | None:
    if host.style not in {"ministry", "news"} or not path.startswith("/sitemap") or not path.endswith(".xml"):
        return None
    articles = [each for each in placed() if each.host == host.host]
    years = sorted({each.day[:4] for each in articles}, reverse=True)
    if host.style == "news" and path == "/sitemap.xml":
        rows = [(f"http://{host.host}/sitemap-{year}.xml", _newest(articles, year)) for year in years]
        return _xml("sitemapindex", "sitemap", rows)
    year = path.removeprefix("/sitemap").removesuffix(".xml").removeprefix("-")
    if year and year not in years:
        return None
    return _xml("urlset", "url", [(each.url, each.day) for each in articles if each.day.startswith(year)])


def _newest(articles: list[Placed], year: str) -> str:
    return max(each.day for each in articles if each.day.startswith(year))


def _xml(outer: str, inner: str, rows: list[tuple[str, str]]) -> Rendered:
    lines = [f"<{inner}><loc>{address}</loc><lastmod>{day}</lastmod></{inner}>" for address, day in rows]
    text = "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *lines,
            f"</{outer}>\n",
        ]
    )
    return Rendered(200, text.encode(), "application/xml; charset=utf-8")


def _dataproxy(host: Host, path: str, query: Mapping[str, str], root: str) -> Rendered | None:
    """Answer as JCMS's data proxy does: records from `startrecord` to `endrecord`, counted from 1."""
    if host.style != "bureau" or path != "/module/web/jpage/dataproxy.jsp":
        return None
    keys = {column.key for column in host.columns}
    if query.get("columnid") not in keys:
        return Rendered(200, b"<datastore><recordset></recordset></datastore>", "text/xml; charset=utf-8")
    articles = listed(host.host, query["columnid"])
    first, last = (_number(query.get(key), default) for key, default in (("startrecord", 1), ("endrecord", 45)))
    perpage = _number(query.get("perpage"), host.per_page)
    text = (
        _environment()
        .get_template("bureau/datastore.xml")
        .render(
            root=root,
            articles=articles[first - 1 : last],
            first=first,
            headlines=host.texts["headlines"],
            trap=trap_path(host),
            total=len(articles),
            pages=-(-len(articles) // perpage),
        )
    )
    return Rendered(200, text.encode(), "text/xml; charset=utf-8", _changed(articles[0]))


def _number(text: str | None, default: int) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 7 else default


def _plain(host: Host, path: str, query: Mapping[str, str], root: str) -> Rendered | None:
    """Answer for the index page, the page that `robots.txt` forbids, and one that says with status 200 that it is gone."""
    pages: dict[str, Callable[[], Rendered]] = {
        "/": lambda: _page(host, "index.html", root, changed=_changed(placed()[0])),
        trap_path(host): lambda: _page(host, "internal.html", root),
        "/gone.html": lambda: _page(host, "missing.html", root),
    }
    answer = pages.get(path)
    return answer() if answer else None


def site(host: str) -> Host | None:
    """Give the site of a host name, None for one that is none of the sample's."""
    return hosts().get(host)
