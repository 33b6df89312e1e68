# Two commands are enough: `make plan` and `make test`. Both set everything up by themselves.
# Every path is relative, so that the folder may lie anywhere and may have spaces in its name.

PYTHON ?= python3
BIN := .venv/bin
COUNTY := data/wengyuan
ORDERS := data/orders/ordinary.csv
AT := 2026-11-23T05:00
OUT := out/wengyuan
SECONDS := 10
BENCHMARKS := benchmarks/published

.DEFAULT_GOAL := help
.PHONY: help plan desk test lint format bench records county lock clean

help: ## Say what can be made
	@echo "Route48. Say one of:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

plan: .venv/warm ## Plan the embedded county and say where to look
	@$(BIN)/route48 plan $(COUNTY) $(ORDERS) --at $(AT) --out $(OUT) --search-seconds $(SECONDS)

desk: .venv/warm ## Open the dispatch desk in the browser
	@$(BIN)/route48 app

test: .venv/ready ## Run the whole test suite on all cores; benchmarks run too, untimed
	@$(BIN)/python -m pytest --benchmark-disable --numprocesses auto --maxprocesses 4 --dist loadfile \
		--no-loadscope-reorder

lint: .venv/ready ## Check style, types and the drawing of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/ready ## Put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/ready ## Measure speed
	$(BIN)/python -m pytest benchmarks --benchmark-only --benchmark-autosave

records: .venv/ready ## Run all that docs/benchmarks.md reports, for hours: make records BENCHMARKS=folder
	$(BIN)/python -m benchmarks.full "$(BENCHMARKS)" --out out/records

county: .venv/ready ## Make the embedded county and its orders again from the facts
	$(BIN)/python data/make_wengyuan.py
	$(BIN)/python data/make_orders.py

lock: .venv/ready ## Pin the dependencies again; make lock UPGRADE=--upgrade takes newer ones
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
		--group dev pyproject.toml --output-file requirements.lock $(UPGRADE)

clean: ## Remove what was made: environment, caches, results
	rm -rf .venv out build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks

# Numba compiles on first use and keeps the result: better before a search than in its time.
.venv/warm: .venv/ready $(wildcard optimizer/problems/*.py optimizer/engines/*.py optimizer/engines/*/*.py)
	@echo "Compiling, once (a minute or two)"
	@$(BIN)/python -c "from optimizer.engines.ruin import RuinEngine; RuinEngine().prepare()"
	@touch $@

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Route48 needs Python 3.11 or newer, $(PYTHON) is " + sys.version.split()[0] + "; say for instance: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	@echo "Setting up the environment in .venv, once (a few minutes)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
