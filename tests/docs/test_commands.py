"""What the docs tell people to type is there: make targets, commands and options, settings, calls."""

import re
import shlex
from pathlib import Path

import click
import pytest

from tests.docs.pages import PAGES, ROOT, code_lines, name
from vipops.app import create_app
from vipops.cli import group
from vipops.settings import PREFIX, Settings

TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
MAKE = re.compile(r"^make ([a-z]+)")
COMMAND = re.compile(r"(?:^|[=/ ])vipops ([a-z][a-z-]* ?.*)$")
VARIABLE = re.compile(rf"\b{PREFIX}([A-Z_]+)\b")
CALL = re.compile(r"^(GET|POST|PUT|PATCH|DELETE) (/[^ ?]*)")


@pytest.mark.parametrize("document", PAGES, ids=name)
def test_make_targets_exist(document: Path) -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text("utf-8")))
    asked = [found[1] for line in code_lines(document) if (found := MAKE.match(line))]
    assert [target for target in asked if target not in targets] == []


def test_the_readme_begins_with_the_two_commands() -> None:
    asked = [found[1] for line in code_lines(ROOT / "README.md") if (found := MAKE.match(line))]
    assert asked[:2] == ["run", "test"]


@pytest.mark.parametrize("document", PAGES, ids=name)
def test_commands_and_their_options_exist(document: Path) -> None:
    asked = [found[1] for line in code_lines(document) if (found := COMMAND.search(line))]
    faults = {line: fault for line in asked if (fault := _fault(line))}
    assert faults == {}


@pytest.mark.parametrize("document", PAGES, ids=name)
def test_settings_exist(document: Path) -> None:
    asked = {found for line in code_lines(document) for found in VARIABLE.findall(line)}
    assert {variable for variable in asked if variable.lower() not in Settings.model_fields} == set()


def test_every_command_stands_in_the_interface() -> None:
    said = "\n".join(code_lines(ROOT / "docs" / "interface.md"))
    assert [words for words in _commands(group, "vipops") if words not in said and "bench" not in words] == []


@pytest.mark.parametrize("document", PAGES, ids=name)
def test_calls_exist(document: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    asked = {found.groups() for line in code_lines(document) if (found := CALL.match(line))}
    if not asked:
        return
    app = create_app(Settings(data=tmp_path_factory.mktemp("data")))
    known = {
        (method, _shape(rule.rule)) for rule in app.url_map.iter_rules() for method in rule.methods or ()
    }
    served_by_others = {"/reservations", "/hotels/{hotelId}/reservations/{reservationId}"}  # OPERA's
    assert {
        call for call in asked if call[1] not in served_by_others and (call[0], _shape(call[1])) not in known
    } == set()


def _fault(line: str) -> str:
    """What is wrong with a command line, or nothing."""
    words = shlex.split(line.partition(">")[0])
    command: click.Command = group
    while isinstance(command, click.Group) and words and not words[0].isupper():
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            return f"{command.name} has no command {words[0]}"
        command, words = found, words[1:]
    spellings = [[*parameter.opts, *parameter.secondary_opts] for parameter in command.params]
    options = {"--help"}.union(*spellings)
    unknown = [word for word in words if word.startswith("--") and word not in options]
    return f"{command.name} has no {', '.join(unknown)}" if unknown else ""


def _commands(command: click.Command, path: str) -> list[str]:
    if not isinstance(command, click.Group):
        return [path]
    return [words for word, sub in command.commands.items() for words in _commands(sub, f"{path} {word}")]


def _shape(path: str) -> str:
    """A path with its places all written alike."""
    return re.sub(r"<[^>]*>|\{[^}]*\}|(?<=/)\d+", "<>", path)
