#!/bin/sh
# Runs the whole suite, browser tests and JavaScript tests included. Further arguments go to pytest.
set -eu
. "$(dirname "$0")/house.sh"

# The run starts dozens of servers, and each would compile the house anew.
unset PYTHONDONTWRITEBYTECODE

exec "$VENV/bin/python" -m pytest --numprocesses "${WORKERS:-2}" --dist loadscope "$@"
