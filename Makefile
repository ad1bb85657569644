# Two commands are enough: `make run` serves the demo hotel, `make test` proves the house works.
# What they do stands in setup/, one small script each.

PORT ?= 8000
DATA ?= var
PYTHON ?=
export PORT DATA PYTHON

.DEFAULT_GOAL := help
.PHONY: help run test test-weeks test-everyone test-long setup check lint lock vendor screenshots lighthouse
.NOTPARALLEL:

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 14

run: ## Set everything up and serve the demo hotel (PORT=8000 DATA=var)
	@setup/python.sh runtime
	@setup/papers.sh
	@setup/run.sh

test: setup ## Set everything up and run the tests (ARGS="-k letters" runs some)
	@setup/tools.sh
	@setup/test.sh $(ARGS)

test-weeks: setup ## The simulated weeks alone: forty stays, three seeds, every invariant
	@setup/tools.sh
	@setup/test.sh --long -m weeks $(ARGS)

test-everyone: setup ## Every page for everyone: axe, large text, small glass, thumb and focus
	@setup/tools.sh
	@setup/test.sh --long -m everyone $(ARGS)

test-long: setup ## All of these, and every row of every table on PostgreSQL
	@setup/tools.sh
	@setup/test.sh --long $(ARGS)

setup: ## Everything but the tests' own tools, into .venv
	@setup/python.sh dev
	@setup/papers.sh

check: lint test ## Format, lint, types, import contracts, tests

lint: setup ## The same without the tests
	@setup/lint.sh

lock: setup ## Lock the Python packages again (UPGRADE=1: their newest versions)
	@setup/lock.sh

vendor: setup ## Fetch the browser's libraries again (UPGRADE=1: their newest versions)
	@.venv/bin/python setup/vendor.py

screenshots: setup ## Take the pictures of the docs again, by the browser tests
	@setup/tools.sh
	@mkdir -p docs/screens
	@SCREENSHOTS="$(CURDIR)/docs/screens" setup/test.sh -m browser

lighthouse: setup ## Lighthouse's scores of board, list and letter desk (needs Node.js, npm, Chromium)
	@setup/lighthouse.sh
