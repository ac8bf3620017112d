# The bundle's own Makefile: installs the archive on a machine without any network. Everything is in this folder.
#   make install-offline [VENV=/opt/interview-archive]     checks every file, then installs into VENV
#   make demo [DATA=data]                                  builds the demonstration archive
#   make serve [DATA=data]                                 serves it at http://127.0.0.1:7860

PYTHON ?= python3
VENV   ?= .venv
DATA   ?= data
# What an index or a proxy of this machine's pip may be set to is not asked.
PIP    := PIP_CONFIG_FILE=/dev/null $(VENV)/bin/python -m pip --isolated --disable-pip-version-check

.PHONY: install-offline demo serve

install-offline:
	sha256sum --check --quiet SHA256SUMS
	@made=$$(cat PYTHON); here=$$($(PYTHON) -c 'import platform, sys; print(f"{sys.version_info[0]}.{sys.version_info[1]} {platform.machine()}")'); \
	test "$$made" = "$$here" || { echo "this bundle is for Python $$made, not $$here: make PYTHON=…" >&2; exit 1; }
	test -x "$(VENV)/bin/python" || $(PYTHON) -m venv "$(VENV)"
	$(PIP) install -q --no-index --no-cache-dir --find-links wheels --upgrade interview-archive
	@echo "installed: $(VENV)/bin/interview-archive"

demo:
	"$(VENV)/bin/interview-archive" build "$$($(VENV)/bin/python -c 'import qa; print(qa.__path__[0])')/demo" --data "$(DATA)"

serve:
	QA_DATA="$(DATA)" exec "$(VENV)/bin/interview-archive" serve
