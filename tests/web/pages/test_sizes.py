"""How much a tablet must fetch: what a page needs, all scripts and styles together, as they are sent."""

import pytest
from flask import Flask

from vipops.web.pages import assets

KB = 1024
MOST_OF_A_PAGE = 120 * KB
# With every page and dialog that few open, and the page that shows every part of the design.
MOST_OF_ALL = 230 * KB
MAIN = "js/pages/main.js"
DOORS = {"js/pages/sign_in.js", "js/pages/wall.js", "js/pages/trust.js"}
WIRE = "vendor/socket.io-client/socket.io.esm.min.js"

SENT = {
    address.split("/", 4)[-1]: address for address in assets.addresses() if address.endswith((".js", ".css"))
}
PAGES = sorted(name for name in SENT if name.startswith("js/pages/"))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_fetches_little(page: str) -> None:
    names = {*assets.needs(page), "css/screens.css", "js/theme.js"}
    if page not in DOORS:
        names |= {*assets.needs(MAIN), WIRE}
    sizes = {name: assets.packed_size(name) for name in names}
    assert sum(sizes.values()) < MOST_OF_A_PAGE, sizes


def test_all_together() -> None:
    sizes = {name: assets.packed_size(name) for name in SENT}
    assert sum(sizes.values()) < MOST_OF_ALL, sizes


def test_the_board_waits_for_no_other_page() -> None:
    needed = {*assets.needs(MAIN), *assets.needs("js/pages/board.js")}
    assert needed == {MAIN, "js/core.js", "js/work.js", "js/pages/board.js"}


def test_what_the_first_screens_begin_with_is_compiled_while_it_comes_in(pages_app: Flask) -> None:
    client = pages_app.test_client()
    begins = {name for name in SENT if client.get(SENT[name]).data.startswith(assets.HINT)}
    assert begins == assets.HINTED


def test_small_and_the_same() -> None:
    """Who is without the library that makes scripts small must notice: the limits above hang on it."""
    written = (
        "const f = (() => {\n  const all = (p) => [p] // why\n"
        "  return (b) => {\n    for (const t of all(b)) go(t)\n  }\n})()"
    )
    small = assets.small(written, ".js").decode()
    assert "why" not in small
    # Names stay, so that a fault in the field says where it is.
    assert "for(const t of all(b))" in small
