"""Scripts, styles and icons as tablets get them: by version, packed in memory, kept for good.

An address names the version of all files together (``/static/at/<version>/js/pages/main.js``), so that the
relative imports of modules stay within one version, and a tablet asks for each file once per release.
"""

import contextlib
import gzip
import hashlib
import logging
import os
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask import Blueprint, Response, request

from vipops.errors import NotFound
from vipops.settings import folder
from vipops.web.pages import linking
from vipops.web.pages.linking import NotLinked, Script

YEAR = 365 * 24 * 3600
LOOK_SECONDS = 1.0
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
# Already compressed.
DENSE = frozenset({".png"})
# One sheet holds all: these first, then each noun's own by name.
SHEET = "css/screens.css"
# Markup in a template reads the same without it.
INDENTATION = re.compile(r"\n[ \t]+")
# What the first screens begin with is compiled while it comes in, beside the page's own thread, and not
# function by function when it draws (https://v8.dev/blog/explicit-compile-hints). Others read a comment.
HINT = b"//# allFunctionsCalledOnLoad\n"
HINTED = frozenset(
    {"js/core.js", "js/work.js", "js/pages/main.js", "js/pages/board.js", "js/pages/department.js"}
)
FIRST_SHEETS = ("css/tokens.css", "css/parts.css", "css/pages.css")

log = logging.getLogger(__name__)
blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class File:
    """One file as it is sent: its bytes, the same by gzip, its content type."""

    plain: bytes
    packed: bytes
    content_type: str


@dataclass(slots=True)
class Shelf:
    """All files of one version."""

    seen: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    looked: float = 0.0
    version: str = ""
    files: Mapping[str, File] = field(default_factory=dict)
    scripts: Mapping[str, Script] = field(default_factory=dict)


_SHELF = Shelf()


@blueprint.get("/static/at/<version>/<path:name>")
def show(version: str, name: str) -> Response:
    """A file of the version that is served now; a page of another version is told to load again."""
    shelf = _shelf()
    file = shelf.files.get(name)
    if file is None or version != shelf.version:
        raise NotFound("This file belongs to another version. Please load the page again.", reload=True)
    zips = len(file.packed) < len(file.plain) and "gzip" in request.headers.get("Accept-Encoding", "")
    answer = Response(file.packed if zips else file.plain, content_type=file.content_type)
    if zips:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return answer


def version() -> str:
    """Changes when any file of ``static/`` does: twelve hexadecimal digits."""
    return _shelf().version


def address(name: str) -> str:
    """Where a browser finds a file of ``static/``: ``address("js/theme.js")``."""
    return f"/static/at/{version()}/{name}"


def needs(name: str) -> tuple[str, ...]:
    """A script and all that it imports: a tablet asks for them at once and not one after the other."""
    return tuple(_needs(name, _shelf().scripts))


def packed_size(name: str) -> int:
    """How many bytes of a file go over the wire."""
    return len(_shelf().files[name].packed)


def addresses() -> tuple[str, ...]:
    """Every file of this version, for a tablet that keeps them all."""
    return tuple(address(name) for name in _shelf().files)


def _shelf() -> Shelf:
    """The files as they stand in ``static/``: read again when one of them has changed there."""
    now = time.monotonic()
    if _SHELF.files and now - _SHELF.looked < LOOK_SECONDS:
        return _SHELF
    _SHELF.looked = now
    paths = _paths()
    seen = {name: (status.st_mtime_ns, status.st_size) for name, status in _statuses(paths).items()}
    if seen != _SHELF.seen:
        plain = {name: path.read_bytes() for name, path in paths.items()}
        sources = {name: plain.pop(name).decode() for name in list(plain) if name.endswith(".js")}
        _SHELF.scripts = _linked(sources)
        _SHELF.files = _files(plain, _SHELF.scripts)
        _SHELF.seen = seen
        _SHELF.version = _version_of(_SHELF.files)
    return _SHELF


def _paths() -> dict[str, Path]:
    static = folder("static")
    found = sorted(path for path in static.rglob("*") if path.suffix in TYPES)
    return {path.relative_to(static).as_posix(): path for path in found}


def _statuses(paths: Mapping[str, Path]) -> dict[str, os.stat_result]:
    return {name: path.stat() for name, path in paths.items()}


def _linked(sources: Mapping[str, str]) -> dict[str, Script]:
    try:
        return linking.link(sources)
    except NotLinked as fault:
        # A page with a fault must not take the others with it: a browser loads what it can.
        log.warning("Scripts are sent one by one: %s", fault)
        return linking.apart(sources)


def _files(plain: dict[str, bytes], scripts: Mapping[str, Script]) -> dict[str, File]:
    sheets = {name: plain.pop(name) for name in list(plain) if name.endswith(".css")}
    order = [*FIRST_SHEETS, *sorted(sheets.keys() - {*FIRST_SHEETS})]
    sent = plain | {SHEET: small("\n".join(sheets[name].decode() for name in order), ".css")}
    sent |= {
        name: (HINT if name in HINTED else b"")
        + script.licences.encode()
        + small(INDENTATION.sub("\n", script.text), ".js")
        for name, script in scripts.items()
    }
    return {name: _file(content, Path(name).suffix) for name, content in sorted(sent.items())}


def small(text: str, suffix: str) -> bytes:
    """Without comments and spaces, where the library that does it is here; as it stands otherwise."""
    try:
        import minify
    except ImportError:
        return text.encode()
    # Names stay: a twentieth more to send, and a fault in the field says where it is.
    minify.config({"js-keep-var-names": True})
    # A text with a fault is sent as it is written: the browser says best what is wrong with it.
    with contextlib.suppress(minify.MinifyError):
        text = minify.string(TYPES[suffix].partition(";")[0], text)
    return text.encode()


def _needs(name: str, scripts: Mapping[str, Script]) -> Iterator[str]:
    found, waiting = {name: None}, [name]
    while waiting:
        script = scripts.get(waiting.pop(0))
        fresh = [other for other in (script.needs if script else ()) if other not in found]
        found.update(dict.fromkeys(fresh))
        waiting += fresh
    return iter(found)


def _file(plain: bytes, suffix: str) -> File:
    packed = plain if suffix in DENSE else gzip.compress(plain, compresslevel=9, mtime=0)
    return File(plain, packed, TYPES[suffix])


def _version_of(files: Mapping[str, File]) -> str:
    told = hashlib.sha256()
    for name, file in sorted(files.items()):
        told.update(name.encode() + b"\0" + hashlib.sha256(file.plain).digest())
    return told.hexdigest()[:12]
