# `make` lists the targets. Every target sets up what it needs and costs nothing where that is up to date.
SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3.11 python3 python3.13 python3.12 python; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements-dev.lock
READY := $(VENV)/.ready
NEWER := 3.12 3.13 3.14
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	--no-annotate
# The tests by which coverage is measured; that takes its time, so not those of other code, nor those that run the
# same code in many processes, most of which are killed.
MEASURED := tests/wrapper tests/simulator tests/batch tests/cli
PROCESSES := tests/batch/crash tests/batch/test_shards.py tests/cli/test_interrupt.py tests/cli/test_streams.py \
	tests/simulator/test_docs.py tests/simulator/test_pytest_plugin.py
# This table runs through everything once more; what it reaches is reached by others, and measuring slows it.
TABLES := tests/wrapper/client/test_faults.py
UNMEASURED := $(PROCESSES) $(TABLES)
# All of it is exhaustive, and loading schemathesis takes every process of the tests more than a second.
QUICK := -p no:schemathesis --ignore=tests/simulator/test_contract.py
OTHERS := $(UNMEASURED) $(filter-out $(addsuffix /,$(MEASURED)) %/__pycache__/,$(wildcard tests/*/))

.PHONY: help setup demo test test-all lint types unit newer regenerate check docs capture size diff bench bench-smoke record clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup: $(READY) ## build .venv from the locked requirements

$(VENV)/.locked: $(LOCK)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it with make PYTHON=..." >&2; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r $(LOCK)
	@# pip compiles one file after another; some packages carry files that are no Python of today.
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib > /dev/null 2>&1 || true
	@touch $@

$(READY): $(VENV)/.locked pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: .venv-demo/.ready ## one question through each API, against the simulator (LIVE=1: the real service)
	@.venv-demo/bin/python scripts/demo.py

# The package with its simulator and nothing for development: an environment that is there in seconds.
.venv-demo/.ready: requirements-demo.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it with make PYTHON=..." >&2; exit 2; }
	@$(PYTHON) -m venv --clear .venv-demo
	@.venv-demo/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-demo.lock
	@.venv-demo/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

test: lint types check docs unit ## everything that must hold before a change lands

test-all: test newer ## the exhaustive tests as well, some hundreds of kills of a batch, and every newer Python
	$(BIN)/python -m pytest -n auto --dist worksteal -m exhaustive
	$(BIN)/python -m pytest -n auto --dist worksteal --hypothesis-profile=more
	$(BIN)/python -m pytest -s tests/batch/crash --kills 300

lint: $(READY) ## ruff, and the rooms of the wrapper (import-linter)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: $(READY) ## mypy --strict
	$(BIN)/mypy

unit: $(READY) ## the tests, with the coverage gate
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --dist worksteal $(QUICK) $(MEASURED) $(addprefix --ignore=,$(UNMEASURED))
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under=95
	$(BIN)/python -m pytest -n auto --dist worksteal $(QUICK) $(OTHERS)

newer: ## the tests with every newer Python that is present, those of pyenv included
	@for v in $(NEWER); do \
	  export PYENV_VERSION=$$v; \
	  if python$$v -c 'import venv' 2>/dev/null; then \
	    $(MAKE) --no-print-directory VENV=.venv-$$v PYTHON=python$$v setup && .venv-$$v/bin/python -m pytest -q -n auto || exit 1; \
	  else echo "Python $$v is not on this machine; nothing was tested with it."; fi; done

regenerate: $(READY) ## build openapi/openapi.yaml and generated_client/ from openapi/sources/
	$(BIN)/python scripts/generate.py

check: $(READY) ## fail if anything committed differs from what would be built
	$(BIN)/python scripts/generate.py --check

docs: $(READY) ## build the site of the documentation into site/; a broken link is an error
	$(BIN)/zensical build --strict

capture: $(READY) ## fetch the pages of openapi/sources.urls again (SOURCE_BASE=http://... from a local copy)
	@$(BIN)/python scripts/capture.py

size: $(READY) ## the lines of hand-written code, room by room (WRITE=1: agree to them in docs/architecture.md)
	@$(BIN)/python scripts/size.py $(if $(WRITE),--write)

diff: $(READY) ## what changed for callers since the last commit (FROM=rev: since another)
	@$(BIN)/python scripts/diff.py --from "$(or $(FROM),HEAD)"; code=$$?; test $$code != 2 || exit 2; \
	$(BIN)/griffe check perplexity_jobs --search wrappers --against "$(or $(FROM),HEAD)" || code=1; exit $$code

bench: $(READY) ## measure against what people would use instead, write docs/performance.md (BENCH=--help: sizes)
	$(BIN)/python benchmarks/run.py $(BENCH)

bench-smoke: $(READY) ## show that every benchmark runs, at sizes whose times mean nothing
	@$(BIN)/python benchmarks/run.py --smoke

record: $(READY) ## record the cassettes again (from the simulator; with PERPLEXITY_API_KEY and LIVE=1 from the service)
	@test "$$LIVE" != 1 || test -n "$$PERPLEXITY_API_KEY" || { echo "LIVE=1 needs PERPLEXITY_API_KEY." >&2; exit 2; }
	$(BIN)/python -m pytest tests/wrapper/client/test_cassettes.py --record-mode=rewrite -q

lock: ## resolve the requirements of development and of the demo again (needs uv)
	$(COMPILE) --group dev --all-extras --output-file $(LOCK) pyproject.toml
	$(COMPILE) --group demo --extra simulator --constraint $(LOCK) --output-file requirements-demo.lock pyproject.toml

clean: ## remove what the targets built, not what git tracks
	rm -rf $(VENV) .venv-* site .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
