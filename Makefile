# Every command, one line each. A fresh machine needs python3 >= 3.11 (with venv) and make; the rest is brought.
PY      ?= python3
PORT    ?= 8000
BIN     := .venv/bin
UV      := .tools/bin/uv
SYNC    := $(UV) pip sync -q --require-hashes -p .venv
COMPILE := $(UV) pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1

.DEFAULT_GOAL := help
.PHONY: help setup lock

help:           ## what there is to run
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 16

setup: .venv/ok ## the environment in .venv, exactly as locked

lock: .tools/ok ## locks pyproject.toml again (newest versions: make lock UPGRADE=--upgrade)
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
