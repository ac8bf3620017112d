# make run    installs, builds the demonstration archive and serves the page (ARCHIVE=folder: your own articles)
# make test   everything that CI runs

PYTHON  ?= python3
# The CPU build of PyTorch, installed before anything can ask for another one. Where your package index holds the
# CUDA build under this name, give the options that PyTorch documents for its CPU build:
#   make run TORCH="torch==2.13.0 --index-url ..."
TORCH   ?= torch==2.13.0
ARCHIVE ?= qa/demo
DATA    ?= data/$(shell basename "$$(realpath "$(ARCHIVE)")")
VENV    := .venv
BIN     := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test format chromium clean
.DELETE_ON_ERROR:

run: $(VENV)/.run
	@$(BIN)/python -m qa build "$(ARCHIVE)" --data "$(DATA)"
	@QA_DATA="$(DATA)" exec $(BIN)/python app.py

test: $(VENV)/.test chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tests.audit
	$(BIN)/python -m pytest

format: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/.run: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q $(TORCH)
	$(BIN)/python -m pip install -q -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	$(BIN)/python -m pip install -q -e ".[dev]"
	@touch $@

# The browser tests drive a real Chromium: Debian's, put there where it is missing and we may.
chromium:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends chromium; \
	else echo "make test needs Chromium: install it first, e.g. sudo apt-get install chromium" >&2; exit 1; fi

clean:
	rm -rf $(VENV) data .cache build *.egg-info .mypy_cache .ruff_cache .pytest_cache
