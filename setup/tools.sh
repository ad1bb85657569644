#!/bin/sh
# What only the tests use: Chromium, a PDF checker of another make, certutil, a PostgreSQL server, Node.js.
# A test whose tool is missing is skipped and says so; in CI (CI=true) it fails instead.
set -eu
. "$(dirname "$0")/house.sh"

was_done tools with-certutil && exit 0

has_postgres() { have initdb || ls -d /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
has_chromium() {
    have chromium || "$VENV/bin/python" - >/dev/null 2>&1 <<'PYTHON'
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    sys.exit(not Path(playwright.chromium.executable_path).exists())
PYTHON
}

# Ubuntu ships Chromium as a snap only, which does not run in containers.
install_chromium() {
    if can_apt && apt-cache show chromium >/dev/null 2>&1; then
        apt_install chromium
    elif can_apt; then
        as_root "$VENV/bin/python" -m playwright install-deps chromium &&
            "$VENV/bin/python" -m playwright install chromium
    else
        "$VENV/bin/python" -m playwright install chromium
    fi
}

# Only where root asks for it (a container): nobody's own machine gets a database server unasked, and
# even there no cluster is made that would start by itself. The tests start their own.
install_postgres() {
    [ "$(id -u)" = 0 ] && have apt-get || return 0
    apt_install postgresql-common
    sed -i "s/^#\? *create_main_cluster *=.*/create_main_cluster = false/" \
        /etc/postgresql-common/createcluster.conf
    apt_install postgresql
}

install_package() {
    if can_apt; then
        apt_install "$1"
    elif on_macos && have brew; then
        brew install --quiet "$2" </dev/null
    fi
}

have pdfsig || install_package poppler-utils poppler || true
have node || install_package nodejs node || true
have certutil || install_package libnss3-tools nss || true
has_postgres || install_postgres || true
has_chromium || install_chromium || true

missing=
have pdfsig || missing="$missing poppler-utils (pdfsig)"
have node || missing="$missing nodejs"
have certutil || missing="$missing libnss3-tools (certutil)"
has_chromium || missing="$missing chromium"
has_postgres || say "No PostgreSQL server here: the tests use SQLite alone (Debian: apt install postgresql)."
if [ -n "$missing" ]; then
    warn "Some tests will be skipped. Missing:$missing"
elif has_postgres; then
    note_done tools with-certutil
fi
