#!/bin/sh
# Pango draws the papers (letters, lists, signs) and a CJK font writes the names. Without them
# everything but PDFs works, so nothing here stops the set-up.
set -eu
. "$(dirname "$0")/house.sh"

was_done papers yes && exit 0

# harfbuzz-subset is looked for too: without it a letter takes seconds instead of milliseconds.
has_pango() {
    "$VENV/bin/python" - >/dev/null 2>&1 <<'PYTHON'
import ctypes.util
import sys

import weasyprint

sys.exit(not any(map(ctypes.util.find_library, ("harfbuzz-subset", "libharfbuzz-subset"))))
PYTHON
}

has_cjk_font() {
    for folder in /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" "$HOME/.fonts" \
        /System/Library/Fonts /Library/Fonts "$HOME/Library/Fonts"; do
        [ -d "$folder" ] || continue
        found=$(find "$folder" \( -iname '*CJK*' -o -iname 'Songti*' -o -iname 'SourceHan*' \
            -o -iname 'NotoSerifSC*' -o -iname 'NotoSansSC*' \) -print 2>/dev/null | head -n 1)
        [ -n "$found" ] && return 0
    done
    return 1
}

complete() { has_pango && has_cjk_font; }

if ! complete; then
    if can_apt; then
        apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk || true
    elif on_macos && have brew; then
        say "Installing by Homebrew: pango"
        has_pango || brew install --quiet pango </dev/null || true
        has_cjk_font || brew install --quiet --cask font-noto-serif-cjk </dev/null || true
    fi
fi

if complete; then
    note_done papers yes
else
    warn "Letters and lists cannot be made as PDF yet; everything else works. What is missing:
  $(has_pango || echo 'Pango')  $(has_cjk_font || echo 'a font with Chinese and Japanese characters')
  Debian, Ubuntu:  sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk
  macOS:           brew install pango && brew install --cask font-noto-serif-cjk
  elsewhere:       Pango 1.44 or newer with HarfBuzz, and a font such as Noto Serif CJK"
fi
