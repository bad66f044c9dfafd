"""Quality: the scorers over development sets and the case pages, written to docs/quality.md.

The sets hold other people's texts and are not part of the project. `REPORTEDLY_BENCH` names the folder
that holds `bench/`, `data/` and `cases/` (default: `shared` beside the project); without it there is
nothing to run. Floors, with the hash of the corpus they were measured on, are in floors.toml and are
lowered only on purpose.
"""
