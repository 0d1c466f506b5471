import re
import textwrap
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.site import SHIPPED, Expect, Lists, Site, choose_sites, get_site, load_sites, read_site
from schema.errors import SiteError
from schema.models import ArticleRules
from schema.places import by_path

PLAIN = r"""
name: plain
title: 某地公安局
place: 某省/某市
kind: police
level: prefecture
entries: [http://police.example/news/index.html]
lists: {family: numbered}
article: http://police\.example/news/\d{6}/t\d+\.html
"""


def write(folder: Path, text: str, name: str = "plain") -> Path:
    path = folder / f"{name}.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plain_file_says_enough(tmp_path: Path) -> None:
    site = read_site(write(tmp_path, PLAIN))
    assert site.entries == ("http://police.example/news/index.html",)
    assert site.interval == timedelta(days=1)
    assert site.lists.page == "index_{n}.html"
    assert site.verified is None
    assert not site.sample
    assert site.own_hosts == {"police.example"}


def test_all_keys_are_read(tmp_path: Path) -> None:
    site = read_site(
        write(
            tmp_path,
            PLAIN
            + r"""
hosts: [m.police.example]
deny: [/t0+\.html]
interval: 30m
delay: 2.5
encoding: gb18030
check_certificate: false
expect: {links: 20, dated: 1, body: 0.5, characters: 10}
rules:
  - {title: [h1], body: [.content], valid_until: 2020-06-30}
  - {title: [h2], source_name: 某地公安局}
examples: [http://police.example/news/202208/t123.html]
counter_examples: [http://police.example/news/202208/t000.html]
verified: 2026-01-05
sample: true
""",
        )
    )
    assert site.interval == timedelta(minutes=30)
    assert site.delay == 2.5
    assert not site.check_certificate
    assert site.expect.links == 20
    assert [rules.valid_until for rules in site.rules] == ["2020-06-30", None]
    assert site.verified == date(2026, 1, 5)
    assert site.sample
    assert site.own_hosts == {"police.example", "m.police.example"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: 某地公安局\n", "", "title: this key is missing"),
        ("kind: police", "kind: press", "kind: "),
        ("entries: [http://police.example/news/index.html]", "entries: []", "entries: "),
        ("entries: [http://police.example/news/index.html]", "entries: [ftp://police.example/]", "entries.0: "),
        ("entries: [http://police.example/news/index.html]", "entries: ['http://[1/']", "entries.0: "),
        ("family: numbered", "family: numbred", "lists.family: "),
        ("family: numbered", "family: numbered, page: list.html", "lists: page must hold {n}"),
        ("family: numbered", "family: daily", "lists: the family daily needs first_day"),
        ("family: numbered", "family: daily, first_day: 2020-01-01", "the family daily needs %Y, %m and %d"),
        ("family: numbered", "family: numbered, max_page: 5", "lists.max_page: this key is unknown"),
        ("family: numbered", "family: numbered, max_pages: 0", "lists.max_pages: "),
        (r"t\d+\.html", r"t(\d+\.html", "article: "),
        ("name: plain", "name: Plain", "name: "),
        ("name: plain", "name: other", "name: 'other' must be the file's name, 'plain'"),
        ("level: prefecture", "level: prefecture\ndenny: [x]", "denny: this key is unknown"),
        ("level: prefecture", "level: prefecture\ndeny: ['*']", "deny.0: "),
        ("level: prefecture", "level: prefecture\ninterval: 90", "interval: '90' is no interval"),
        ("level: prefecture", "level: prefecture\ninterval: 0h", "interval: '0h' is no interval"),
        ("level: prefecture", "level: prefecture\nencoding: gbx", "encoding 'gbx' is unknown"),
        ("level: prefecture", "level: prefecture\nexpect: {dated: 2}", "expect.dated: "),
        ("level: prefecture", "level: prefecture\nrules: [{titel: [h1]}]", "rules.0.titel: this key is unknown"),
        ("level: prefecture", "level: prefecture\nrules: [{}, {body: ['div[']}]", "rules.1: 'div[' is no CSS selector"),
        ("family: numbered", "family: numbered, area: 'ul..list'", "lists.area: 'ul..list' is no CSS selector"),
        ("family: numbered", "family: links, next: '>'", "lists.next: '>' is no CSS selector"),
        ("level: prefecture", "level: prefecture\nlevel: county", "the key level stands twice"),
        (
            "level: prefecture",
            "level: prefecture\nexamples: [http://police.example/news/index.html]",
            "examples: http://police.example/news/index.html is not taken",
        ),
        (
            "level: prefecture",
            "level: prefecture\ncounter_examples: [http://police.example/news/202208/t1.html]",
            "counter_examples: http://police.example/news/202208/t1.html is taken",
        ),
        ("level: prefecture", "level: [prefecture", "is no YAML"),
    ],
)
def test_a_broken_file_is_named_with_the_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in PLAIN
    path = write(tmp_path, PLAIN.replace(old, new))
    with pytest.raises(SiteError) as caught:
        read_site(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"- 1\n", b"\xff\xfe\x00", b"name\n"])
def test_a_file_that_is_no_site_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "plain.yml"
    path.write_bytes(data)
    with pytest.raises(SiteError, match=r"plain\.yml"):
        read_site(path)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://police.example/news/202208/t123.html", ""),
        ("https://police.example/news/202208/t123.html", "does not match article"),
        ("http://police.example/news/202208/t123.html?from=top", "does not match article"),
        ("http://police.example.evil.example/news/202208/t123.html", "its host"),
        ("http://evil.example/http://police.example/news/202208/t123.html", "its host"),
        ("javascript:void(0)", "its host (none)"),
    ],
)
def test_what_an_article_is(tmp_path: Path, url: str, reason: str) -> None:
    site = read_site(write(tmp_path, PLAIN))
    assert site.takes(url) == (not reason)
    assert reason in site.refusal(url)


def test_unknown_site_names_near_ones(tmp_path: Path) -> None:
    write(tmp_path, PLAIN)
    with pytest.raises(SiteError, match=r"no site 'plein'\. Did you mean plain"):
        get_site("plein", tmp_path)
    with pytest.raises(SiteError, match="blotter sites list"):
        get_site("qqqqqqqq", tmp_path)
    with pytest.raises(SiteError, match="is no folder"):
        get_site("plain", tmp_path / "missing")


def test_own_files_go_before_shipped_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, PLAIN.replace("name: plain", "name: mps"), "mps")
    assert get_site("mps", tmp_path).title == "某地公安局"
    assert get_site("mps").title == "公安部"
    monkeypatch.setenv("BLOTTER_SITES_DIR", str(tmp_path))
    assert load_sites()["mps"].title == "某地公安局"


def test_samples_are_crawled_only_by_name(tmp_path: Path) -> None:
    write(tmp_path, PLAIN + "sample: true\n")
    assert "plain" not in {site.name for site in choose_sites((), tmp_path)}
    assert [site.name for site in choose_sites(["plain", "plain"], tmp_path)] == ["plain"]


README = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")


def test_every_key_is_documented() -> None:
    keys, lists = README.split("### `lists`")
    for name in Site.model_fields:
        assert f"\n| `{name}` |" in keys
    for name in Lists.model_fields:
        assert f"`{name}`" in lists
    for name in Expect.model_fields:
        assert f"`{name}`" in keys
    for name in ArticleRules.model_fields:
        assert re.search(rf"\b{name}\b", lists)


def test_the_documentations_example_is_a_site_file(tmp_path: Path) -> None:
    example, rules = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    site = read_site(write(tmp_path, textwrap.dedent(example) + rules, "tianshui-police"))
    assert len(site.rules) == 2
    assert site.examples


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yml")), ids=lambda path: path.stem)
def test_shipped_files_have_examples(path: Path) -> None:
    site = read_site(path)
    assert site.examples, "a shipped site file says which addresses it takes"
    assert all(site.takes(url) for url in site.examples)
    assert not any(site.takes(entry) for entry in site.entries)
    assert not site.place or by_path(site.place), "the place is a known division"
    assert site.sample == site.name.startswith("sample-")
    assert site.sample == all(host.endswith(".example") for host in site.own_hosts)
