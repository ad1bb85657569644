# shellcheck shell=sh
# What every script of the set-up shares: where the house stands, how it speaks, what it may install.

cd "$(dirname "$0")/.." || exit 1
VENV=.venv

say() { printf '· %s\n' "$*" >&2; }
warn() { printf '\n! %s\n\n' "$*" >&2; }
stop() {
    warn "$*"
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
on_macos() { [ "$(uname)" = Darwin ]; }

# A Python that is not Homebrew's does not look where Homebrew puts Pango. macOS drops this variable
# when one of its own programs starts another, so each script sets it anew.
if on_macos && have brew; then
    export DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib:/usr/local/lib:/usr/lib"
fi

# A step that was done for the same input is not done again.
fingerprint() { cat "$@" | { sha256sum 2>/dev/null || shasum -a 256; } | cut -c1-64; }
was_done() { [ "$(cat "$VENV/.done-$1" 2>/dev/null)" = "$2" ]; }
note_done() { printf '%s\n' "$2" >"$VENV/.done-$1"; }

# Runs a command as root: as it is, or by sudo where that asks for no password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}
may_be_root() { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }
can_apt() { have apt-get && may_be_root; }

apt_install() {
    say "Installing by apt: $*"
    apt_log=$(mktemp)
    # A fresh container has no package lists, an old machine has lists of packages that are gone.
    apt_quietly install "$@" || { apt_quietly update && apt_quietly install "$@"; } || {
        tail -n 5 "$apt_log" >&2
        return 1
    }
}
apt_quietly() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -qq --no-install-recommends "$@" \
        </dev/null >"$apt_log" 2>&1
}
