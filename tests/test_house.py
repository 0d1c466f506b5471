"""The house keeps its own rules: documents are true, words stand in lexicons, doors open one way."""

import ast
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from app.main import app
from app.settings import Settings

ROOT = Path(__file__).parent.parent
ROOMS = ("app", "crawler", "db", "extract", "schema")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("crawler/*.md"))
COMMANDS: Any = typer.main.get_command(app)

LONGEST_MODULE = 450
WORDS_IN_A_LIST = 12
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def tracked() -> list[Path]:
    """Give every file that belongs to the project."""
    said = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if said.returncode == 0:
        names = [name for name in said.stdout.decode().split("\0") if name]
        return [ROOT / name for name in names if (ROOT / name).is_file()]
    return [path for room in (*ROOMS, "tests") for path in (ROOT / room).rglob("*") if path.is_file()]


def modules() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in ROOMS]


def leaves(group: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command with its full name."""
    for part, command in group.commands.items():
        full = f"{name} {part}".strip()
        if hasattr(command, "commands"):
            yield from leaves(command, full)
        else:
            yield full, command


LEAVES = dict(leaves(COMMANDS))


def calls(text: str) -> list[str]:
    """Give the command lines of Blotter that a text shows: in code blocks, after `$ `, or between backticks."""
    shown = re.findall(r"^(?:\$ )?(blotter .+)$", text, flags=re.MULTILINE)
    shown += re.findall(r"`(blotter [^`\n]+)`", text)
    return [line for line in shown if "…" not in line and "[" not in line]


def check_call(line: str) -> None:
    """Raise where a command line could not be given as it stands."""
    arguments = shlex.split(re.split(r" [|>] | \(|;| #", line)[0])[1:]
    command, parsed = COMMANDS, COMMANDS.make_context("blotter", [], resilient_parsing=True)
    while hasattr(command, "commands") and arguments and not arguments[0].startswith("-"):
        assert arguments[0] in command.commands, f"{line}: there is no command {arguments[0]}"
        command = command.commands[arguments.pop(0)]
    if not arguments or {"--help", "--version"} & set(arguments) or hasattr(command, "commands"):
        return
    command.make_context(command.name, arguments, parent=parsed)


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_is_documented_and_shows_an_example(name: str) -> None:
    assert f"blotter {name}" in README
    epilog = LEAVES[name].epilog or ""
    assert f"blotter {name}" in epilog, "the help shows an example of the command itself"
    for line in re.split(r"; |: ", epilog):
        if line.startswith("blotter "):
            check_call(line)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_in_documents_exist(path: Path) -> None:
    for line in calls(path.read_text(encoding="utf-8")):
        check_call(line)


def test_the_check_of_commands_can_fail() -> None:
    with pytest.raises(AssertionError, match="no command explode"):
        check_call("blotter explode --all")
    with pytest.raises(typer.exceptions.TyperException, match="--wrong"):
        check_call("blotter extract --wrong")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in README
    assert f"`BLOTTER_{name.upper()}`" in README


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    here = re.compile(rb"(?<![\w.}/])/(?:work|home|root|Users)/[\w.-]+/")
    named = [path for path in tracked() if path != Path(__file__) and here.search(path.read_bytes())]
    assert named == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_short_and_holds_no_word_list(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict):
            members = node.keys if isinstance(node, ast.Dict) else node.elts
            words = [each for each in members if isinstance(each, ast.Constant) and CHINESE.search(str(each.value))]
            assert len(words) <= WORDS_IN_A_LIST, f"line {node.lineno}: a word list belongs in a lexicon"


def test_names_say_what_a_thing_is() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
    assert [path for path in modules() if nothing & {path.stem, *path.parent.parts}] == []


def test_every_lexicon_says_where_it_comes_from() -> None:
    lexicons = [path for path in tracked() if path.suffix == ".tsv"]
    assert lexicons
    assert [path for path in lexicons if not path.read_text(encoding="utf-8").startswith("# ")] == []


def test_every_component_is_tested() -> None:
    components = sorted(path.parent.name for path in (ROOT / "extract/components").glob("*/component.py"))
    assert components
    tests = {name: ROOT / f"tests/extract/test_{name}.py" for name in components}
    assert [name for name, path in tests.items() if not path.exists()] == []


def test_doors_between_all_rooms_are_watched() -> None:
    contract = PROJECT["tool"]["importlinter"]
    assert set(contract["root_packages"]) == set(ROOMS)
    named = {room for each in contract["contracts"] for room in each.get("layers", each.get("modules"))}
    assert named == set(ROOMS)
    assert set(PROJECT["tool"]["mypy"]["packages"]) == set(ROOMS)


def test_lock_file_pins_what_the_project_asks_for() -> None:
    asked = list(PROJECT["project"]["dependencies"])
    asked += [each for extra in PROJECT["project"]["optional-dependencies"].values() for each in extra]
    pinned = (ROOT / "locks/requirements.lock").read_text(encoding="utf-8").lower()
    for requirement in asked:
        name = re.split(r"[\[>=<]", requirement)[0].lower()
        assert re.search(rf"^{re.escape(name)}(\[\w+\])?==", pinned, flags=re.MULTILINE), name


def test_change_log_tells_of_this_version() -> None:
    version = PROJECT["project"]["version"]
    assert re.search(rf"^## {re.escape(version)}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)


def test_ci_can_be_started() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
