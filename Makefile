# `make` alone prints what it can do. State lives in var/, or in the folder that HSWIKI_VAR names.
HOST ?= 127.0.0.1
PORT ?= 8000
URL := http://$(if $(filter 127.0.0.1 0.0.0.0,$(HOST)),localhost,$(HOST)):$(PORT)
VAR := $(or $(HSWIKI_VAR),var)
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
# The settings of a wiki on one machine, unless the environment names others.
GUNICORN = env DJANGO_SETTINGS_MODULE=$(or $(DJANGO_SETTINGS_MODULE),hswiki.settings.local) $(PYTHON) -m gunicorn \
    hswiki.wsgi --worker-class gthread --workers 2 --threads 4 --log-level warning --no-control-socket
PIP := $(PYTHON) -m pip --disable-pip-version-check -qq install --require-hashes --only-binary=:all:
# npm sees to it that what it fetches has the checksum in requirements/package-lock.json.
TOOLS := .venv/tools/node_modules
CHECKER := $(TOOLS)/vnu-jar/build/dist/vnu.jar
LIGHTHOUSE := $(TOOLS)/lighthouse/cli/index.js
NPM := mkdir -p .venv/tools && cp requirements/package*.json .venv/tools && \
    npm ci --prefix .venv/tools --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=1 \
    --fetch-timeout=60000

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help serve dev test race bench check lighthouse screenshots fixtures demo admin lock port state static

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: .venv/base port state static ## Serve the wiki at http://localhost:8000 (HOST and PORT change it)
	@echo "Serving at $(URL) (Ctrl-C stops)"
	@exec $(GUNICORN) --bind "$(HOST):$(PORT)"

dev: .venv/base port state ## Serve with DEBUG, reloading when a file changes
	@DEBUG=on $(MANAGE) runserver "$(HOST):$(PORT)"

test: .venv/develop $(CHECKER) ## Run the whole suite: on SQLite with the browser, then on PostgreSQL
	@$(PYTHON) -m tests.everything

race: .venv/develop ## Let eight people save 50 times each, kill workers, roll back a vandal: on both databases
	@$(PYTHON) -m tests.race

bench: .venv/develop ## Time comparisons, merges, previews, the desk and a mass roll-back against their limits
	@$(PYTHON) -m tests.bench && $(PYTHON) -m tests.bench_moderation

# $(call step,what,command): one line when all is well, everything the command said when it is not.
step = @printf '%s ... ' "$(1)"; if out=$$($(2) 2>&1); then echo ok; else echo FAILED; echo "$$out"; exit 1; fi
NEW_KEY = $(PYTHON) -c "import secrets; print(secrets.token_urlsafe(50))"
TEST := DJANGO_SETTINGS_MODULE=hswiki.settings.test

check: .venv/develop ## Check format, lint, layers, templates, migrations, settings, fixtures and documents
	$(call step,Format,$(PYTHON) -m ruff format --check .)
	$(call step,Lint,$(PYTHON) -m ruff check .)
	$(call step,Layers,.venv/bin/lint-imports --no-logo)
	$(call step,Templates,find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +)
	$(call step,Migrations,$(TEST) $(MANAGE) makemigrations --check)
	$(call step,Production settings,env $$(grep -v '^\#' docs/production.env) SECRET_KEY=$$($(NEW_KEY)) $(MANAGE) check --deploy --fail-level WARNING)
	$(call step,Fixtures,$(TEST) $(MANAGE) build_fixtures --check)
	$(call step,Documents and locks,$(PYTHON) -m pytest -q tests/house/test_documents.py)

lighthouse: .venv/develop $(LIGHTHOUSE) ## Score home, a season, an episode and a character with Lighthouse
	@$(PYTHON) -m tests.lighthouse

screenshots: .venv/develop ## Make the pictures of docs/pictures/ again
	@$(PYTHON) -m tests.screenshots

fixtures: .venv/base ## Build fixtures/heartstopper.json from the files in fixtures/heartstopper/
	@$(MANAGE) build_fixtures

# The demo is a wiki of its own, whatever wiki the environment names.
demo: export HSWIKI_VAR := $(CURDIR)/var/demo
demo: export DJANGO_SETTINGS_MODULE := hswiki.settings.local
demo: export DATABASE_URL := sqlite:///$(CURDIR)/var/demo/hswiki.sqlite3
demo: .venv/base port ## Serve an invented wiki of its own, with a week of edits to moderate
	@mkdir -p var/demo && $(MANAGE) migrate --verbosity 0 && $(MANAGE) demo && $(MANAGE) collectstatic --noinput --verbosity 0
	@echo "Serving at $(URL) (Ctrl-C stops)"
	@exec $(GUNICORN) --bind "$(HOST):$(PORT)"

admin: .venv/base state ## Create an account that may do everything
	@$(MANAGE) createsuperuser

lock: .venv/develop ## Write the locks in requirements/ again from *.in and package.json
	@cd requirements && for name in base production develop; do \
	    ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	        --no-emit-index-url --no-emit-find-links --no-annotate $$name.in -o $$name.txt || exit 1; \
	done
	@cd requirements && npm install --package-lock-only --omit-lockfile-registry-resolved --loglevel=error

port: .venv/base
	@$(PYTHON) -c "import socket; socket.create_server(('$(HOST)', $(PORT)))" 2>/dev/null || \
	    { echo "Something is already listening at $(HOST):$(PORT). Choose another port: PORT=8001 make serve"; exit 1; }

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

# Without Java, npm or the net the suite does without the checker, and says so.
$(CHECKER): requirements/package-lock.json | .venv/bin/pip
	@if command -v java > /dev/null && command -v npm > /dev/null; then \
	    echo "Fetching the checker of HTML ..."; $(NPM) --omit=dev > /dev/null && touch $@; fi || true

$(LIGHTHOUSE): requirements/package-lock.json | .venv/bin/pip
	@echo "Fetching Lighthouse ..."
	@$(NPM) > /dev/null && touch $@ $(CHECKER)

.venv/bin/pip:
	@python=; for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	    $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python=$$name && break; \
	done; \
	if [ -z "$$python" ]; then echo "hswiki needs Python 3.11 or newer, and found none on the PATH."; exit 1; fi; \
	echo "Making .venv with $$($$python --version) ..."; \
	if ! $$python -m venv .venv; then rm -rf .venv; \
	    echo "Python can't make virtual environments here (Debian: apt install python3-venv)."; exit 1; fi
