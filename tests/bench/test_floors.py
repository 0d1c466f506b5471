"""Accuracy does not fall below what was once reached, and floors are not lowered by the way."""

import json
from pathlib import Path

import pytest

from app.inputs import read_reports
from extract.pipeline import Extractor
from tests.bench import __main__ as bench


def test_accuracy_is_not_below_the_floors() -> None:
    pinned = bench.read_floors()
    assert pinned["gold"] == bench.hash_of(bench.GOLD), "the annotations have changed: python -m tests.bench --update"
    gold = [report for path in bench.GOLD for report in read_reports(path)]
    scores = {view: score.f1 for view, score in bench.measure_accuracy(Extractor(), gold).scores.items()}
    floors = pinned["f1"]
    assert set(floors) == set(scores)
    assert {view: round(scores[view], 3) for view in floors if scores[view] < floors[view]} == {}


def test_floors_only_rise_unless_told() -> None:
    scores, floors = {"number": 0.8149, "event": 0.5}, {"number": 0.9, "event": 0.4}
    assert bench.raised(scores, floors, lower=False) == {"number": 0.9, "event": 0.5}
    assert bench.raised(scores, floors, lower=True) == {"number": 0.814, "event": 0.5}


def test_hash_tells_files_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    one.write_text("a\n", encoding="utf-8")
    two.write_text("b\n", encoding="utf-8")
    whole = bench.hash_of([one, two])
    two.write_text("c\n", encoding="utf-8")
    assert bench.hash_of([one, two]) != whole
    assert bench.hash_of([one]) != whole


GOLD_LINE = {
    "id": "a",
    "title": "武汉警方通报",
    "published": "2024-05-31",
    "text": "5月30日，武汉市公安局抓获犯罪嫌疑人12名。",
    "events": [{"id": "e1", "kind": "operation", "start": "2024-05-30", "end": "2024-05-30"}],
    "facts": [
        {"id": "f1", "event": "e1", "measure": "suspects_arrested", "value": 12, "qualifier": "exact"}
        | {"unit": "person", "quote": "抓获犯罪嫌疑人12名"}
    ],
}


@pytest.fixture
def small_gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One annotated report in place of all, and a file of floors of its own."""
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD_LINE), encoding="utf-8")
    monkeypatch.setattr(bench, "GOLD", [path])
    monkeypatch.setattr(bench, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(bench, "ROUNDS", 1)
    return tmp_path / "floors.json"


def test_command_pins_and_then_refuses_to_lower(small_gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main([]) == 1, "nothing is pinned yet"
    assert bench.main(["--update"]) == 0
    pinned = json.loads(small_gold.read_text(encoding="utf-8"))
    assert pinned["f1"]["number"] == 1.0
    assert bench.main([]) == 0
    pinned["f1"]["names"] = 0.5  # the report has no name, so that its score is 0
    small_gold.write_text(json.dumps(pinned), encoding="utf-8")
    assert bench.main([]) == 1
    assert bench.main(["--update"]) == 1
    assert "names would be lowered" in capsys.readouterr().out
    assert json.loads(small_gold.read_text(encoding="utf-8"))["f1"]["names"] == 0.5
    assert bench.main(["--update", "--lower"]) == 0
    assert json.loads(small_gold.read_text(encoding="utf-8"))["f1"]["names"] == 0.0


def test_other_annotations_need_new_floors(small_gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--update"]) == 0
    (small_gold.parent / "gold.jsonl").write_text(json.dumps(GOLD_LINE | {"id": "b"}), encoding="utf-8")
    assert bench.main([]) == 1
    assert "--update pins new ones" in capsys.readouterr().out
