# make run    installs, builds the demonstration archive and serves the page (ARCHIVE=folder: your own articles)
# make test   everything that CI runs
# make bundle           everything that a machine without a network needs, in one folder (BUNDLE)
# make install-offline  installs from that folder, on such a machine (qa/deploy/OPERATING.md)

PYTHON  ?= python3
# The CPU build of PyTorch, installed before anything can ask for another one. Where your package index holds the
# CUDA build under this name, give the options that PyTorch documents for its CPU build:
#   make run TORCH="torch==2.13.0 --index-url ..."
TORCH   ?= torch==2.13.0
ARCHIVE ?= qa/demo
DATA    ?= data/$(shell basename "$$(realpath "$(ARCHIVE)")")
VENV    := .venv
BUNDLE  ?= dist/interview-archive-bundle
BIN     := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test format chromium bundle install-offline clean
.DELETE_ON_ERROR:

run: $(VENV)/.run
	@$(BIN)/python -m qa build "$(ARCHIVE)" --data "$(DATA)" --later || [ $$? = 1 ]  # 1: a file was not read, or none is there
	@QA_DATA="$(DATA)" exec $(BIN)/python app.py

test: $(VENV)/.test chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tests.audit
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile  # a file in one process: its tests share a server

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
	$(BIN)/python -m pip install -q -e ".[dev,cluster]"
	@touch $@

# The browser tests drive a real Chromium, nginx before the server, PostgreSQL below it: Debian's, put there where missing and we may.
chromium:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends chromium; \
	else echo "make test needs Chromium: install it first, e.g. sudo apt-get install chromium" >&2; exit 1; fi
	@if PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends nginx-light; \
	else echo "no nginx: the tests behind it are skipped (sudo apt-get install nginx-light)" >&2; fi
	@if ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends postgresql; \
	else echo "no PostgreSQL: the tests on it are skipped (sudo apt-get install postgresql)" >&2; fi

# The bundle runs on machines with the Python and the processor of this one.
bundle: $(VENV)/.run
	rm -rf build "$(BUNDLE)"
	mkdir -p "$(BUNDLE)/wheels"
	$(BIN)/python -m pip wheel -q -w "$(BUNDLE)/wheels" $(TORCH) .
	cp -r qa/deploy "$(BUNDLE)/deploy"
	mv "$(BUNDLE)/deploy/bundle.mk" "$(BUNDLE)/Makefile"
	$(BIN)/python -c 'import platform, sys; print(f"{sys.version_info[0]}.{sys.version_info[1]} {platform.machine()}")' > "$(BUNDLE)/PYTHON"
	cd "$(BUNDLE)" && find . -type f ! -name SHA256SUMS | sort | xargs -d '\n' sha256sum > SHA256SUMS
	@echo "$(BUNDLE): $$(du -sh "$(BUNDLE)" | cut -f1); there: make install-offline"

install-offline:
	$(MAKE) -C "$(BUNDLE)" install-offline

clean:
	rm -rf $(VENV) data .cache build *.egg-info .mypy_cache .ruff_cache .pytest_cache
