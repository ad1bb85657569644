"""The paper press fetches nothing: no file, no address, no data URL that a text could name.

Loaded together with the layout library, see ``press``.
"""

from typing import NoReturn

from weasyprint.urls import URLFetcher


class DeniedFetch(ValueError):
    """A page asked for something outside itself."""


class NothingFetched(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Refuses every address, stops the page that asked, and remembers that it did.

    All text is escaped, so a page never has a reason to ask: where one does, a template or an escape is
    broken, and no paper is better than one with a stranger's file in it. It remembers because the library
    swallows even a fatal error inside a drawing.
    """

    def __init__(self) -> None:
        # Without the library's own start: what could open files and connections is never made.
        self._fail_on_errors = True
        self.denied = 0

    def fetch(self, url: str, headers: object = None) -> NoReturn:  # noqa: ARG002
        self.denied += 1
        raise DeniedFetch("A printed paper may not fetch anything.")

    def open(self, url: object, data: object = None, timeout: object = None) -> NoReturn:  # noqa: ARG002
        self.denied += 1
        raise DeniedFetch("A printed paper may not fetch anything.")
