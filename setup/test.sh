#!/bin/sh
# Runs the whole suite, browser tests and JavaScript tests included. Further arguments go to pytest.
set -eu
. "$(dirname "$0")/house.sh"

exec "$VENV/bin/python" -m pytest --numprocesses "${WORKERS:-2}" --dist loadscope "$@"
