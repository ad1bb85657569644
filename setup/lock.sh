#!/bin/sh
# Locks what pyproject.toml asks for, with hashes, for every Python the project supports. The locks name
# no index, so pip installs from the one it is configured for and the hashes decide what is accepted.
set -eu
cd "$(dirname "$0")/.."

compile() {
    out=$1
    shift
    .venv/bin/python -m uv pip compile pyproject.toml "$@" --quiet --output-file "$out" \
        --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --default-index https://pypi.org/simple
}

# Without UPGRADE=1 versions already locked stay where the ranges still allow them.
upgrade=${UPGRADE:+--upgrade}
compile requirements/runtime.txt --group build $upgrade
compile requirements/dev.txt --group dev --constraints requirements/runtime.txt $upgrade
echo "Locked: requirements/runtime.txt, requirements/dev.txt"
