# make demo: set up, read the demo pages, print the brief, write a report.   make test: set up, run the tests.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: setup demo test check bench speed speed-copies speed-places speed-desk lock docs clean help

help: ## What there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Make .venv with reportedly in it, every package by exact version and hash

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "reportedly needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## Read the demo pages, print the brief, write out/demo/report.html
	@mkdir -p out/demo
	$(BIN)/reportedly run examples/pages --db out/demo/demo.db
	@$(BIN)/reportedly brief --db out/demo/demo.db
	@$(BIN)/reportedly report --db out/demo/demo.db -o out/demo/report.html
	@echo "Open out/demo/report.html in a browser."

test: setup ## Run the tests
	$(BIN)/python -m pytest -n 2

check: setup ## All that CI runs: lint, types, tests with branch coverage
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term --cov-fail-under=85

bench: setup ## Run the scorers over development sets, where present; rewrite docs/quality.md
	$(BIN)/python -m benchmarks.quality

speed: setup ## Time the program against its peers, as ratios; rewrite docs/speed.md
	$(BIN)/python -m benchmarks.speed

speed-copies: setup ## Time the finding of copies, up to 100,000 articles; rewrite docs/speed-copies.md (needs datasketch)
	$(BIN)/python -m benchmarks.speed.copies

speed-places: setup ## Time the import and look-ups of gazetteers up to 12 million rows; rewrite docs/speed-places.md
	$(BIN)/python -m benchmarks.speed.gazetteer

speed-desk: setup ## Time the desk on 100,000 articles with a million claims; rewrite docs/speed-desk.md
	$(BIN)/python -m benchmarks.speed.desk

docs: setup ## Make the generated pages of docs/ again
	$(BIN)/python scripts/make_ontology_page.py
	$(BIN)/python scripts/make_settings_page.py

lock: ## Resolve requirements.lock anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra llm --group dev --group bench \
	    pyproject.toml -o requirements.lock

clean: ## Remove what was made
	rm -rf $(VENV) out
