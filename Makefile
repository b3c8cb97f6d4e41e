# Tư vấn 24h. `make run` and `make test` do all the set-up they need; the rest is for those who work on it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
WEB := .venv/bin/python
BOT := .venv-bot/bin/python
UV := var/tools/bin/uv
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/pycache

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

# ---- set-up: cached by stamps, each made anew only when what it is made from has changed
var/tools/.done: requirements/tools.txt
	@bash deploy/tools.sh
	@touch $@

.venv/.done: requirements/web.txt var/tools/.done
	@echo "[1/5] environment of the web side (Python 3.12), about 10 s"
	@bash deploy/environment.sh 3.12 .venv requirements/web.txt
	@touch $@

.venv-bot/.done: requirements/bot.txt var/tools/.done
	@echo "[2/5] environment of the bot (Python 3.10), about 40 s"
	@bash deploy/environment.sh 3.10 .venv-bot requirements/bot.txt
	@touch $@

.PHONY: setup
setup: .venv/.done .venv-bot/.done ## both environments

.PHONY: train
train: setup ## train the NLU model where data, components or lists have changed
	@echo "[3/5] training, at most 90 s (nothing to do where nothing has changed)"
	@$(BOT) -m bot.train

.PHONY: run
run: train ## start everything on this machine, with the simulator
	@echo "[4/5] secrets, database, first login"
	@$(WEB) -m webhook.launcher prepare
	@echo "[5/5] starting rasa, actions, web, worker: about 20 s"
	@exec $(WEB) -m webhook.launcher run

# ---- checks
.PHONY: lint
lint: setup
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/mypy --no-error-summary webhook knowledge_base
	@.venv/bin/mypy --no-error-summary --python-version 3.10 --python-executable .venv-bot/bin/python \
	  bot actions evaluation knowledge_base

.PHONY: check
check: setup ## validate the whole knowledge base and the training data
	@$(WEB) -m knowledge_base check
	@$(BOT) -m bot.validate

.PHONY: test
test: lint check train ## every test, the real processes included
	@bash deploy/test.sh

.PHONY: evaluate
evaluate: train ## QUESTIONS=in.jsonl OUT=out.jsonl through the whole brain
	@test -n "$(QUESTIONS)" -a -n "$(OUT)" || { echo "Say: make evaluate QUESTIONS=in.jsonl OUT=out.jsonl"; exit 2; }
	@$(BOT) -m evaluation "$(QUESTIONS)" "$(OUT)"

.PHONY: calibrate
calibrate: train ## fit the confidence model on evaluation/questions and print how far it can be believed
	@$(BOT) -m evaluation.calibrate

.PHONY: report
report: train ## a page with pictures in var/report; [QUESTIONS=file.jsonl], without it our own set, held out
	@$(BOT) -m evaluation.report $(if $(QUESTIONS),--questions $(QUESTIONS))

.PHONY: compare
compare: setup ## A=old.jsonl B=new.jsonl QUESTIONS=in.jsonl: gained and lost; fails when B is worse beyond noise
	@test -n "$(A)" -a -n "$(B)" -a -n "$(QUESTIONS)" || { echo "Say: make compare A=old.jsonl B=new.jsonl QUESTIONS=in.jsonl"; exit 2; }
	@$(BOT) -m evaluation.compare "$(A)" "$(B)" --questions $(QUESTIONS)

.PHONY: chats
chats: train ## print the conversations of docs/vi-du anew, to be read by people
	@for file in docs/vi-du/*.yaml; do $(BOT) -m evaluation.chats $$file > $${file%.yaml}.md || exit 2; done

.PHONY: bench
bench: train ## the speeds and sizes of the design, as a table
	@$(WEB) -m tests.bench

# ---- upkeep
.PHONY: lock
lock: var/tools/.done ## pin the newest versions that pyproject.toml allows
	@bash deploy/lock.sh

.PHONY: clean
clean: ## remove environments, models and caches; keeps var/data.db and var/secrets.env
	@rm -rf .venv .venv-bot var/tools models/*.tar.gz .rasa .mypy_cache .ruff_cache .pytest_cache
