# `just` runs what CI runs, in the environment at hand.
default: lint types test

# a fresh environment in .venv, ready to work in
setup:
    python3 -m venv .venv
    .venv/bin/pip install -e '.[test]'

lint:
    ruff check .
    ruff format --check .

fix:
    ruff check --fix .
    ruff format .

types:
    mypy

# all tests; `just test -m 'not slow'` leaves out those that load the model
test *args:
    pytest {{ args }}

# everything, from a fresh environment, as CI does
ci:
    .ci/run

# write the golden records anew; then read the diff
golden:
    python scripts/golden.py
    git diff --stat tests/golden

# accuracy on the corpora, where there are some: `just eval --part dev --only polnear`
eval *args:
    python eval/run.py {{ args }}

# speed beside spaCy; what an installation costs
bench *args:
    python bench/run.py {{ args }}

bench-install:
    python bench/install.py

# docs/cli.md from --help
docs:
    python scripts/cli_docs.py
