import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pypdfium2
import pypdfium2.raw
import pytest
import weasyprint
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.support.letters import DAY, FACTS, drawn_signature, letter_words
from vipops.enums import Language
from vipops.integrations.papers import envelope, letter_pdf
from vipops.integrations.papers.draft import Facts, Hotel, Signer, draft
from vipops.integrations.papers.glyphs import missing_characters
from vipops.integrations.papers.letter_words import Variant
from vipops.integrations.papers.press import Paper, identifier, press
from vipops.integrations.papers.refusals import GlyphsMissing, PaperFailed

MILLIMETRES = 72 / 25.4


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("paper", [Paper.A4, Paper.A5])
def test_a_letter_is_one_page_with_all_its_words(language: Language, variant: Variant, paper: Paper) -> None:
    facts = replace(
        FACTS[language], children=2, occasion="anniversary", host="吴 Daniel Wu", extension="8001"
    )
    words = letter_words(language, variant, facts)
    pdf = letter_pdf.render(words, drawn_signature(), paper=paper)
    assert page_count(pdf) == 1
    for line in (words.salutation, *words.paragraphs, words.closing, words.signer_name, words.signer_post):
        assert squeezed(line) in squeezed(text_of(pdf))


@pytest.mark.parametrize(
    ("paper", "size"),
    [(Paper.A4, (210, 297)), (Paper.A5, (148, 210)), (Paper.CARD, (148, 105))],
)
def test_sheets(paper: Paper, size: tuple[int, int]) -> None:
    page = pypdfium2.PdfDocument(letter_pdf.render(letter_words(), paper=paper))[0]
    assert page.get_size() == pytest.approx([side * MILLIMETRES for side in size], abs=0.1)


def test_a_card_comes_on_a_card() -> None:
    page = pypdfium2.PdfDocument(letter_pdf.render(letter_words(variant=Variant.CARD)))[0]
    assert page.get_width() == pytest.approx(148 * MILLIMETRES, abs=0.1)


def test_the_same_words_are_the_same_bytes() -> None:
    words, signature = letter_words(Language.ZH), drawn_signature()
    first = letter_pdf.render(words, signature)
    assert letter_pdf.render(words, signature) == first
    assert letter_pdf.render(words) != first
    assert letter_pdf.render(replace(words, closing="敬颂旅安"), signature) != first


def test_it_is_tagged_and_kept_for_decades() -> None:
    pdf = letter_pdf.render(letter_words(), drawn_signature())
    root = PdfFileReader(BytesIO(pdf)).root
    assert root["/MarkInfo"]["/Marked"]
    assert {"/StructTreeRoot", "/OutputIntents", "/Lang"} <= root.keys()
    assert b'pdfaid:part="3"' in root["/Metadata"].data
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_value("CreationDate").startswith("D:20261122")
    assert document.get_metadata_value("Author") == "The Grand Harbour"


def test_the_signature_is_ink_on_the_page() -> None:
    words = letter_words()
    assert dark_blue(letter_pdf.render(words)) == 0
    assert dark_blue(letter_pdf.render(words, drawn_signature())) > 200


def test_long_names_stay_on_the_page() -> None:
    name = "Her Royal Highness Princess " + "Wilhelmina-" * 14 + "Weilburg"
    for paper in (Paper.A4, Paper.A5):
        pdf = letter_pdf.render(letter_words(facts=Facts(name, name)), paper=paper)
        page = pypdfium2.PdfDocument(pdf)[0]
        text = page.get_textpage()
        rights = [text.get_rect(number)[2] for number in range(text.count_rects())]
        assert max(rights) <= page.get_width() - 10 * MILLIMETRES
        assert squeezed(name) in squeezed(text.get_text_range())


@pytest.mark.parametrize("language", Language)
def test_a_new_room_is_a_new_envelope_and_the_same_letter(language: Language) -> None:
    words = letter_words(language)
    before, after = envelope.envelope_words(words, "1808"), envelope.envelope_words(words, "2201")
    assert "2201" in text_of(envelope.render(after))
    assert envelope.render(before) != envelope.render(after)
    assert squeezed(words.name_lines[0]) in squeezed(text_of(envelope.render(after)))


RARE = ["喆", "㛃", "𠮷", "𬱖", "龘", "Ł", "ễ", "e\u0301", "Ж", "한", "→"]
NEVER = ["\U0001f9ff", "\U00012000", "\u1c50", "\ufdd0"]


@pytest.mark.parametrize("name", [*RARE, *NEVER])
@pytest.mark.parametrize("language", [Language.EN, Language.ZH])
def test_what_is_found_missing_is_what_the_page_lacks(name: str, language: Language) -> None:
    """The quick look and the page agree, whatever fonts this machine has."""
    words = letter_words(language, facts=Facts(f"王{name}", f"王{name}"))
    missing = missing_characters(words.text)
    if not missing:
        assert squeezed(f"王{name}") in squeezed(text_of(letter_pdf.render(words)))
        return
    with pytest.raises(GlyphsMissing) as refusal:
        letter_pdf.render(words)
    printed = {entry["character"] for entry in refusal.value.facts["missing"]}
    assert printed == {one.character for one in missing}


def canary(folder: Path) -> str:
    file = folder / "secret.txt"
    file.write_text("CANARY-7391")
    return file.as_uri()


def payloads(file: str, server: str) -> list[str]:
    return [
        f"<img src={file}>",
        f"<img src='{server}/img'>",
        f"<link rel=stylesheet href={server}/css>",
        f"<link rel=attachment href={file}>",
        f"<a rel=attachment href={file}>x</a>",
        f"<style>@import url({server}/import)</style>",
        f"<style>p{{background:url({file})}}</style>",
        f"<style>@font-face{{font-family:x;src:url({server}/font)}}p{{font-family:x}}</style>",
        f"<p style='background-image:url({server}/bg)'>x</p>",
        f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{server}/svg' width='9' height='9'/></svg>",
        f"<object data={file}></object>",
        f"<embed src={server}/embed>",
        "<img src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"/>'>",
        f"<style>p::before{{content:url({server}/content)}}</style>",
        f"<style>li{{list-style-image:url({server}/li)}}</style><li>x</li>",
    ]


KINDS = range(len(payloads("", "")))


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_guest_writes_is_only_text(kind: int, tmp_path: Path) -> None:
    with listening() as (server, asked):
        payload = payloads(canary(tmp_path), server)[kind]
        words = draft(
            Language.EN,
            Variant.FIRST_STAY,
            hotel=Hotel(payload, payload, payload, payload),
            signer=Signer(payload, payload),
            facts=Facts(payload, payload, host=payload, extension=payload),
            day=DAY,
        )
        pdf = letter_pdf.render(words, drawn_signature())
        slip = envelope.render(envelope.envelope_words(words, payload))
    assert asked == []
    for paper in (pdf, slip):
        assert squeezed(payload)[:60] in squeezed(text_of(paper))
        assert "CANARY" not in text_of(paper)
        assert strangers(paper) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_even_unescaped_nothing_is_fetched(kind: int, tmp_path: Path) -> None:
    """The second lock: were the first one broken, the press itself stops."""
    with listening() as (server, asked):
        html = f"<title>x</title><p>{payloads(canary(tmp_path), server)[kind]}</p>"
        with pytest.raises(PaperFailed) as refusal:
            press(html, style="letters/letter.css", paper=Paper.A4, identifier=identifier("x"))
    assert refusal.value.facts["reason"] == "fetch denied"
    assert asked == []


def test_the_controls_see_what_they_look_for() -> None:
    with listening() as (server, asked):
        image = f"<img src='{server}/here'>"
        html = f"{image}<link rel=attachment href='data:text/plain,x'><a href='{server}'>x</a>"
        careless = weasyprint.HTML(string=html).write_pdf()
    assert asked == ["/here"]
    assert strangers(careless) == 2


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def strangers(pdf: bytes) -> int:
    """Attached files, links and pictures."""
    document = pypdfium2.PdfDocument(pdf)
    pictures = (pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)
    return document.count_attachments() + sum(
        pypdfium2.raw.FPDFPage_GetAnnotCount(page) + len(list(page.get_objects(filter=pictures)))
        for page in document
    )


def squeezed(text: str) -> str:
    """Without the breaks and hyphenation marks that lines on a page bring."""
    return re.sub(r"[\s\ufffe\u00ad-]", "", text).casefold()


def page_count(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def dark_blue(pdf: bytes) -> int:
    """Pixels in the colour of the ink."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=1.5).to_pil().convert("RGB")
    return sum(
        count
        for count, (red, green, blue) in image.getcolors(1 << 24) or []
        if blue - red > 25 and red < 90 and green < 110
    )
