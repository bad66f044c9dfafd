"""The operator's guide: every `reportedly` command in it is one that the program understands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from reportedly.cli import app
from reportedly.desk.access import Rules
from reportedly.desk.accounts import LASTS, SHORTEST
from reportedly.desk.pages.login import TRIES, TRIES_FROM

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "operating.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(?:sh|ini)\n(.*?)^```", PAGE, re.M | re.S)
PROGRAM = re.compile(r"(?:^|[ /=])reportedly (?=[a-z])")


def commands() -> list[str]:
    """What follows the program's name: in shell blocks, in services and in the running text."""
    lines = [line.partition("  #")[0] for block in BLOCKS for line in block.splitlines()]
    lines += re.findall(r"`(reportedly [^`]+)`", PAGE)
    ours = [line for line in lines if not re.match(r"sudo (useradd|ln|-u \S+ (git|make|mkdir))", line)]
    return [line[found.end() :] for line in ours if (found := PROGRAM.search(line))]


def test_the_guide_has_commands() -> None:
    assert len(commands()) > 25


def parse(line: str) -> None:
    """As the program does before it runs a command. Raises what the program would say."""
    command, args = typer.main.get_command(app), shlex.split(line)
    context = command.make_context("reportedly", args)
    while hasattr(command, "resolve_command"):
        rest = [*context._protected_args, *context.args]
        name, command, args = command.resolve_command(context, rest)
        context = command.make_context(name, list(args), parent=context)
    assert not context.args


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_a_command_of_the_guide_is_understood(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTEDLY_PASSWORD", "a few words will do")
    parse(line)


@pytest.mark.parametrize("line", ["site --nonsense --db crisis.db", "nonsense", "backup --db crisis.db"])
def test_what_the_program_does_not_know_would_be_noticed(line: str) -> None:
    with pytest.raises(Exception, match=r"No such|Missing"):
        parse(line)


def test_the_limits_it_names_are_those_there_are() -> None:
    assert f"{TRIES.amount} tries a minute" in PAGE
    assert f"and {TRIES_FROM.amount} for an address" in PAGE
    reads, changes = (int(rate.partition("/")[0]) for rate in (Rules().rate, Rules().judging))
    assert f"{reads:,} reads and {changes} changes a minute" in PAGE
    assert f"sessions of {LASTS.total_seconds() / 3600:.0f} hours" in PAGE
    assert f"has {SHORTEST} characters or more" in PAGE
