#!/bin/sh
# Runs the whole suite, browser tests and JavaScript tests included. Further arguments go to pytest.
set -eu
. "$(dirname "$0")/house.sh"

# The run starts dozens of servers, and each would compile the house anew.
unset PYTHONDONTWRITEBYTECODE

# Thousands of small databases write through to the disk, as a hotel's does. Where memory has room for
# them nobody waits for that; TMPDIR says otherwise.
ROOM_KB=8388608
held=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
free=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo 2>/dev/null) || free=0
if [ -z "${TMPDIR:-}" ] && [ "${held:-0}" -ge "$ROOM_KB" ] && [ "${free:-0}" -ge "$ROOM_KB" ]; then
    TMPDIR=$(mktemp -d /dev/shm/vipops-tests.XXXXXX)
    # PostgreSQL runs under an account of its own and must get through.
    chmod 711 "$TMPDIR"
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT
    trap 'exit 130' INT TERM
fi

"$VENV/bin/python" -m pytest --numprocesses "${WORKERS:-2}" --dist loadscope "$@"
