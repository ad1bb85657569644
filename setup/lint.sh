#!/bin/sh
# Format, lint, types and import contracts. All of them run, so that one look shows everything.
set -u
. "$(dirname "$0")/house.sh"

failed=
check() {
    say "$1"
    shift
    "$@" || failed=yes
}

check "format" "$VENV/bin/ruff" format --check --quiet .
check "lint" "$VENV/bin/ruff" check --quiet .
check "types" "$VENV/bin/mypy"
check "import contracts" "$VENV/bin/lint-imports"
check "checklists" "$VENV/bin/vipops" sop check
[ -z "$failed" ]
