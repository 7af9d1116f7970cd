# Twentieth Day. `make run` is all a new machine needs: Python 3.11 with venv, and make.
# Everything goes into .venv and var/ below this folder.

.DEFAULT_GOAL := help
.PHONY: help venv run demo test tests browser-tests lint format types floors checks bench lock css clean

PY := .venv/bin/python
# Tests keep their hands off the data of a site that runs from this folder.
TEST_DATA := DATA_DIR="$${TEST_DATA_DIR:-var/test}"
# Put in from outside: make tests PYTEST_ARGS="-n 0 -x -k letters"
PYTEST := $(TEST_DATA) $(PY) -m pytest

help: ## What there is to ask for
	@echo "make run            the site on http://127.0.0.1:8000 (PORT=8001 for another port)"
	@echo "make demo           the same with a made-up investigation, in a database of its own"
	@echo "make test           every test and check"
	@echo "make bench          how fast and how large; BENCH_ARGS=--server=postgres://… on PostgreSQL"
	@echo "make lint format    style; make types, make floors, make checks: one kind of check"
	@echo "make lock           write requirements.txt from requirements.in (needs uv)"
	@echo "make css            compile the stylesheet (needs npm)"
	@echo "make clean          remove .venv and caches, never var/"

# ------------------------------------------------------------------------ to run
venv:
	@sh ./.ci/venv

run: venv
	@exec $(PY) manage.py run_all

demo: venv
	@unset DATABASE_URL; export DEMO=1 DATA_DIR="$${DEMO_DIR:-var/demo}"; \
	$(PY) manage.py run_all --prepare && $(PY) manage.py load_demo && exec $(PY) manage.py run_all

bench: venv
	@$(PY) manage.py bench $(BENCH_ARGS)

# ---------------------------------------------------------------------- to prove
# All of them run, so that one look shows everything; the answer is no when one says no.
test: venv
	@$(MAKE) --no-print-directory --keep-going lint types floors checks tests browser-tests

tests: venv
	$(PYTEST) -n 2 --dist loadfile -m "not browser" $(PYTEST_ARGS)

browser-tests: venv
	@if command -v chromium >/dev/null 2>&1 || test -n "$$CHROMIUM"; then \
	    echo '$(PY) -m pytest -n 2 -m browser'; $(PYTEST) -n 2 --dist loadfile -m browser $(PYTEST_ARGS); \
	else \
	    echo "Chromium is not installed: the browser tests are left out."; \
	fi

lint: venv
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: venv
	$(PY) -m mypy

floors: venv
	.venv/bin/lint-imports

checks: venv
	$(TEST_DATA) $(PY) manage.py check
	$(TEST_DATA) $(PY) manage.py makemigrations --check --dry-run

# ----------------------------------------------------------------------- to work
format: venv
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

lock:
	@command -v uv >/dev/null 2>&1 || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	uv pip compile --quiet --python-version 3.11 requirements.in -o requirements.txt

css:
	sh ./frontend/build.sh

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
