# Everything here works from a bare clone on Debian with Python 3.11. `make help` lists it.
PYTHON ?= python3
PORT ?= 8000

.PHONY: help setup run test proof bench check law pins clean
.DEFAULT_GOAL := help

help:    ## this list
	@sed -n 's/^\([a-z]*\): *\(.*\)##/\1 -/p' $(MAKEFILE_LIST)

setup:   ## everything to run on this machine, in .venv; quick when it is there already
	@$(PYTHON) tools/setup.py --for run

run: setup  ## the platform with stand-ins and an invented city, at localhost:8000 (PORT=8001 for another)
	@exec .venv/bin/court run --port $(PORT)

test:    ## all tests: SQLite, PostgreSQL, a real browser
	@$(PYTHON) tools/setup.py --for test
	@.venv/bin/python tools/test.py

proof:   ## the long proofs: kills, races, tampering, the whole rehearsal
	@$(PYTHON) tools/setup.py --for test
	@.venv/bin/python tools/test.py --proof

bench:   ## figures beside their floors (bench/README.md), on both databases; wants an idle machine
	@$(PYTHON) tools/setup.py --for bench
	@.venv/bin/python -m bench

check:   ## what must be green before you hand in: style, types, layers, templates, glossary, sizes
	@$(PYTHON) tools/setup.py --for test
	@.venv/bin/python tools/check.py

law:     ## only the rules of law, in a few seconds
	@.venv/bin/python -m pytest -q law

pins:    ## compute the pinned packages anew after a change of pyproject.toml
	@tools/pins.sh

clean:   ## what was made, but never var/ (the data)
	@rm -rf .venv node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
