"""`reportedly rules`: real processes on changed copies of the rule files, and on the demo pages."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from reportedly.errors import RuleError
from reportedly.rulebook import files
from reportedly.rulebook.change import Row, compare, counts
from reportedly.rulebook.check import opened
from tests.test_cli import reportedly


def changed(folder: Path, name: str, *replacements: tuple[str, str]) -> Path:
    """A copy of a rule file with some of its text replaced, once each."""
    text = files.shipped(name)
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def line_of(path: Path, words: str) -> int:
    return next(n for n, line in enumerate(path.read_text().splitlines(), 1) if words in line)


@pytest.mark.parametrize("words", [("rules",), ("rules", "check"), ("rules", "show")])
def test_the_commands_have_help_with_an_example(words: tuple[str, ...]) -> None:
    ended = reportedly(*words, "--help")
    assert ended.returncode == 0
    assert "reportedly rules" in ended.stdout.decode()
    assert "Example" in ended.stdout.decode()


def test_every_file_of_rules_is_listed_and_shown_as_it_is() -> None:
    listed = reportedly("rules").stdout.decode()
    folder = Path(files.__file__).parents[1] / "claims"
    for path in folder.glob("*.yaml"):
        assert path.name in listed
        assert files.shipped(path.name).encode() == path.read_bytes()
    shown = reportedly("rules", "show", "triggers.yaml").stdout
    assert shown == (folder / "triggers.yaml").read_bytes()


@pytest.mark.parametrize("name", sorted(files.files()))
def test_shipped_files_fit_and_make_sense_under_any_name(tmp_path: Path, name: str) -> None:
    assert [g.file.name for g in opened([changed(tmp_path, name)])] == [name]


NEW_VERB = (
    "\nverbs:\n",
    "\nverbs:\n  - {kind: lost, lemmas: [retreat], prep: [from], frame: goes, "
    "examples: ['Guards [retreated] from the bridge.'], not_examples: ['Guards retreated in the rain.']}\n",
)


def test_a_new_verb_is_tried_on_a_database_which_stays_as_it_is(tmp_path: Path, demo_db: Path) -> None:
    path = changed(tmp_path, "triggers.yaml", NEW_VERB)
    held = hashlib.sha256(demo_db.read_bytes()).hexdigest()
    ended = reportedly("rules", "check", path, "--db", demo_db)
    words = " ".join(ended.stdout.decode().split())
    assert hashlib.sha256(demo_db.read_bytes()).hexdigest() == held
    assert ended.returncode == 0, words + ended.stderr.decode()
    assert "fits the schema of triggers.yaml" in words
    hold, _, count = words.partition("examples ")[2].split()[:3]
    assert hold == count
    assert "ms a sentence, rules in use" in words
    assert "17 of 17 articles, 102 sentences tried, 1 of them read otherwise" in words
    assert "0 appear, 0 vanish, 1 change (kind 1)" in words
    assert "retreated: kind withdrew → lost" in words
    assert "Fighters of the Southern Accord Front retreated from Ghomrassen" in words


def test_the_example_of_the_documentation_holds_with_all_others(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    ended = reportedly("rules", "check", path)
    assert ended.returncode == 0, ended.stdout.decode()


def test_examples_that_do_not_hold_are_told_with_their_lines(tmp_path: Path) -> None:
    wrong = NEW_VERB[1].replace("in the rain", "from the rain")
    path = changed(
        tmp_path, "triggers.yaml", (NEW_VERB[0], wrong), ("lemmas: [patrol, guard]", "lemmas: [patrol]")
    )
    ended = reportedly("rules", "check", path)
    words = " ".join(ended.stdout.decode().split())
    assert ended.returncode == 1
    assert f"{path}, line {line_of(path, 'from the rain')}: Guards retreated from the rain." in words
    assert "wanted no lost; came lost at 'retreated'" in words


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("triggers.yaml", "{kind: abduct", "{kind: abdukt", "there is no kind abdukt; did you mean abduct?"),
        (
            "triggers.yaml",
            "frame: falls_to",
            "frame: fall_to",
            "there is no frame fall_to; did you mean falls_to?",
        ),
        ("triggers.yaml", '["@aid"]', '["@aids"]', "there is no class @aids; did you mean @aid?"),
        (
            "triggers.yaml",
            "particle: forward",
            "partikle: forward",
            "there is no partikle; did you mean particle?",
        ),
        (
            "triggers.yaml",
            "lemmas: [renege]",
            "lemma: [renege]",
            "lemmas is missing; is it what lemma was meant to be?",
        ),
        ("figures.yaml", "  injured:\n", "  injurd:\n", "injurd: nothing here is called 'injurd'"),
        ("figures.yaml", "words: [hostage, prisoner", "words: [7, prisoner", "words: expected str, got int"),
        (
            "figures.yaml",
            "{15} sailors",
            "15 sailors",
            "the example has no words in {}; mark those that are meant",
        ),
        ("modality.yaml", "habit: '", "habit: '(", "habit is no pattern: "),
        (
            "linking.yaml",
            "detained: [arrest",
            "detained: [arest",
            "there is no kind arest; did you mean arrest?",
        ),
        ("locate.yaml", "  deploy: {", "  deploi: {", "there is no kind deploi; did you mean deploy?"),
        ("ontology.yaml", "code: lost", "code: captured", "captured is there twice; give it another code"),
    ],
)
def test_a_fault_is_told_with_line_reason_and_what_to_do(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    path = changed(tmp_path, name, (old, new))
    line = files.shipped(name).partition(old)[0].count("\n") + 1
    with pytest.raises(RuleError) as caught:
        opened([path])
    assert f"{path}, line {line}: {said}" in str(caught.value)


def test_a_fault_ends_the_command_in_words(tmp_path: Path) -> None:
    path = changed(tmp_path, "linking.yaml", ("detained: [arrest", "detained: [arest"))
    ended = reportedly("rules", "check", path)
    assert ended.returncode == 1
    assert "did you mean arrest?" in ended.stderr.decode()
    assert "Traceback" not in ended.stderr.decode()


def test_a_kind_and_its_verb_may_come_together(tmp_path: Path) -> None:
    kind = "kinds:\n  - {code: teleport, title: T, group: other, definition: D., plover: null, acled: null, "
    kind += "examples: ['Guards [beamed] up.'], not_examples: ['Guards slept.']}\n"
    (tmp_path / "a").mkdir()
    both = [
        changed(tmp_path, "ontology.yaml", ("kinds:\n", kind)),
        changed(
            tmp_path / "a", "triggers.yaml", ("{kind: loot, lemmas: [looting", "{kind: teleport, lemmas: [x")
        ),
    ]
    assert [g.file.name for g in opened(both)] == ["ontology.yaml", "triggers.yaml"]
    with pytest.raises(RuleError, match="there is no kind teleport"):
        opened(both[1:])


def test_two_copies_of_one_file_are_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, "linking.yaml")
    with pytest.raises(RuleError, match=r"both stand for linking\.yaml"):
        opened([path, path])


def test_what_is_no_rule_file_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "notes.yaml"
    path.write_text("a: 1\n")
    with pytest.raises(RuleError, match="line 1: is a copy of no rule file"):
        opened([path])


def row(start: int, end: int, **says: str) -> Row:
    return Row("claims", "a-1", start, end, "w" * (end - start), "s", tuple(says.items()))


def test_rows_pair_by_their_words_then_by_overlap() -> None:
    before = [
        row(0, 4, kind="kill"),
        row(10, 14, kind="attack"),
        row(20, 24, kind="riot"),
        row(30, 34, kind="meet"),
    ]
    after = [
        row(0, 4, kind="kill"),
        row(10, 14, kind="bombing"),
        row(18, 24, kind="riot"),
        row(40, 44, kind="meet"),
    ]
    changes = compare(before, after)
    assert [(c.row.start, c.fields) for c in changes] == [
        (10, ("kind",)),
        (18, ("words",)),
        (30, ()),
        (40, ()),
    ]
    tally = counts(changes)["claims"]
    assert (tally["appear"], tally["vanish"], tally["change"]) == (1, 1, 2)
    assert compare(before, before) == []
