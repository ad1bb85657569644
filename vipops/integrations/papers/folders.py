"""Where the templates of the papers lie.

An installed package carries them inside itself, a checkout beside itself: the packaged folder is looked
for first, since an editable install does not copy it.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]


@cache
def templates(kind: str) -> Path:
    """The shipped template folder of a kind of paper (``letters``, ``papers``)."""
    for root in (_PACKAGE / "templates", _PACKAGE.parent / "templates"):
        folder = root / kind
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"The shipped templates of {kind} are missing beside {_PACKAGE}.")
