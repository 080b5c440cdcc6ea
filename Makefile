# Every target sets up .venv by itself, once: with uv where it is there, else with python3 -m venv and pip. Both take what uv.lock
# pins, by hash: pip from requirements.txt, which is made of it.
.PHONY: setup publish dev test golden facts learn check bench mutate attack audit requirements
.DEFAULT_GOAL := publish

export GONGBAO_HOME ?= data
BIN := .venv/bin
READY := .venv/.ready

setup: $(READY)

$(READY): pyproject.toml uv.lock requirements.txt requirements-build.txt
	@set -eu; \
	if command -v uv >/dev/null; then \
	  uv sync --frozen --extra dev --no-install-project; \
	  uv pip install --quiet --python $(BIN)/python --no-deps --build-constraints requirements-build.txt -e .; \
	else \
	  python=; \
	  for candidate in python3 python3.13 python3.12 python3.11 python3.14; do \
	    if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	      python=$$candidate; break; \
	    fi; \
	  done; \
	  if [ -z "$$python" ]; then \
	    echo "Gongbao needs Python 3.11 or newer; here is $$(python3 --version 2>&1 || echo none)." >&2; \
	    echo "Install one (apt install python3.11, brew install python@3.12), or uv, which brings its own:" >&2; \
	    echo "https://docs.astral.sh/uv/" >&2; \
	    exit 1; \
	  fi; \
	  [ -x $(BIN)/python ] || "$$python" -m venv .venv; \
	  $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip; \
	  $(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.txt; \
	  $(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-build.txt; \
	  $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .; \
	fi; \
	touch $@

# The pipeline over the register, in this process: releases and site appear under the home, in dist/.
publish: $(READY)
	@$(BIN)/gongbao publish

# The Dagster UI on http://localhost:3000, with the runs of `make publish` in it.
dev: $(READY)
	@exec $(BIN)/python -m pipelines.instance "$$GONGBAO_HOME" $(BIN)/dagster dev --workspace workspace.yaml $(DEV)

# Two workers share the files in their order, so that what is long does not come last, alone; the slowest tests, from five seconds on, are named with their seconds at the end.
test: $(READY)
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder --durations=15 --durations-min=5 $(PYTEST)

# The golden files: what a release of the catalogue's tests holds, and every fact of the specimens. Look at the difference.
golden: $(READY)
	@GONGBAO_GOLDEN=1 $(BIN)/pytest -q tests/golden tests/catalog/test_release.py -k golden

# Which facts differ: make facts OLD=main NEW=worktree REGISTER=../my/sources.csv FACTS="--json"; ends with 1 where one does.
OLD ?= HEAD
NEW ?= worktree
REGISTER ?= seeds/sources.csv
facts: $(READY)
	@$(BIN)/python tests/bench/facts.py "$(OLD)" "$(NEW)" --register "$(REGISTER)" $(FACTS)

# What the signs around a number weigh, learnt anew from labelled sets (REGISTER.csv=FOLDER); prints what it makes of unseen documents.
CORPUS ?= ../shared/corpus
GOLD ?= ../shared/gold
LABELS ?= $(CORPUS)/text/sources.csv=$(GOLD) $(CORPUS)/wild/sources.csv=$(GOLD)/wild $(CORPUS)/wild/sources.csv=$(GOLD)/central \
  $(CORPUS)/places/sources.csv=$(GOLD)/places $(CORPUS)/real/sources.csv=$(GOLD)/real \
  $(CORPUS)/national/sources.csv=$(GOLD)/national $(CORPUS)/provinces/sources.csv=$(GOLD)/provinces_whole
learn: $(READY)
	@$(BIN)/python -c "import scipy" 2>/dev/null || if command -v uv >/dev/null; then uv sync --frozen --inexact --no-install-project --extra dev --extra learn; \
	  else $(BIN)/python -m pip install --quiet -e '.[dev,learn]'; fi
	@$(BIN)/python tests/bench/learn.py $(LABELS) $(LEARN)

check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo >/dev/null || $(BIN)/lint-imports --no-logo
	@$(BIN)/gongbao validate seeds/sources.csv
	@$(BIN)/dagster definitions validate --log-level warning
	@if command -v uv >/dev/null; then uv lock --check; else echo "uv is not here: uv.lock was not checked"; fi

# What a run, the readers, releases and numerals cost, as ratios against peers in the same run; BENCH="reading --pages 60" for one.
bench: $(READY)
	@$(BIN)/python -m tests.bench $(BENCH)

# What strangers may send, sent: readers, descriptors, registers, servers, damage, patterns; ATTACK="readers --count 500" for one.
attack: $(READY)
	@$(BIN)/python -m tests.attack $(ATTACK)

# Known faults in what is pinned; says where it could not judge.
audit:
	@.ci/audit

# uv.lock for pip, after each `uv lock`: all of it, what the image of deploy/ holds, and what builds the project.
EXPORT := uv export --frozen --no-emit-project --no-header --no-annotate --quiet --format requirements.txt
requirements:
	@$(EXPORT) --extra dev -o requirements.txt
	@$(EXPORT) --extra postgres -o deploy/requirements.txt
	@printf '%s\n' hatchling editables | uv pip compile - --generate-hashes --constraints requirements.txt --no-header --no-annotate \
	  --quiet -o requirements-build.txt

# Which small changes of a room its tests do not see: make mutate ROOM=extract/tables SAMPLE=80 SEED=1 MUTATE="--killed".
ROOM ?= transform/language
SAMPLE ?= 80
SEED ?= 1
mutate: $(READY)
	@$(BIN)/python tests/bench/mutate.py $(ROOM) --sample "$(SAMPLE)" --seed "$(SEED)" $(MUTATE)
