# The commands of the project. `make run` and `make test` do everything on a fresh machine; both may be repeated.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-tests run test test-full check fix demo pdf bench screenshots sheets

PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
BIN := .venv/bin
LSG := $(BIN)/lsg-projects

# compiled modules are kept, or every start would compile all libraries anew
unexport PYTHONDONTWRITEBYTECODE

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## environment, dependencies and front-end assets
	@$(PYTHON) scripts/setup.py

setup-tests: ## the same, with what tests and checks need
	@$(PYTHON) scripts/setup.py --tests
	@$(LSG) doctor --install --tests

run: setup ## everything on a fresh machine, then the server and the worker (PORT=8000)
	@$(LSG) doctor --install
	@$(LSG) init
	@$(LSG) demo --if-empty
	@exec $(LSG) serve --port $(PORT)

test: setup-tests check ## checks, then all tests on SQLite and PostgreSQL
	@$(BIN)/pytest -n $(JOBS) --dist loadscope --no-loadscope-reorder --durations=15 -m "not slow"

test-full: setup-tests check ## the same with the long sweeps
	@$(BIN)/pytest -n $(JOBS) --dist loadscope --no-loadscope-reorder --durations=30

check: ## format, lint, types, imports, templates, words
	@scripts/check.sh

fix: ## put format and imports in order
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

demo: setup ## load the Martuk demonstration
	@$(LSG) doctor --install
	@$(LSG) init
	@$(LSG) demo

pdf: demo ## make the demonstration's quarterly report in three languages, in out/
	@mkdir -p out
	@for language in kk ru en; do \
	  $(LSG) report issue district-progress --territory 154600000 --period 2025-Q4 --language $$language --out out/district-progress-$$language.pdf; \
	done

bench: setup-tests ## pages a second of the report beside the naive baseline
	@$(BIN)/python -m tests.benchmarks

screenshots: setup-tests ## pictures of the pages for docs/screenshots
	@$(BIN)/python -m scripts.screenshots

sheets: setup-tests ## pictures of the reports for docs/sheets
	@$(BIN)/python -m scripts.sheets
