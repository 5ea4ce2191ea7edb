# `make serve` shows the evidence, `make test` checks everything; each sets up what it needs, once per change of setup.cfg.
PORT ?= 8000
BIN := .venv/bin
# The tests and screenshots start the browser that this names, or else the first on the PATH.
export CHROMIUM

.PHONY: help serve test test-full suite suite-full types lint format bench bench-cluster screenshots harden lock sbom check-browser clean

help:
	@echo "make serve    check, index and serve the evidence on http://127.0.0.1:$(PORT) (another port: make serve PORT=8001)"
	@echo "make test     types, lint and the tests, a real browser among them"
	@echo "make test-full     the same with every case of what make test takes a sample of"
	@echo "make types | lint | format     one of them alone"
	@echo "make bench    measure search and pages beside others, 1,000 and 10,000 entries (100,000 too: make bench BENCH=full)"
	@echo "make bench-cluster    measure a collection published in a search cluster; takes Java 21 and Maven (50,000 entries too: BENCH=full; 200,000: BENCH=huge)"
	@echo "make harden   trials of reliability, about 45 minutes (a tenth: make harden HARDEN=0.1)"
	@echo "make lock | sbom     versions with hashes for deployments; a list of what they are"
	@echo "make screenshots    pictures of every kind of page on phone, desk, in the dark and on paper, in build/screenshots"
	@echo "make clean    remove what was built; the next make sets up again"

# The collection is read once: `kb serve` checks and indexes it, and withholds faulty files.
serve: .venv/ready-to-serve
	@$(BIN)/kb serve --port $(PORT)

# Types and lint run next to the tests.
test: check-browser
	@$(MAKE) --no-print-directory -j3 types lint suite

test-full: check-browser
	@$(MAKE) --no-print-directory -j3 types lint suite-full

suite: .venv/ready-to-test
	@$(BIN)/pytest

suite-full: .venv/ready-to-test
	@$(BIN)/pytest -m "full or not full"

types: .venv/ready-to-test
	@$(BIN)/mypy

lint: .venv/ready-to-test
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

format: .venv/ready-to-test
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: .venv/ready-to-bench
	@cd tests && BENCH="$(BENCH)" ../$(BIN)/python -m bench

bench-cluster: .venv/ready-to-test
	@cd tests && BENCH="$(BENCH)" ../$(BIN)/python -m bench.cluster

screenshots: check-browser .venv/ready-to-test
	@cd tests && ../$(BIN)/python -m browser.screenshots

# Trials of reliability, about 45 minutes (HARDEN=0.1: a tenth); docs/reliability.md says what they are.
harden: check-browser .venv/ready-to-test
	@cd tests && CHROMIUM="$(CHROMIUM)" HARDEN="$(HARDEN)" HARDEN_INPUTS="$(HARDEN_INPUTS)" PYTHONPATH=kb ../$(BIN)/python -m harden

# Versions with hashes for deployments; what is installed there is listed as an SBOM (CycloneDX).
lock: .venv/ready-to-release
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" --extra opensearch setup.cfg --output-file requirements.lock

sbom: .venv/ready-to-release
	@mkdir -p build && $(BIN)/cyclonedx-py requirements requirements.lock --output-reproducible --of JSON -o build/evidence-kb.cdx.json
	@echo "Wrote build/evidence-kb.cdx.json"

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamps are newer than setup.cfg where the set-up fits it.
.venv/ready-to-serve: setup.cfg pyproject.toml | .venv/bin/pip
	@echo "Installing what serving needs into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/ready-to-test: setup.cfg pyproject.toml | .venv/bin/pip
	@echo "Installing what serving and testing need into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,propose]'
	@touch $@ .venv/ready-to-serve

.venv/ready-to-bench: setup.cfg pyproject.toml | .venv/bin/pip
	@echo "Installing what measuring needs into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@ .venv/ready-to-serve

.venv/ready-to-release: setup.cfg pyproject.toml | .venv/bin/pip
	@echo "Installing what releasing needs into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[release]'
	@touch $@ .venv/ready-to-serve

# The first Python that really runs and is new enough; a name on the path may be an empty promise of a version manager.
.venv/bin/pip:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "Making .venv with $$("$$python" --version) ..."; \
		"$$python" -m venv .venv && exit 0; \
		echo "That Python cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; \
	done; \
	echo "Python 3.11 or later is needed and was not found ($$(python3 --version 2>&1 || echo 'no python3'));" \
		"install it, or name it: make PYTHON=/path/to/python" >&2; exit 2

# The browser tests drive a Chromium that is there already.
check-browser:
	@if [ -n "$$CHROMIUM" ]; then \
		command -v "$$CHROMIUM" >/dev/null && exit 0; \
		echo "CHROMIUM names $$CHROMIUM, which can't be run from here" >&2; exit 2; \
	fi; \
	for name in chromium chromium-browser google-chrome; do command -v "$$name" >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the browser tests ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -qq -y --no-install-recommends chromium >/dev/null && exit 0; \
	fi; \
	echo "The browser tests need Chromium, which is missing and could not be installed from here:" \
		"install it (on Debian: sudo apt-get install chromium)," \
		"or name it: make test CHROMIUM=/path/to/chromium" >&2; exit 2
