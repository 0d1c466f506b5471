"""A site as its file says: where its lists are, which addresses are articles, what a check must find.

One file a site, `crawler/sites/<name>.yml`; `crawler/README.md` says how to write one. Unknown keys are errors.
"""

import difflib
import os
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml
from parsel.csstranslator import HTMLTranslator
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from schema.errors import SiteError
from schema.models import ArticleRules

SHIPPED = Path(__file__).parent / "sites"
SITES_DIR_VARIABLE = "BLOTTER_SITES_DIR"

FamilyName = Literal["links", "numbered", "dataproxy", "sitemap", "daily"]
Kind = Literal["police", "politics_and_law", "media"]
Level = Literal["national", "province", "prefecture", "county"]

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def _read_interval(value: object) -> object:
    """Read `30m`, `6h` or `1d`."""
    match = re.fullmatch(r"(\d{1,4})([mhd])", str(value))
    if not match or not int(match[1]):
        raise ValueError(f"{value!r} is no interval; write 30m, 6h or 1d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _check_pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"{value!r} is no regular expression: {error}") from error
    return value


def check_address(value: str) -> str:
    """Give an http or https address back; raises ValueError for anything else."""
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is no address: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{value!r} is no http or https address")
    return value


def _check_selector(value: str) -> str:
    try:
        HTMLTranslator().css_to_xpath(value)
    except (SyntaxError, ValueError) as error:  # cssselect's errors are of these kinds
        raise ValueError(f"{value!r} is no CSS selector: {error}") from error
    return value


def _check_rules(value: ArticleRules) -> ArticleRules:
    for selector in (*value.title, *value.published, *value.source, *value.body, *value.remove):
        _check_selector(selector)
    return value


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


Interval = Annotated[timedelta, BeforeValidator(_read_interval)]
Pattern = Annotated[str, AfterValidator(_check_pattern)]
CssSelector = Annotated[str, AfterValidator(_check_selector)]
Rules = Annotated[ArticleRules, AfterValidator(_check_rules)]
Address = Annotated[str, AfterValidator(check_address)]


class SiteModel(BaseModel):
    """Base of what a site file holds: immutable, strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Lists(SiteModel):
    """How the list pages of a site lead to its articles and to each other.

    `family` is one of

    - `links`: the next page is a link, found by the CSS selector `next` or by its words `next_text`;
    - `numbered`: the next page is the entry's folder plus `page` with `{n}` counted up from `first_number`
      (`index_{n}.html`); a `createPageHTML(…)` call on the entry says how many there are;
    - `dataproxy`: the entry is a data proxy that answers in XML, asked for `per_request` records at a time;
    - `sitemap`: the entry is a sitemap or an index of sitemaps, and `follow` chooses among those of an index;
    - `daily`: the entry is an address with `%Y`, `%m`, `%d` in it, one list a day, back to `first_day`.

    `area` is a CSS selector for the part of a list page that holds the list; the whole page unless given. `max_pages`
    bounds how many pages of one list are walked; with `daily`, an earlier `--since` goes beyond it.
    """

    family: FamilyName
    area: CssSelector | None = None
    max_pages: int = Field(default=500, ge=1, le=100_000)
    next: CssSelector | None = None
    next_text: str = "下一页"
    page: str = "index_{n}.html"
    first_number: int = Field(default=1, ge=0)
    per_request: int = Field(default=45, ge=1, le=500)
    per_page: int = Field(default=15, ge=1, le=500)
    method: Literal["GET", "POST"] = "GET"
    follow: Pattern = ".*"
    first_day: date | None = None

    @model_validator(mode="after")
    def _fits_family(self) -> "Lists":
        if self.family == "numbered" and "{n}" not in self.page:
            raise ValueError("page must hold {n}, the number of the page")
        if self.family == "daily" and self.first_day is None:
            raise ValueError("the family daily needs first_day, the oldest day that has a list")
        return self


class Expect(SiteModel):
    """What a check must find, or the site has changed.

    `links` is the number of article links that each entry must give, `dated` and `body` are the shares (0 to 1) of the
    articles read that must have a day of publication and a text of at least `characters` characters.
    """

    links: int = Field(default=1, ge=0)
    dated: float = Field(default=0.9, ge=0, le=1)
    body: float = Field(default=0.9, ge=0, le=1)
    characters: int = Field(default=50, ge=1)


class Site(SiteModel):
    """A site file.

    `place` is the region that the site answers for, as a path (`甘肃省/天水市`), empty for none. `article` is a regular
    expression that an article's whole address matches, `deny` are expressions none of which may be found in it.
    `hosts` are those beside the entries' own that articles may be on. `interval` is the time between two crawls (`6h`,
    `1d`), `delay` the least number of seconds between two requests. `verified` is the day on which a person last ran
    `blotter sites check` on the live site; empty means never. `sample` marks the sites that ship for demonstration.
    """

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    place: str = ""
    kind: Kind
    level: Level
    entries: tuple[Address, ...] = Field(min_length=1)
    hosts: tuple[str, ...] = ()
    lists: Lists
    article: Pattern
    deny: tuple[Pattern, ...] = ()
    rules: tuple[Rules, ...] = ()
    interval: Interval = timedelta(days=1)
    delay: float = Field(default=1.0, ge=0, le=600)
    encoding: Annotated[str | None, BeforeValidator(_empty_is_none)] = None
    check_certificate: bool = True
    expect: Expect = Expect()
    examples: tuple[Address, ...] = ()
    counter_examples: tuple[Address, ...] = ()
    verified: Annotated[date | None, BeforeValidator(_empty_is_none)] = None
    sample: bool = False

    @model_validator(mode="after")
    def _examples_match(self) -> "Site":
        if self.encoding is not None:
            try:
                "".encode(self.encoding)
            except LookupError as error:
                raise ValueError(f"encoding {self.encoding!r} is unknown") from error
        for url in self.examples:
            if reason := self.refusal(url):
                raise ValueError(f"examples: {url} is not taken: {reason}")
        for url in self.counter_examples:
            if not self.refusal(url):
                raise ValueError(f"counter_examples: {url} is taken, though it should not be")
        if self.lists.family == "daily" and not all("%d" in entry for entry in self.entries):
            raise ValueError("entries: the family daily needs %Y, %m and %d in each entry")
        return self

    @cached_property
    def own_hosts(self) -> frozenset[str]:
        """Host names, without ports, that may be asked."""
        return frozenset(urlsplit(entry).hostname or "" for entry in self.entries) | frozenset(self.hosts)

    @cached_property
    def _article(self) -> re.Pattern[str]:
        return re.compile(self.article)

    @cached_property
    def _deny(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in self.deny)

    def refusal(self, url: str) -> str:
        """Say why an address is no article of this site; empty where it is one."""
        host = urlsplit(url).hostname or ""
        if host not in self.own_hosts:
            return f"its host {host or '(none)'} is none of {', '.join(sorted(self.own_hosts))}"
        if not self._article.fullmatch(url):
            return f"it does not match article: {self.article}"
        for pattern in self._deny:
            if pattern.search(url):
                return f"it matches deny: {pattern.pattern}"
        return ""

    def takes(self, url: str) -> bool:
        """Say whether an address is an article of this site."""
        return not self.refusal(url)


class _Loader(yaml.SafeLoader):
    """Reads every scalar as the text that it is, and takes no key twice."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - that is how PyYAML is told

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {', '.join(twice)} stands twice", node.start_mark
            )
        return super().construct_mapping(node, deep)


def read_site(path: Path) -> Site:
    """Read one site file.

    Raises
    ------
    SiteError
        Where the file cannot be read or says something that does not fit, naming the file and the key.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except (OSError, UnicodeDecodeError) as error:
        raise SiteError(f"The site file {path} cannot be read: {error}.") from error
    except yaml.YAMLError as error:
        raise SiteError(f"The site file {path} is no YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(data, dict):
        raise SiteError(f"The site file {path} holds no keys; see crawler/README.md for what it must say.")
    try:
        site = Site.model_validate(data)
    except ValidationError as error:
        raise SiteError(f"The site file {path} does not fit: {'; '.join(_explain(error))}.") from error
    if site.name != path.stem:
        raise SiteError(
            f"The site file {path} does not fit: name: {site.name!r} must be the file's name, {path.stem!r}."
        )
    return site


def _explain(error: ValidationError) -> Iterator[str]:
    """Say what is wrong with which key, one sentence a defect."""
    for defect in error.errors(include_url=False):
        key = ".".join(str(part) for part in defect["loc"])
        said = defect["msg"].removeprefix("Value error, ")
        if defect["type"] == "extra_forbidden":
            said = "this key is unknown"
        elif defect["type"] == "missing":
            said = "this key is missing"
        yield f"{key}: {said}" if key else said


def site_folders(extra: Path | None = None) -> list[Path]:
    """Give the folders that site files are read from: those shipped, then the user's own.

    `extra` is the user's folder; where it is not given, the variable `BLOTTER_SITES_DIR` names it.
    """
    if extra is None and (named := os.environ.get(SITES_DIR_VARIABLE)):
        extra = Path(named)
    if extra is None:
        return [SHIPPED]
    if not extra.is_dir():
        raise SiteError(f"The folder of site files {extra} is no folder; mend sites_dir or {SITES_DIR_VARIABLE}.")
    return [SHIPPED, extra]


def load_sites(extra: Path | None = None) -> dict[str, Site]:
    """Read all site files, name → site, in the order of their names.

    A user's file of the same name takes the place of a shipped one.

    Raises
    ------
    SiteError
        At the first file that cannot be read or does not fit.
    """
    paths: dict[str, Path] = {}
    for folder in site_folders(extra):
        paths.update({path.stem: path for path in folder.glob("*.yml")})
    return {name: read_site(paths[name]) for name in sorted(paths)}


def get_site(name: str, extra: Path | None = None) -> Site:
    """Read the file of one site.

    Raises
    ------
    SiteError
        For an unknown name, with the names that are near to it; for a file that does not fit.
    """
    paths = {path.stem: path for folder in site_folders(extra) for path in folder.glob("*.yml")}
    if name in paths:
        return read_site(paths[name])
    near = difflib.get_close_matches(name, sorted(paths), n=3, cutoff=0.5)
    advice = f"Did you mean {' or '.join(near)}?" if near else "`blotter sites list` names those that there are."
    raise SiteError(f"There is no site {name!r}. {advice}")


def choose_sites(names: Iterable[str] = (), extra: Path | None = None) -> list[Site]:
    """Give the named sites, or all that are no samples where none is named.

    Raises
    ------
    SiteError
        As `get_site` and `load_sites` do.
    """
    chosen = list(dict.fromkeys(names))
    if chosen:
        return [get_site(name, extra) for name in chosen]
    return [site for site in load_sites(extra).values() if not site.sample]
