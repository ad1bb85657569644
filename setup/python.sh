#!/bin/sh
# Makes .venv and installs the locked packages into it: `python.sh runtime` to serve the house,
# `python.sh dev` to test and change it as well.
set -eu
. "$(dirname "$0")/house.sh"

level=${1:-dev}
lock=requirements/$level.txt

# Tried by running it: a pyenv shim is on the path also for versions that are not there.
right_python() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# A virtual environment names its own place in its scripts, so one that was moved is made anew. So is one
# that is only half there: without its pyvenv.cfg, .venv/bin/python IS the machine's own Python.
usable_venv() {
    right_python "$VENV/bin/python" && grep -qF "$(pwd -P)/$VENV" "$VENV/bin/activate" && is_own_venv
}
is_own_venv() {
    "$VENV/bin/python" -I -c 'import os, sys
own = os.path.realpath(sys.prefix) == os.path.realpath(sys.argv[1])
sys.exit(not (own and sys.prefix != sys.base_prefix))' "$VENV" >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if right_python "$name"; then
            echo "$name"
            return
        fi
    done
    return 1
}

can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

make_venv() {
    python=$(find_python) || stop "Python 3.11 or newer is needed, and ${PYTHON:-none that was found} is not.
  Debian, Ubuntu:  sudo apt install python3 python3-venv  (Ubuntu 22.04: python3.11 python3.11-venv)
  macOS:           brew install python@3.13
  elsewhere:       https://www.python.org/downloads/
  If it lies in an unusual place, say where: make run PYTHON=/path/to/python3"
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if ! can_make_venv "$python" && can_apt; then
        apt_install "python$version-venv" || true
    fi
    can_make_venv "$python" || stop "Python $version is here, but not its part that makes virtual environments.
  Debian, Ubuntu:  sudo apt install python$version-venv"
    say "Making $VENV with Python $version"
    "$python" -m venv --clear "$VENV"
}

install_locked() {
    say "Installing the packages locked in $lock; the first time takes a minute or two"
    pip_install --require-hashes -r "$lock"
    pip_install --no-deps --no-build-isolation --no-index -e .
}
# Nothing is ever installed outside .venv: checked here again, and by pip itself.
pip_install() {
    is_own_venv || stop "$VENV is not a whole virtual environment. Remove it and try again: rm -rf $VENV"
    "$VENV/bin/python" -m pip --require-virtualenv install -qq --disable-pip-version-check --no-input "$@"
}

usable_venv || make_venv
wanted=$(fingerprint "$lock" pyproject.toml)
if ! was_done "python-$level" "$wanted"; then
    install_locked
    note_done "python-$level" "$wanted"
    # What serving needs is part of what development needs.
    note_done python-runtime "$(fingerprint requirements/runtime.txt pyproject.toml)"
fi
