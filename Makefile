# `make` alone lists all commands. All data is in var/, or in the folder that HSWIKI_VAR names.
HOST ?= 127.0.0.1
PORT ?= 8000
URL := http://$(if $(filter 127.0.0.1 0.0.0.0,$(HOST)),localhost,$(HOST)):$(PORT)
VAR := $(or $(HSWIKI_VAR),var)
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
# Uses the local settings, unless the environment names others.
GUNICORN = env DJANGO_SETTINGS_MODULE=$(or $(DJANGO_SETTINGS_MODULE),hswiki.settings.local) $(PYTHON) -m gunicorn \
    hswiki.wsgi --worker-class gthread --workers 2 --threads 4 --log-level warning --no-control-socket
PIP := $(PYTHON) -m pip --disable-pip-version-check -qq install --require-hashes --only-binary=:all:
# npm compares downloads with the checksums in requirements/package-lock.json.
TOOLS := .venv/tools/node_modules
CHECKER := $(TOOLS)/vnu-jar/build/dist/vnu.jar
LIGHTHOUSE := $(TOOLS)/lighthouse/cli/index.js
NPM := mkdir -p .venv/tools && cp requirements/package*.json .venv/tools && \
    npm ci --prefix .venv/tools --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=1 \
    --fetch-timeout=60000

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help serve dev test race bench check lighthouse screenshots fixtures demo backup restore admin lock port state static

help: ## List all commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: .venv/base port state static ## Serve the wiki at http://localhost:8000 (HOST and PORT change it)
	@echo "Serving at $(URL) (Ctrl-C stops)"
	@exec $(GUNICORN) --bind "$(HOST):$(PORT)"

dev: .venv/base port state ## Serve with DEBUG and reload when a file changes
	@DEBUG=on $(MANAGE) runserver "$(HOST):$(PORT)"

test: .venv/develop $(CHECKER) ## Run the whole suite: on SQLite with the browser, and on PostgreSQL
	@$(PYTHON) -m tests.everything

race: .venv/develop ## Test concurrent saves, killed workers and a roll-back on both databases
	@$(PYTHON) -m tests.race

bench: .venv/develop ## Check the time of comparisons, merges, previews, the desk, a mass roll-back, and readers
	@$(PYTHON) -m tests.bench && $(PYTHON) -m tests.bench_moderation && $(PYTHON) -m tests.bench_readers

# $(call step,name,command): prints "ok", or the whole output of a command that fails.
step = @printf '%s ... ' "$(1)"; if out=$$($(2) 2>&1); then echo ok; else echo FAILED; echo "$$out"; exit 1; fi
NEW_KEY = $(PYTHON) -c "import secrets; print(secrets.token_urlsafe(50))"
TEST := DJANGO_SETTINGS_MODULE=hswiki.settings.test

check: .venv/develop ## Check format, lint, layers, templates, migrations, settings, fixtures and documents
	$(call step,Format,$(PYTHON) -m ruff format --check .)
	$(call step,Lint,$(PYTHON) -m ruff check .)
	$(call step,Layers,.venv/bin/lint-imports --no-logo)
	$(call step,Templates,find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +)
	$(call step,Migrations,$(TEST) $(MANAGE) makemigrations --check)
	$(call step,Production settings,env $$(grep -v '^\#' docs/production.env) SECRET_KEY=$$($(NEW_KEY)) DATABASE_URL=postgres:///wiki $(MANAGE) check --deploy --fail-level WARNING)
	$(call step,Fixtures,$(TEST) $(MANAGE) build_fixtures --check)
	$(call step,Documents and locks,$(PYTHON) -m pytest -q tests/house/test_documents.py)

lighthouse: .venv/develop $(LIGHTHOUSE) ## Score home, a season, an episode and a character with Lighthouse
	@$(PYTHON) -m tests.lighthouse

screenshots: .venv/develop ## Create the pictures in docs/pictures/
	@$(PYTHON) -m tests.screenshots

fixtures: .venv/base ## Build fixtures/heartstopper.json from the files in fixtures/heartstopper/
	@$(MANAGE) build_fixtures

# The demo has its own database, whatever the environment names.
demo: export HSWIKI_VAR := $(CURDIR)/var/demo
demo: export DJANGO_SETTINGS_MODULE := hswiki.settings.local
demo: export DATABASE_URL := sqlite:///$(CURDIR)/var/demo/hswiki.sqlite3
demo: .venv/base port ## Serve an invented wiki with a week of edits to moderate
	@mkdir -p var/demo && $(MANAGE) migrate --verbosity 0 && $(MANAGE) demo && $(MANAGE) collectstatic --noinput --verbosity 0
	@echo "Serving at $(URL) (Ctrl-C stops)"
	@exec $(GUNICORN) --bind "$(HOST):$(PORT)"

backup: .venv/base ## Save the database to a file: TO=file, or a new one in var/backups/
	@$(MANAGE) backup $(TO)

restore: .venv/base ## Replace the database by a backup: FROM=file
	@$(MANAGE) restore $(FROM)

admin: .venv/base state ## Create an administrator
	@$(MANAGE) createsuperuser

lock: .venv/develop ## Update the locks in requirements/ from *.in and package.json
	@cd requirements && for name in base production develop; do \
	    ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	        --no-emit-index-url --no-emit-find-links --no-annotate $$name.in -o $$name.txt || exit 1; \
	done
	@cd requirements && npm install --package-lock-only --omit-lockfile-registry-resolved --loglevel=error

port: .venv/base
	@$(PYTHON) -c "import socket; socket.create_server(('$(HOST)', $(PORT)))" 2>/dev/null || \
	    { echo "$(HOST):$(PORT) is already in use. Choose another port: PORT=8001 make serve"; exit 1; }

state: .venv/base
	@echo "Preparing the database ..."
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_fixtures_once heartstopper

static: .venv/base
	@if find static .venv/base -newer "$(VAR)/static/staticfiles.json" 2>&1 | grep -q .; then \
	    echo "Collecting static files ..."; $(MANAGE) collectstatic --noinput --verbosity 0; fi

.venv/base: requirements/base.txt | .venv/bin/pip
	@echo "Installing libraries (about half a minute the first time) ..."
	@$(PIP) -r $<
	@touch $@

.venv/develop: requirements/develop.txt | .venv/bin/pip
	@echo "Installing libraries and test tools (about a minute the first time) ..."
	@$(PIP) -r $<
	@touch $@

# Without Java, npm or a network, the suite skips the checker and reports it.
$(CHECKER): requirements/package-lock.json | .venv/bin/pip
	@if command -v java > /dev/null && command -v npm > /dev/null; then \
	    echo "Downloading the HTML checker ..."; $(NPM) --omit=dev > /dev/null && touch $@; fi || true

$(LIGHTHOUSE): requirements/package-lock.json | .venv/bin/pip
	@echo "Downloading Lighthouse ..."
	@$(NPM) > /dev/null && touch $@ $(CHECKER)

.venv/bin/pip:
	@python=; for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	    $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python=$$name && break; \
	done; \
	if [ -z "$$python" ]; then echo "hswiki needs Python 3.11 or newer. Install it and make sure that it is on the PATH."; exit 1; fi; \
	echo "Creating .venv with $$($$python --version) ..."; \
	if ! $$python -m venv .venv; then rm -rf .venv; \
	    echo "Python can't create virtual environments here (Debian: apt install python3-venv)."; exit 1; fi
