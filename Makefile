# Everything from a bare clone: `make demo`, `make test`, `make bench`. Needs Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2

.PHONY: demo test bench lint clean

demo: .venv/.installed
	@$(BIN)/python -m derive.cli.demo

test: lint
	$(BIN)/pytest -q -n $(WORKERS) --dist loadscope

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

bench: .venv/.installed
	$(BIN)/python -m benchmarks

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/.installed-dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@ .venv/.installed

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
