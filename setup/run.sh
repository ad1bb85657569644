#!/bin/sh
# Serves the demo hotel. PORT and DATA (a folder) come from the environment.
set -eu
. "$(dirname "$0")/house.sh"

mkdir -p "${DATA:-var}"
VIPOPS_DATA=$(cd "${DATA:-var}" && pwd)
VIPOPS_PORT=${PORT:-8000}
export VIPOPS_DATA VIPOPS_PORT
exec "$VENV/bin/vipops" demo --serve
