# Every task of the project; `make help` lists them. Needs Python 3.11 or later and make.

PYTHON ?= python3
PORT ?= 8000
TRACKER_SITE_URL ?= http://127.0.0.1:$(PORT)
# Where `make test-postgres` runs; a role that may create databases.
POSTGRES_URL ?= postgres://postgres@127.0.0.1:5432/tracker
# Tests run side by side in this many processes.
JOBS ?= 2
PYTEST_ARGS ?=
# The size of the largest sample of `make bench`, and more words for it.
BENCH_CASES ?= 10000
BENCH_ARGS ?=
# Which translations `make messages` writes.
LANGUAGES ?= ru kk

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	--only-binary :all:
# Checks touch no real database and judge the settings of a real installation.
CHECK_ENV := env DATABASE_URL=sqlite://:memory: BEHIND_TLS=1
# Tests choose their own database and ignore what the shell says about the real one.
TEST_ENV := env -u DATABASE_URL -u PUBLIC_DATABASE_URL -u TRACKER_ROLE -u BEHIND_TLS -u DEBUG \
	-u PURGE_URL

.DEFAULT_GOAL := help
.PHONY: help run prepare seed publish archive shell test test-postgres test-browser test-varnish \
	screenshots check messages format audit requirements bench bench-tools bench-steps clean

help: ## list these tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | \
		awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11+ is needed: make PYTHON=python3.12 run")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt | $(VENV)/bin/python
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/installed

$(VENV)/installed-bench: requirements-bench.txt | $(VENV)/bin/python
	$(PIP) -r requirements-bench.txt
	@touch $@

prepare: $(VENV)/installed
	@$(MANAGE) migrate --no-input --verbosity 0
	@$(MANAGE) seed
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@$(MANAGE) make_archive
	@$(MANAGE) ensure_desk_account

run: export PORT := $(PORT)
run: export TRACKER_SITE_URL := $(TRACKER_SITE_URL)
run: prepare ## install what is missing, load the seeds and serve at 127.0.0.1:8000 (PORT=9001)
	@exec $(BIN)/gunicorn --no-control-socket

seed: $(VENV)/installed ## load fixtures/ and seeds/ and publish what changed
	@$(MANAGE) migrate --no-input --verbosity 0
	$(MANAGE) seed

publish: $(VENV)/installed ## make every published row anew
	$(MANAGE) publish --all

archive: $(VENV)/installed ## make the archive of /downloads/, if anything published changed
	@$(MANAGE) make_archive

shell: $(VENV)/installed ## a Python shell with the models loaded
	$(MANAGE) shell

test: $(VENV)/installed-dev ## run every test that needs no other service
	$(TEST_ENV) $(BIN)/pytest -q -n $(JOBS) -m "not browser and not postgres and not varnish" \
		$(PYTEST_ARGS)

test-postgres: $(VENV)/installed-dev ## run the tests on PostgreSQL (POSTGRES_URL=...)
	$(TEST_ENV) DATABASE_URL=$(POSTGRES_URL) $(BIN)/pytest -q -n $(JOBS) \
		-m "not browser and not varnish" $(PYTEST_ARGS)

test-browser: $(VENV)/installed-dev ## run the tests that drive Chromium (CHROMIUM=/usr/bin/chromium)
	$(TEST_ENV) $(BIN)/pytest -q -m browser $(PYTEST_ARGS)

test-varnish: $(VENV)/installed-dev ## run the tests with Varnish in front (needs varnish-modules too)
	$(TEST_ENV) $(BIN)/pytest -q -m varnish $(PYTEST_ARGS)

screenshots: $(VENV)/installed-dev ## take the pictures of the documentation
	$(TEST_ENV) SCREENSHOTS=docs/screenshots $(BIN)/pytest -q -m browser -k screenshot $(PYTEST_ARGS)

check: $(VENV)/installed-dev ## lint, types, import contracts, migrations, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint tracker cases
	$(CHECK_ENV) $(BIN)/mypy
	$(BIN)/lint-imports
	$(CHECK_ENV) $(MANAGE) makemigrations --check --dry-run
	$(CHECK_ENV) $(MANAGE) check --deploy --fail-level WARNING
	$(CHECK_ENV) TRACKER_ROLE=public $(MANAGE) check --deploy --fail-level WARNING
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml cases tracker

messages: $(VENV)/installed ## gather the strings to translate in locale/ (LANGUAGES="ru kk"; needs gettext)
	@command -v xgettext >/dev/null && command -v msgfmt >/dev/null || { \
		echo 'make messages needs GNU gettext, which is missing here: apt-get install gettext' >&2; \
		exit 1; }
	@$(CHECK_ENV) $(MANAGE) makemessages --no-obsolete --add-location file \
		$(addprefix --locale ,$(LANGUAGES)) --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'
	@$(CHECK_ENV) $(MANAGE) compilemessages --verbosity 0 --ignore '.venv/*'

format: $(VENV)/installed-dev ## put the Python files into the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

audit: $(VENV)/installed-dev ## ask the advisory database about the pinned dependencies
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.txt

PIN := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header
requirements: $(VENV)/installed-dev ## pin the dependencies anew from the .in files
	$(PIN) requirements.in -o requirements.txt
	$(PIN) requirements-dev.in -o requirements-dev.txt
	$(PIN) requirements-bench.in -o requirements-bench.txt

bench-tools:
	@for tool in wrk sqlite3 psql; do command -v $$tool >/dev/null || { \
		echo "$$tool is missing; on Debian: apt-get install wrk sqlite3 postgresql-client" >&2; \
		exit 1; }; done

bench: export BENCH_CASES := $(BENCH_CASES)
bench: $(VENV)/installed-bench bench-tools ## measure it beside its limits and its peers (BENCH_CASES=1000000)
	$(BIN)/python -m benchmarks $(BENCH_ARGS)

bench-steps: export BENCH_CASES := $(BENCH_CASES)
bench-steps: $(VENV)/installed-bench $(VENV)/installed-dev bench-tools ## measure each step of docs/scaling.md (needs what it adds)
	$(BIN)/python -m benchmarks.steps $(BENCH_ARGS)

clean: ## remove the virtual environment and the tools' caches (the database in var/ stays)
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
