"""The papers of the house as pages: their pictures, their long names, and what guests' words cannot do."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.integrations.papers.test_letter_pdf import (
    MILLIMETRES,
    canary,
    listening,
    payloads,
    squeezed,
    strangers,
    text_of,
)
from tests.support import papers
from tests.support.letters import letter_words
from vipops.domain.papers import PAPERS
from vipops.enums import Language
from vipops.integrations.papers import letter_pdf, paper_pdf
from vipops.integrations.papers.letter_words import Variant
from vipops.integrations.papers.refusals import GlyphsMissing

GOLDEN = Path(__file__).parent / "golden"
# Run with GOLDEN=write, look at every picture, and keep it: then it is what the tests compare with.
IS_WRITTEN = os.environ.get("GOLDEN") == "write"
PICTURED_PAGES = 3
DOTS_PER_INCH = 50
# Another version of a font moves ink by fractions of a dot; a missing line or picture moves much more.
MEAN_TOLERANCE, WORST_TOLERANCE = 2.5, 90
CASES = [
    *((paper, language) for paper in papers.WORDS for language in (Language.EN, Language.ZH)),
    *((paper, Language.JA) for paper in papers.WORDS if Language.JA in PAPERS[paper].languages),
]


def made(paper: str, words: Any, sheet: str = "", *, with_gaps: bool | None = None) -> bytes:
    """The paper as the press room's child makes it."""
    gaps = not PAPERS[paper].for_guest if with_gaps is None else with_gaps
    order = paper_pdf.order(paper, sheet or PAPERS[paper].sheets[0], words, with_gaps=gaps)
    travelled = json.loads(json.dumps(order))
    return paper_pdf.render(
        travelled["paper"], travelled["sheet"], travelled["words"], with_gaps=travelled["with_gaps"]
    )


def few(paper: str) -> Any:
    """The English paper with each name once: what forty lines would show, eight show sooner."""
    words = papers.WORDS[paper](Language.EN)
    return replace(words, lines=words.lines[: len(papers.NAMES)]) if hasattr(words, "lines") else words


@pytest.mark.parametrize(("paper", "language"), CASES)
def test_each_paper_looks_as_it_was_approved(paper: str, language: Language) -> None:
    compare(made(paper, papers.WORDS[paper](language)), f"{paper}-{language}")


@pytest.mark.parametrize("language", Language)
def test_the_farewell_letter_looks_as_it_was_approved(language: Language) -> None:
    compare(letter_pdf.render(letter_words(language, Variant.FAREWELL)), f"farewell_letter-{language}")


def test_the_comparison_sees_what_is_missing() -> None:
    """The control: one stay less, one flag less, and the pictures differ."""
    words = papers.briefing(Language.EN)
    for other in (replace(words, lines=words.lines[:-1]), replace(words, in_house=())):
        with pytest.raises(AssertionError, match="golden"):
            compare(made("briefing", other), f"briefing-{Language.EN}")


@pytest.mark.parametrize("language", [Language.EN, Language.ZH])
@pytest.mark.parametrize("paper", ["arrivals_list", "departures_list"])
def test_forty_stays_break_into_pages_with_their_heads(paper: str, language: Language) -> None:
    words = papers.day_list(language)
    document = pypdfium2.PdfDocument(made(paper, words))
    pages = [page.get_textpage().get_text_range() for page in document]
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        said = (
            f"Page {number} of {len(pages)}"
            if language is Language.EN
            else f"第 {number} 页，共 {len(pages)} 页"
        )
        assert squeezed(said) in squeezed(text)
        assert squeezed(papers.say(language, "房号", "Guest")) in squeezed(text)
    together = squeezed("".join(pages))
    for line in words.lines:
        assert line.room in together
        assert squeezed(line.name) in together or papers.NAMES[4][0] == line.name


@pytest.mark.parametrize(
    ("paper", "sheet"), [(paper, sheet) for paper in papers.WORDS for sheet in PAPERS[paper].sheets]
)
def test_nothing_runs_off_the_sheet(paper: str, sheet: str) -> None:
    name = "Her Royal Highness Princess " + "Wilhelmina-" * 9 + "Weilburg"
    words = filled(few(paper), {papers.NAMES[number][1]: name for number in range(8)})
    for page in pypdfium2.PdfDocument(made(paper, words, sheet)):
        text = page.get_textpage()
        rights = [text.get_rect(number)[2] for number in range(text.count_rects())]
        assert max(rights) <= page.get_width() - 8 * MILLIMETRES


@pytest.mark.parametrize("paper", papers.WORDS)
def test_what_a_guest_writes_is_only_text(paper: str, tmp_path: Path) -> None:
    """Every text of the paper is an attack; nothing is fetched and all of it is printed."""
    with listening() as (server, asked):
        left = attacks = payloads(canary(tmp_path), server)
        pdfs = []
        while left:
            words, used = attacked(few(paper), [*left, *attacks])
            pdfs.append(made(paper, words))
            left = [attack for attack in left if attack not in used]
    assert asked == []
    for pdf in pdfs:
        assert "CANARY" not in text_of(pdf)
        assert strangers(pdf) == 0
    assert "file:" in text_of(pdfs[0])


@pytest.mark.parametrize("paper", papers.WORDS)
def test_a_character_without_a_font(paper: str) -> None:
    """A paper of the house marks the gap and names it, a guest's is refused."""
    words = few(paper)
    broken = replace(words, head=replace(words.head, hotel_name="The \U00012000 Harbour"))
    if PAPERS[paper].for_guest:
        with pytest.raises(GlyphsMissing):
            made(paper, broken)
        return
    text = text_of(made(paper, broken))
    assert f"The {paper_pdf.GAP} Harbour" in " ".join(text.split())
    assert "U+12000" in text


def test_a_name_that_can_be_read_stands_first() -> None:
    line = papers.stay_line(Language.ZH)
    broken = replace(line, name="\U00012000\U00012001")
    words = replace(papers.briefing(Language.ZH), lines=(broken,), in_house=(), leaving=())
    lines = text_of(made("briefing", words)).splitlines()
    assert lines.index(line.name_beside) < lines.index(paper_pdf.GAP * 2)


@pytest.mark.parametrize("paper", papers.WORDS)
def test_the_same_words_are_the_same_bytes(paper: str) -> None:
    words = few(paper)
    assert made(paper, words) == made(paper, words)


@pytest.mark.parametrize("paper", ["briefing", "arrivals_list", "departures_list"])
@pytest.mark.parametrize("language", [Language.EN, Language.ZH])
def test_an_empty_day_says_so(paper: str, language: Language) -> None:
    empty = papers.DayList(papers.head(language), papers.day(language), ())
    assert squeezed(papers.say(language, "无贵宾", "No VIP")) in squeezed(text_of(made(paper, empty)))


def compare(pdf: bytes, name: str) -> None:
    """The pages' picture equals the golden one, but for what another version of a font would move."""
    picture, path = pictured(pdf), GOLDEN / f"{name}.png"
    if IS_WRITTEN:
        GOLDEN.mkdir(exist_ok=True)
        picture.quantize(16).save(path, optimize=True)
        return
    golden = Image.open(path).convert("L")
    assert golden.size == picture.size, f"{name} has other pages than its golden picture"
    difference = ImageChops.difference(softened(golden), softened(picture))
    mean, worst = ImageStat.Stat(difference).mean[0], difference.getextrema()[1]
    assert mean <= MEAN_TOLERANCE, f"{name} differs from its golden picture by {mean:.1f}"
    assert worst <= WORST_TOLERANCE, f"{name} differs from its golden picture in a place by {worst}"


def pictured(pdf: bytes) -> Image.Image:
    """The first pages side by side, in grey."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [
        document[number].render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil().convert("L")
        for number in range(min(len(document), PICTURED_PAGES))
    ]
    sheet = Image.new("L", (sum(page.width for page in pages), pages[0].height), 255)
    for number, page in enumerate(pages):
        sheet.paste(page, (number * page.width, 0))
    return sheet


def softened(picture: Image.Image) -> Image.Image:
    """In blocks of five dots: what is compared is where the ink lies, not how an edge is drawn."""
    return picture.resize((picture.width // 5, picture.height // 5), Image.Resampling.BOX)


def filled(words: Any, instead: Mapping[str, str]) -> Any:
    """The words with other texts in place of these."""
    return changed(words, lambda text: instead.get(text, text))


def attacked(words: Any, attacks: list[str]) -> tuple[Any, set[str]]:
    """The words with an attack in place of every text, one after the other."""
    turn: Iterator[str] = cycle(attacks)
    used: set[str] = set()

    def attack(_text: str) -> str:
        used.add(one := next(turn))
        return one

    return changed(words, attack), used


def changed(value: Any, change: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Language):
        return change(value)
    if isinstance(value, tuple):
        return tuple(changed(part, change) for part in value)
    if hasattr(value, "__dataclass_fields__"):
        return replace(
            value, **{name: changed(getattr(value, name), change) for name in value.__dataclass_fields__}
        )
    return value
