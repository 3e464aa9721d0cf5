# Everything a person or a machine does with this project. Needs Python 3.11 or newer and make, nothing else.
.DEFAULT_GOAL := help
.PHONY: help run test lint fmt bench audit install lock
.DELETE_ON_ERROR:

PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip install -qq --disable-pip-version-check --constraint requirements.lock torch==2.13.0
LETTERS ?= data/letters
SAMPLE ?= What was the lowest flow at Bresk in August 2021?
override Q := $(value Q)
export Q SAMPLE LETTERS

help: ## List what can be made
	@sed -nE 's/^([a-z]+):[^#]*## /  make \1  /p' Makefile

run: .venv/.runtime ## take in the specimen letters and answer: Q="a question", else a session; with a token, serve Telegram
	@$(PY) -m bot ingest "$$LETTERS"
	@if grep -Eqs '^(export +)?VERBALE_TELEGRAM_TOKEN=.?[0-9]' .env || [ -n "$$VERBALE_TELEGRAM_TOKEN" ]; then \
		exec $(PY) -m bot serve; \
	elif [ -n "$$Q" ]; then \
		exec $(PY) -m bot ask -- "$$Q"; \
	else \
		echo "? $$SAMPLE"; exec $(PY) -m bot ask --follow -- "$$SAMPLE"; \
	fi

test: .venv/.dev ## run the tests
	@$(PY) -m pytest

lint: .venv/.dev ## check style and types
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy

fmt: .venv/.dev ## put the code into the format of the house
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format

bench: .venv/.dev ## measure speed, memory and growth at small scale
	@$(PY) -m benchmarks

audit: ## check the pinned versions against published advisories, by pip-audit
	@pip-audit --strict --no-deps --disable-pip --requirement requirements.lock

install: .venv/.runtime ## install into .venv

lock: .venv/.dev ## write down the installed versions, so that others get the same
	@$(PY) -m pip freeze --exclude-editable | sed -E 's/\+[a-z0-9.]+$$//' > requirements.lock.new
	@mv requirements.lock.new requirements.lock

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Verbale needs Python 3.11 or newer; name one with make PYTHON=python3.11." >&2; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.runtime: pyproject.toml requirements.lock | .venv/bin/python
	@echo "Installing into .venv; the first time this takes a few minutes." >&2
	@$(PIP) --editable .
	@touch $@

.venv/.dev: pyproject.toml requirements.lock | .venv/bin/python
	@echo "Installing into .venv; the first time this takes a few minutes." >&2
	@$(PIP) --editable '.[dev]'
	@touch .venv/.runtime $@
