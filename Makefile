# Needs make and Python 3.11 or newer, nothing else. `make help` lists what there is.
#   make demo ARGS="--port 9000"      arguments are handed on
#   make demo PYTHON=python3.13       another Python (then `make clean` first)
#
# Three locks of one resolution, so that each command fetches no more than it needs:
#   requirements-run.lock ⊂ requirements-demo.lock ⊂ requirements.lock (also tests, types, lints)
# and requirements-verify.lock, with the libraries that items' checks run against, for an environment of its own.

.NOTPARALLEL:
.DEFAULT_GOAL := help

VENV ?= .venv
ARGS ?=
PY := $(VENV)/bin/python
UV ?= uv

# The first of these that is new enough; else the last that exists at all, which then says why it will not do.
PYTHON ?= $(shell \
  for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
    $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; exit; }; done; \
  command -v python3 || echo no-python-3-found)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.demo ## the whole bot in your browser, on a simulated Discord; no token
	@$(PY) -m bot demo $(ARGS)

run: $(VENV)/.run ## the bot on Discord; DISCORD_TOKEN from the environment or .env
	@$(PY) -m bot run $(ARGS)

test: $(VENV)/.all ## every test but those that drive a browser
	$(PY) -m pytest -n auto -m "not browser" $(ARGS)

browser: $(VENV)/.all ## the tests that drive a browser (needs chromium)
	$(PY) -m pytest -m browser $(ARGS)

bench: $(VENV)/.all ## speed and memory, as ratios against a bare discord.py bot
	$(PY) -m bench $(ARGS)

verify: $(VENV)-verify/.verify ## prove every key of the curriculum, and see that a wrong one would be caught
	@$(VENV)-verify/bin/python -m bot curriculum verify --mutate $(ARGS)

lint: $(VENV)/.all ## ruff, its formatter, mypy, the direction of imports, the curriculum and the Dockerfile
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) -m bot curriculum lint --strict
	$(PY) -m bot curriculum schema --check
	$(VENV)/bin/hadolint Dockerfile

check: lint test verify browser ## everything that must be green before a change lands

lock: ## choose versions anew, as far as pyproject.toml allows (needs uv); UPGRADE=--upgrade for the newest
	$(LOCK) --extra build --extra demo --extra pictures --extra postgres --extra dev $(UPGRADE) -o requirements.lock
	$(LOCK) -c requirements.lock --extra build --extra postgres --extra pictures --extra demo -o requirements-demo.lock
	$(LOCK) -c requirements.lock --extra build --extra postgres --extra pictures -o requirements-run.lock
	$(LOCK) -c requirements.lock --extra build --extra verify $(UPGRADE) -o requirements-verify.lock
LOCK = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-annotate --no-header pyproject.toml

clean: ## remove the virtual environment and caches; data/ stays
	rm -rf $(VENV) $(VENV)-verify .verify_cache .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis *.egg-info build

$(VENV)/.run: requirements-run.lock
$(VENV)/.demo: requirements-demo.lock
$(VENV)/.all: requirements.lock
$(VENV)-verify/.verify: requirements-verify.lock
$(VENV)/.run $(VENV)/.demo $(VENV)/.all $(VENV)-verify/.verify: pyproject.toml tools/install.py
	@command -v $(firstword $(PYTHON)) >/dev/null || { \
	  echo "Epoch: needs Python 3.11 or newer, and none was found. Install one, or name it: make demo PYTHON=..."; exit 1; }
	@$(PYTHON) tools/install.py $(filter %.lock,$^) $(@D)
	@touch $@

.PHONY: help demo run test browser bench verify lint check lock clean
