# Every command, one line each. A fresh machine needs python3 >= 3.11 (with venv) and make; the rest is brought.
PY      ?= python3
PORT    ?= 8000
T       ?= tests
BIN     := .venv/bin
UV      := .tools/bin/uv
SYNC    := $(UV) pip sync -q --require-hashes -p .venv
COMPILE := $(UV) pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11
OURS    := manage.py src tests $(wildcard bench tools .ci)
# What no database could change is tried on one: `once` on SQLite, `look` on PostgreSQL.
SQLITE  := env -u DATABASE_URL CI=1 $(BIN)/python -m pytest -q -m not\ look
POSTGRESQL := env CI=1 $(BIN)/python -m tests.postgres -- $(BIN)/python -m pytest -q -m not\ once
# Of the whole suite, the journeys run beside the rest: they wait for a browser half their time.
ASIDE = $(if $(filter tests,$(T)),--and $(SQLITE) $(JOURNEYS) --then env TEST_DATABASE=test_himpun_journeys $(POSTGRESQL) $(JOURNEYS))
REST  = $(if $(filter tests,$(T)),--ignore=$(JOURNEYS))
JOURNEYS := tests/journeys
# The browser's libraries: what is bundled, from what, and one of the files that come of it.
SOURCES := $(wildcard browser/*.js browser/*.css)
PACKAGES := browser/node_modules/.package-lock.json
BUNDLES := src/himpun/project/static/built/licences.txt
STATIC  := $(or $(HIMPUN_VAR),var)/static/staticfiles.json
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
# The tests start many programs: each would compile every library anew, which takes it a second.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test test-sqlite test-postgresql check lint bench mutants pictures reset-sample assets bundles chromium lock

help:            ## what there is to run
	@grep -hE '^[a-z-]+: .*## |^[a-z-]+:  +## ' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 18

setup: .venv/ok  ## the environment in .venv, exactly as locked

run: assets      ## the five sample agencies on http://127.0.0.1:8000 (another port: make run PORT=8080)
	HIMPUN_SAMPLE=ya HIMPUN_URL=http://127.0.0.1:$(PORT) $(BIN)/himpun sample
	HIMPUN_SAMPLE=ya HIMPUN_URL=http://127.0.0.1:$(PORT) $(BIN)/himpun serve

reset-sample: assets  ## throws the samples' work away and loads them afresh
	HIMPUN_SAMPLE=ya $(BIN)/himpun sample --reset

test: setup bundles chromium  ## the whole suite, on SQLite and PostgreSQL at once (a part: make test T=tests/runs)
	@$(BIN)/python -m tests.at_once $(SQLITE) $(REST) $(T) --and $(POSTGRESQL) $(REST) $(T) $(ASIDE)

test-sqlite: setup bundles chromium
	$(SQLITE) $(T)

test-postgresql: setup bundles chromium
	$(POSTGRESQL) $(T)

check: lint test ## all that must hold before a change goes in; CI runs exactly this

lint: setup      ## form, types, layers, security, and the reference that is made from the code
	$(BIN)/ruff format --check $(OURS)
	$(BIN)/ruff check $(OURS)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit -q -r src -c pyproject.toml
	$(BIN)/himpun makemigrations --check --dry-run
	$(BIN)/himpun docs --check

bench: setup     ## what a step costs, here and in the engines it is measured against
	$(BIN)/python -m bench

mutants: setup   ## do the kernel's tests notice when the kernel is wrong?
	$(BIN)/python -m tests.mutants

pictures: setup bundles chromium  ## the README's pictures, taken from the running product
	$(BIN)/python -m tools.pictures

assets: $(STATIC)  ## style sheets and scripts, collected and compressed in var/static

bundles: $(BUNDLES)  ## the browser's libraries (grid, charts), bundled from browser/

chromium: setup  ## the browser of the journeys: the system's, or brought
	$(BIN)/python .ci/chromium.py

lock: .tools/ok  ## locks pyproject.toml again (newest versions: make lock UPGRADE=--upgrade)
	$(COMPILE) $(UPGRADE) --group build pyproject.toml -o requirements/run.txt
	$(COMPILE) $(UPGRADE) --group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	for group in tools node; do $(COMPILE) $(UPGRADE) --group $$group -o requirements/$$group.txt || exit 1; done

# ---- what the commands above stand on

.tools/ok: requirements/tools.txt
	$(PY) -m venv .tools
	.tools/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

# The package is installed by its own locked build backend: building it asks no network for anything.
.venv/ok: .tools/ok requirements/dev.txt pyproject.toml CHANGELOG.md
	test -x $(BIN)/python || $(UV) venv -q .venv --python "$$($(PY) -c 'import sys; print(sys.executable)')"
	$(SYNC) requirements/dev.txt
	$(UV) pip install -q -p .venv --no-deps --no-build-isolation --offline -e .
	@touch $@

$(PACKAGES): .tools/ok .ci/node.py requirements/node.txt browser/package.json browser/package-lock.json
	.tools/bin/python .ci/node.py browser
	@touch $@

$(BUNDLES): $(PACKAGES) $(SOURCES) .ci/bundles.py
	.tools/bin/python .ci/bundles.py

# The folders are named too: one is newer when a file of it is gone.
$(STATIC): .venv/ok $(BUNDLES) $(shell find src/himpun -path '*/static*' -not -path '*/static/built*')
	$(BIN)/himpun collectstatic --noinput -v 0
	@touch $@
