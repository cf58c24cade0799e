# Coterie's doors for developers. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
           --no-emit-index-url --no-header $(if $(UPGRADE),--upgrade)

.PHONY: help setup demo test check fuzz bench data-check lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv with everything locked, and Coterie in it

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Coterie needs Python 3.11 or newer; say which by: make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python could not make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(STAMP): requirements/dev.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## load the demo shop and evaluate its ready segments
	$(BIN)/coterie demo

test: setup ## the whole test suite
	$(BIN)/python -m pytest -q -n 2 --dist loadscope

check: setup ## format, lint, types, layers and the fast tests (under 90 s)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -q -n 2 --dist loadscope -m "not slow"

fuzz: setup ## repeat the differential tests with new seeds; MINUTES=10 unless said
	@end=$$((SECONDS + 60 * $(or $(MINUTES),10))); while [ $$SECONDS -lt $$end ]; do \
	  seed=$$RANDOM$$RANDOM; echo "seed $$seed"; \
	  COTERIE_FUZZ=1 $(BIN)/python -m pytest -q --hypothesis-seed=$$seed tests/differential || exit 1; done

bench: setup ## the figures of docs/performance.md; SIZE=small for a quick look
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	$(BIN)/python -m benchmarks $(if $(SIZE),--size $(SIZE))

data-check: setup ## checks against full open data sets; DATA=folder, see datachecks/README.md
	@test -d "$(DATA)" || { echo "The open data sets are not here: say where by make data-check DATA=folder" \
	  "(datachecks/README.md says which)" >&2; exit 1; }
	$(BIN)/python -m pytest -q datachecks --data "$(DATA)"

lock: | $(BIN)/python ## write the locked requirements anew from pyproject.toml; UPGRADE=1 takes newer ones
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	@mkdir -p requirements
	$(COMPILE) pyproject.toml -o requirements/runtime.txt
	$(COMPILE) pyproject.toml --extra demo --extra dev -o requirements/dev.txt
	$(COMPILE) pyproject.toml --extra demo --extra dev --extra bench -o requirements/bench.txt

clean: ## remove what was made, .venv included
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
