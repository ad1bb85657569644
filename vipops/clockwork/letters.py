"""Letters drafted, written, pictured, printed and sealed, outside web process and transactions."""

import io
import json
from datetime import datetime
from pathlib import Path

from vipops.errors import Refusal
from vipops.integrations.papers.renderer import Renderer
from vipops.integrations.papers.strokes import read_strokes
from vipops.integrations.signing.certificate import Credentials
from vipops.services import letter_printing, letter_writing
from vipops.services.house import House

PICTURE_DOTS_PER_INCH = 110
# Where one page ends and the next begins, in dots, and the colour of what shows there.
BETWEEN_PAGES = 24
DESK = (214, 208, 198)


class LetterRoom:
    """Does one piece of letter work at a time. ``credentials`` is the hotel's certificate for sealing."""

    def __init__(self, renderer: Renderer, credentials: Credentials, hotel_folder: Path | None) -> None:
        self._renderer = renderer
        self._credentials = credentials
        self._hotel_folder = hotel_folder

    def do_next(self, house: House, now: datetime) -> bool:
        """Whether there was something to do."""
        return (
            self._print_next(house, now)
            or letter_writing.draft_next(house, now)
            or letter_writing.write_next(house, self._hotel_folder, now)
            or self._picture_next(house, now)
        )

    def _print_next(self, house: House, now: datetime) -> bool:
        made = letter_printing.next_without_pdf(house, now)
        if made is None or made.signed_at is None:
            return False
        # Loaded with the first letter: what signs takes 0.3 s to load, and no start waits for it.
        from vipops.integrations.signing.pades import sign_pdf

        try:
            page = self._renderer.letter(made.words, read_strokes(json.loads(made.strokes["json"])))
            signed = sign_pdf(
                page,
                self._credentials,
                signer_name=made.words.signer_name,
                reason=f"{made.words.signer_post}, {made.words.hotel_name}",
                at=made.signed_at,
            )
        except Refusal as refusal:
            letter_printing.keep_fault(house, made, refusal.message, now)
            return True
        letter_printing.keep_pdf(house, made, signed, now)
        return True

    def _picture_next(self, house: House, now: datetime) -> bool:
        made = letter_printing.next_without_picture(house)
        if made is None:
            return False
        try:
            picture = _picture(self._renderer.letter(made.words))
        except Refusal as refusal:
            letter_printing.keep_fault(house, made, refusal.message, now)
            return False  # without fonts no picture; the rest of the desk goes on
        letter_printing.keep_picture(house, made, picture, now)
        return True


def _picture(pdf: bytes) -> bytes:
    """All pages as one PNG, one below the other: whoever has seen its end has seen the letter's."""
    import pypdfium2  # type: ignore[import-untyped]  # ships none
    from PIL import Image

    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=PICTURE_DOTS_PER_INCH / 72).to_pil() for page in document]
    width = max(page.width for page in pages)
    height = sum(page.height for page in pages) + BETWEEN_PAGES * (len(pages) - 1)
    whole = Image.new("RGB", (width, height), DESK)
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height + BETWEEN_PAGES
    out = io.BytesIO()
    whole.save(out, "PNG", optimize=True)
    return out.getvalue()
