"""`blotter sites check` on the sample sites, each in a process of its own since one process crawls once."""

import subprocess
import sys
from pathlib import Path

import pytest

SITE = """
name: empty
title: 空列表网
sample: true
kind: media
level: prefecture
entries: [http://www.haizhou-portal.example/news/guonei/list.htm]
lists: {family: links, next: 下一页}
article: /nothing/has/this/form/\\d+\\.html
"""


def blotter(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.main", *words], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_sample_site_gives_what_its_file_expects(tmp_path: Path) -> None:
    done = blotter("sites", "check", "sample-lanping-changan", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "as its file expects" in done.stdout


def test_a_list_page_that_gives_nothing_fails_loudly(tmp_path: Path) -> None:
    sites = tmp_path / "sites"
    sites.mkdir()
    (sites / "empty.yml").write_text(SITE, encoding="utf-8")
    done = blotter("sites", "check", "empty", "--sites-dir", str(sites), folder=tmp_path)
    assert done.returncode == 1
    assert "http://www.haizhou-portal.example/news/guonei/list.htm" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["sites", "check"], ["crawl"], ["run"]])
def test_sample_sites_are_named_alone(tmp_path: Path, command: list[str]) -> None:
    done = blotter(*command, "mps", "sample-lanping-changan", folder=tmp_path)
    assert done.returncode == 2
    assert "in a call of its own" in done.stderr
    assert "Traceback" not in done.stderr
