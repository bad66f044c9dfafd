"""A user's own rules: kept in the database, and used by runs on it from then on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportedly import knowledge, pipeline
from reportedly.claims.rules import TriggerFile, names
from reportedly.config import Settings
from reportedly.errors import RuleError
from reportedly.rulebook import files
from reportedly.rulebook.check import opened
from reportedly.rulebook.own import place_of, settle
from reportedly.stage import Stage
from reportedly.store import Store
from tests.test_cli import reportedly

PAGE = "Raiders unhooked the old mill bridge on Monday, the mayor of Ghomrassen said.\n"
MINE = """\
adds_to: triggers.yaml
verbs:
  - kind: damage
    lemmas: [unhook]
    object: ["@structure"]
    examples: ["Raiders [unhooked] the old mill bridge."]
    not_examples: ["She unhooked her coat."]
"""


def written(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told(*words: str | Path) -> str:
    ended = reportedly(*words)
    assert ended.returncode == 0, ended.stderr.decode()
    return " ".join((ended.stdout + ended.stderr).decode().split())


def kinds(db: Path) -> list[str]:
    rows = reportedly("export", "claims", "--db", db).stdout.splitlines()
    return [row["kind"] for row in map(json.loads, rows) if row["trigger"]["quote"] == "unhooked"]


def test_a_run_reads_claims_by_a_users_own_rules_until_they_are_removed(tmp_path: Path) -> None:
    page, db = written(tmp_path, PAGE, "page.txt"), tmp_path / "crisis.db"
    told("run", page, "--db", db)
    assert kinds(db) == ["act"]
    mine = written(tmp_path, MINE)
    assert "mine.yaml adds to triggers.yaml" in told("rules", "add", mine, "--db", db)
    assert "yours in this database" in told("rules", "--db", db)
    assert reportedly("rules", "show", "triggers.yaml", "--db", db).stdout.decode() == MINE
    assert "claims" in told("run", page, "--db", db)
    assert kinds(db) == ["damage"]
    claims = map(json.loads, reportedly("export", "claims", "--db", db).stdout.splitlines())
    claim = next(c["id"] for c in claims if c["kind"] == "damage")
    assert "rule: damage.unhook on “unhooked” (your own triggers.yaml, line 3)" in told(
        "why", claim, "--db", db
    )
    told("rules", "remove", "triggers.yaml", "--db", db)
    told("run", page, "--db", db)
    assert kinds(db) == ["act"]
    assert reportedly("rules", "remove", "triggers.yaml", "--db", db).returncode == 1


def test_a_file_with_a_fault_is_refused_with_its_line_and_nothing_is_kept(tmp_path: Path) -> None:
    db = tmp_path / "crisis.db"
    ended = reportedly("rules", "add", written(tmp_path, MINE.replace("damage", "damege")), "--db", db)
    assert ended.returncode == 1
    assert "mine.yaml, line 3: there is no kind damege; did you mean damage?" in ended.stderr.decode()
    assert "yours" not in told("rules", "--db", db)


def test_changed_rules_change_what_claims_depend_on_and_no_stage_before(
    tmp_path: Path, demo_db: Path
) -> None:
    db = tmp_path / "demo.db"
    db.write_bytes(demo_db.read_bytes())
    store = Store.open(db)

    def wanted() -> dict[str, dict[str, str]]:
        stages = [s for s in pipeline.STAGES if isinstance(s, Stage)]
        return {s.name: pipeline._wanted(s, store, Settings()) for s in stages}

    before = wanted()
    store.keep_rules({"triggers.yaml": MINE})
    after = wanted()
    store.keep_rules({"triggers.yaml": MINE + "# more\n"})
    third = wanted()
    store.drop_rules("triggers.yaml")
    assert wanted() == before
    store.close()
    assert [name for name in before if before[name] != after[name]] == ["claims"]
    assert not set(after["claims"].values()) & set(third["claims"].values())


def test_a_check_compares_with_the_rules_in_use(tmp_path: Path) -> None:
    page, db = written(tmp_path, PAGE, "page.txt"), tmp_path / "crisis.db"
    told("rules", "add", written(tmp_path, MINE), "--db", db)
    told("run", page, "--db", db)
    ended = reportedly("rules", "check", written(tmp_path, MINE.replace("coat", "bridge")), "--db", db)
    words = " ".join(ended.stdout.decode().split())
    assert ended.returncode == 1
    assert "with what it adds to, fits the schema of triggers.yaml" in words
    assert "mine.yaml, line 7: She unhooked her bridge." in words
    assert "0 of them read otherwise" in words


def test_additions_come_first_and_faults_in_them_have_their_own_lines(tmp_path: Path) -> None:
    (given,) = opened([written(tmp_path, MINE)])
    there = knowledge.plain_of(files.shipped("triggers.yaml"))
    assert given.plain["verbs"][1:] == there["verbs"]
    assert given.plain["nouns"] == there["nouns"]
    assert given.where(("verbs", 0, "kind")) == (str(tmp_path / "mine.yaml"), 3)
    program, line = given.where(("verbs", 1, "kind"))
    assert program == "the program's triggers.yaml"
    assert "kind:" in files.shipped("triggers.yaml").splitlines()[line - 1]


def test_words_are_added_to_a_list(tmp_path: Path) -> None:
    text = "adds_to: triggers.yaml\nclasses:\n  place: [souk]\n"
    (given,) = opened([written(tmp_path, text)])
    assert given.plain["classes"]["place"][:2] == ["souk", "town"]


def test_what_names_no_rule_file_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="line 1: adds_to names no rule file; write one of anaphora"):
        opened([written(tmp_path, "adds_to: trigers.yaml\n")])


def test_rules_that_need_a_kind_of_ones_own_hold_it_in_place(tmp_path: Path) -> None:
    kind = """\
adds_to: ontology.yaml
kinds:
  - {code: unhook, title: Unhooking, group: harm, definition: A thing is unhooked., plover: null, acled: null,
     examples: ["Raiders [unhooked] the old mill bridge."], not_examples: ["She unhooked her coat."]}
"""
    db = tmp_path / "crisis.db"
    own = written(tmp_path, MINE.replace("kind: damage", "kind: unhook"))
    told("rules", "add", own, written(tmp_path, kind, "kinds.yaml"), "--db", db)
    told("run", written(tmp_path, PAGE, "page.txt"), "--db", db)
    assert kinds(db) == ["unhook"]
    ended = reportedly("rules", "remove", "ontology.yaml", "--db", db)
    assert ended.returncode == 1
    assert "your own triggers.yaml, line 3: there is no kind unhook" in ended.stderr.decode()
    assert kinds(db) == ["unhook"]


def test_an_ontology_without_a_kind_that_other_files_need_is_refused(tmp_path: Path) -> None:
    text = files.shipped("ontology.yaml").replace("code: loot", "code: plunder")
    with pytest.raises(RuleError, match=r"the program's triggers\.yaml, line .*: there is no kind loot"):
        opened([written(tmp_path, text)])


def test_kept_rules_that_no_longer_fit_stop_a_run_with_their_line(tmp_path: Path) -> None:
    db = tmp_path / "crisis.db"
    store = Store.open(db, create=True)
    store.keep_rules({"triggers.yaml": MINE.replace("lemmas", "words")})
    store.close()
    ended = reportedly("run", written(tmp_path, PAGE, "page.txt"), "--db", db)
    words = ended.stderr.decode()
    assert ended.returncode == 1
    assert "your own triggers.yaml, line 3: lemmas is missing" in words
    assert "reportedly rules remove" in words
    assert "Traceback" not in words


def test_no_rules_of_ones_own_leave_the_programs() -> None:
    settle({})
    assert not knowledge._in_place


def test_the_example_of_the_documentation_is_a_good_file(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    text = page.split("```yaml\n")[1].split("```")[0]
    (given,) = opened([written(tmp_path, text)])
    assert given.adds
    assert given.plain["verbs"][0]["lemmas"] == ["sleep"]


def test_the_rule_of_a_claim_is_found_by_its_name() -> None:
    settle({})
    text = files.shipped("triggers.yaml").splitlines()
    for rule, kind, word in (("kill.kill.2", "kind: kill", "kill"), ("kill.death", "kind: kill", "death")):
        place = place_of(rule)
        assert place is not None
        assert place[0] == "triggers.yaml"
        assert kind in text[place[1] - 1]
        assert word in text[place[1] - 1]
    deed = place_of("act.walk")
    assert deed is not None
    assert text[deed[1] - 1].startswith("deeds:")
    saying = place_of("plain.say")
    assert saying is not None
    assert text[saying[1] - 1].startswith("sayings:")
    assert place_of("llm:some-model") is None


def test_names_of_rules_lead_to_one_entry_each() -> None:
    file = knowledge.load("reportedly.claims", "triggers.yaml", TriggerFile)
    words = [(e.kind, w) for part in (file.nouns, file.verbs) for e in part for w in e.lemmas]
    assert len(names(file)) == len(words)
