# Two commands matter: `make demo` and `make test`. Both set everything up in .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo compiled test soak test-model check bench eval second likely preview schema review card audit deployment clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/'

setup: $(STAMP) ## set up .venv (done by the others when needed)

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "netboard needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	@echo "Setting up $(VENV) (a minute or two, once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python .ci/install.py
	@touch $(STAMP)

demo: $(STAMP) ## build the knowledge store and answer the example case
	@$(BIN)/netboard demo

# Tests start many programs: each reads what one of them has compiled, whatever the shell says of such files.
test compiled: export PYTHONDONTWRITEBYTECODE =

check: $(STAMP) ## ruff, mypy, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

compiled: $(STAMP) # what tests import, while mypy has the other core
	@$(BIN)/pytest --collect-only -q > /dev/null || true # pytest itself says what is wrong

test: $(STAMP) ## everything that must hold: the checks above, then pytest, twice as many tests at a time as cores
	@$(MAKE) --no-print-directory --jobs 2 check compiled
	$(BIN)/pytest -n $$(( 2 * $$($(BIN)/python -c 'import os; print(os.cpu_count() or 1)') )) --dist worksteal

soak: $(STAMP) ## the heavy proofs in full size (kills, redeliveries, hostile texts); one after the other, an hour or more
	SOAK=1 $(BIN)/pytest -m soak --verbose --durations=0 --capture=no

test-model: $(STAMP) ## a real small model as the writer (builds llama.cpp once: some ten minutes)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[small-model]'
	$(BIN)/pytest -m small_model tests/small_model

bench: $(STAMP) ## cold start, latency, memory, retrieval, growth, load (LARGE=1: 100,000 passages, LOAD=1: 10,000 answers too)
	@$(BIN)/python -m tests.bench

eval: $(STAMP) ## the evaluation sets, as a table of figures
	@$(BIN)/netboard eval

second: $(STAMP) ## teach the second reader anew, after a change of the texts used while building
	@$(BIN)/python -m tests.second_reader

likely: $(STAMP) ## teach the likely reader anew; with SET=file only note what the rules miss in a new set
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[teaching]'
	@$(BIN)/python -m tests.likely_reader $(SET)

preview: $(STAMP) ## what it looks like in Slack: build/preview.html, and the pictures of the README by Chromium
	@$(BIN)/python -m tests.preview

schema: $(STAMP) ## write the JSON Schema of an answer from the models
	@$(BIN)/python -m chains.schema

review: $(STAMP) ## write REVIEW.md, the rule tables as pages to read and sign
	@$(BIN)/python -m knowledge.rules.review

card: $(STAMP) ## write MODEL_CARD.md from the repository (MEASURE=1: run the evaluation first)
	@$(if $(MEASURE),mkdir -p .data && $(BIN)/netboard eval --json > .data/eval.json)
	@$(BIN)/python -m bot.card $(if $(MEASURE),--measured .data/eval.json)

audit: $(STAMP) ## hold the dependencies against the public list of known weaknesses (needs that list)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[audit]'
	@$(BIN)/python .ci/audit.py

deployment: $(STAMP) ## hold Dockerfile and compose file against hadolint and the schema of Compose (no Docker needed)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[deployment]'
	$(BIN)/hadolint Dockerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml

clean: ## remove the virtual environment, the store and the caches
	rm -rf $(VENV) .data build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
