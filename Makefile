# Every target works on a machine that has nothing but Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help install test lint types contracts check sample benchmark clean

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(BIN)/pytest: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet -e '.[dev]'
	@touch $(BIN)/pytest

install: $(BIN)/pytest ## Make .venv with the package and all tools

test: install ## Run the tests
	$(BIN)/pytest -n auto

lint: install ## Check format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: install ## Check types, tests and checks included
	$(BIN)/mypy
	$(BIN)/mypy tests

contracts: install ## Check that imports point one way
	$(BIN)/lint-imports

check: lint types contracts test ## Everything that CI asks

sample: install ## Scan the sample system
	$(BIN)/iac-scan sample_iac || test $$? -eq 1

benchmark: install ## Compare speed and memory with checkov (needs checkov on PATH)
	$(BIN)/python benchmarks/compare.py

clean: ## Remove what the targets made
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
