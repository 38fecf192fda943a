PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: setup demo test lint types check clean

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,lint,excel,parquet,watch]'
	touch $@

setup: $(VENV)/.ready

demo: setup
	$(BIN)/qingdan extract samples/dazu-2022-105/page.html --out out/dazu
	@echo && head -n 4 out/dazu/indicators.csv && echo && head -n 4 out/dazu/tasks.csv && echo && head -n 4 out/dazu/checks.csv

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/pyright

test: setup lint types
	$(BIN)/python -m pytest
	$(BIN)/python -m pytest --pyargs qingdan --doctest-modules -q
	$(BIN)/qingdan samples check

check: test

clean:
	rm -rf $(VENV) out build dist *.egg-info .pytest_cache .ruff_cache
