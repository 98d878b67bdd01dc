# Everything starts here. `make help` lists what there is.
# Needs Python 3.11 or newer, pip and make, and libraries for PDFs; no server of any kind.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first interpreter that is new enough, unless one is named: make demo PYTHON=python3.13
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)
endif
PY := .venv/bin/python
PORT ?= 8000
PYTEST_ARGS ?=

# Tests keep their own database, and trade safety against power cuts for speed.
TEST_SERVERS := CASEWORK_DATA=$(CURDIR)/var/test CASEWORK_FSYNC=off

.PHONY: help
help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: python
python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name it with PYTHON=/path/to/python3."; exit 1; }

.PHONY: install
install: python ## Make .venv with everything for running and testing
	@$(PYTHON) -m servers environment requirements-dev.txt

.PHONY: demo
demo: python ## Start the whole system with made-up people (PORT=8000)
	@$(PYTHON) -m servers environment requirements.txt
	@$(PYTHON) -m servers packages pdf
	@PORT=$(PORT) exec $(PY) -m servers demo --follow-parent

.PHONY: serve
serve: python ## Start the whole system without any data, to set up a service (PORT=8000)
	@$(PYTHON) -m servers environment requirements.txt
	@$(PYTHON) -m servers packages pdf
	@PORT=$(PORT) CASEWORK_DATA=$${CASEWORK_DATA:-$(CURDIR)/var/serve} exec $(PY) -m servers serve --follow-parent

.PHONY: check
check: install ## Lint, words, types, import rules, migrations: about a minute
	@$(PYTHON) -m servers packages pdf
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint templates --lint --quiet && $(PY) -m djlint templates --check
	$(PY) -m tests.wording
	$(PY) .venv/bin/lint-imports
	$(TEST_SERVERS) $(PY) -m servers run -- sh -e -c '\
		$(PY) -m mypy; \
		$(PY) manage.py makemigrations --check --dry-run; \
		$(PY) manage.py check'

.PHONY: test
test: check ## Everything that is run before a change is accepted
	@$(PYTHON) -m servers packages pdf browser
	$(PY) -m pytest -n 2 --dist loadgroup $(PYTEST_ARGS)

.PHONY: quick
quick: install ## The tests of changed apps, without browser tests and tests of the servers: under two minutes
	@$(PYTHON) -m servers packages pdf
	files=$$($(PY) -m tests.selection) && $(PY) -m pytest -n 2 --dist loadgroup $$files $(PYTEST_ARGS)

# In London: a weekend, the ends of a month, a quarter and a year, New Year, the nights on which the clocks go forward
# and back (the hour before and the hour after), an ordinary night, and a day that only leap years have.
DAYS ?= 2026-11-28T14:00 2026-11-30T17:45 2026-09-30T23:20 2026-12-31T23:20 2027-01-01T00:10 \
	2026-03-29T00:20 2026-03-29T02:10 2026-10-25T01:20 2026-10-25T01:10+00:00 2026-11-19T03:15 2028-02-29T12:00

.PHONY: days
days: install ## The tests on other days and hours, without browser tests and tests of the servers (DAYS="2027-01-01T00:10 …")
	@$(PYTHON) -m servers packages pdf
	@for instant in $(DAYS); do \
		echo "== $$instant"; \
		CASEWORK_TEST_INSTANT=$$instant $(PY) -m pytest -q -n 2 --dist loadgroup \
			--ignore tests/browser --ignore tests/servers --ignore tests/operations $(PYTEST_ARGS) \
			|| failed="$$failed $$instant"; \
	done; \
	test -z "$$failed" || { echo "Tests failed at:$$failed"; exit 1; }

.PHONY: soak
soak: install ## The long tests: full counts, load, kills
	@$(PYTHON) -m servers packages pdf browser
	SOAK=1 $(PY) -m pytest -n 2 --dist loadgroup -m "soak or not soak" $(PYTEST_ARGS)

.PHONY: bench
bench: install ## Our pages beside bare Django pages with 10,000 people, as ratios (BENCH_ARGS="--rounds 300")
	@$(PYTHON) -m servers packages pdf browser
	@env -u DATABASE_URL -u REDIS_URL CASEWORK_DATA=$(CURDIR)/var/bench \
		$(PY) -m servers run -- $(PY) -m bench $(BENCH_ARGS)

.PHONY: fmt
fmt: install ## Put Python files into the house format
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

# No addresses of an index are written, so that the files install from whichever one is configured.
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate pyproject.toml

.PHONY: lock
lock: install ## Write requirements*.txt from pyproject.toml (LOCK_ARGS=--upgrade for newer versions)
	$(LOCK) $(LOCK_ARGS) --output-file requirements.txt
	$(LOCK) $(LOCK_ARGS) --extra test --extra dev --constraint requirements.txt --output-file requirements-dev.txt

.PHONY: assets
assets: ## Build the browser's files from design/assets into static/
	npm --prefix design/assets run build

.PHONY: pictures
pictures: install ## Take pictures of every page at 320, 390 and 1440 px, with its HTML, into var/pictures
	@$(PYTHON) -m servers packages pdf browser
	@mkdir -p var/pictures
	PICTURES=$(CURDIR)/var/pictures $(PY) -m pytest -n 0 tests/browser/test_every_page.py

.PHONY: validate
validate: ## Check the HTML that `make pictures` stored (after npm --prefix design/assets ci)
	npm --prefix design/assets run validate -- $(CURDIR)/var/pictures/*.html

.PHONY: screens
screens: install ## Take the pictures of the README from the demo
	@$(PYTHON) -m servers packages pdf browser
	SCREENSHOTS=1 $(PY) -m pytest tests/browser/test_first_pages.py
