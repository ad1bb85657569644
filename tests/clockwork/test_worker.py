"""The worker's round: whatever is unfinished is done, again after a crash, and nothing twice."""

import io
import threading
from collections.abc import Iterator
from datetime import datetime
from typing import cast

import pypdfium2  # type: ignore[import-untyped]  # ships none
import pytest
from PIL import Image
from sqlalchemy.exc import OperationalError

from tests.support.house import Hotel
from vipops.clockwork import worker as worker_module
from vipops.clockwork.letters import BETWEEN_PAGES, PICTURE_DOTS_PER_INCH, LetterRoom
from vipops.clockwork.worker import ROUND_AT_MOST, Worker
from vipops.core import credentials
from vipops.errors import Busy
from vipops.integrations.papers.letter_words import LetterWords
from vipops.integrations.papers.renderer import Renderer
from vipops.integrations.signing.pades import verify_pdf
from vipops.services import alarms, stay_closing
from vipops.services.house import House


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    made = Renderer()
    yield made
    made.close()


def the_worker(hotel: Hotel, renderer: Renderer) -> Worker:
    room = LetterRoom(renderer, credentials(hotel.app), None)
    return Worker(hotel.app, [room.do_next, stay_closing.close_next])


def test_a_letter_is_drafted_pictured_printed_and_sealed(hotel: Hotel, renderer: Renderer) -> None:
    stay = hotel.stay()
    worker = the_worker(hotel, renderer)
    assert worker.go_round()
    assert hotel.letter(stay.id).words is not None
    (picture,) = hotel.rows_of("letter_previews")
    assert picture.png.startswith(b"\x89PNG")
    assert not worker.go_round(), "nothing is left to do"
    hotel.bring_letter_to(stay.id, "signed")
    assert worker.go_round()
    (pdf,) = hotel.rows_of("letter_pdfs")
    verdict = verify_pdf(pdf.pdf, credentials(hotel.app).authority_pem)
    assert (verdict.intact, verdict.trusted) == (True, True)
    assert not worker.go_round()
    assert hotel.kinds().count("letter_printed") == 1
    assert hotel.client("gm").get(f"/api/letters/{pdf.letter_id}.pdf").get_data() == pdf.pdf


class TwoPages:
    """A renderer whose letters have two pages of different sizes."""

    def letter(self, _words: LetterWords, _strokes: object = None) -> bytes:
        document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
        for width, height in ((420, 595), (400, 300)):
            document.new_page(width, height)
        document.save(out)
        return out.getvalue()


@pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)
def test_a_letter_s_picture_shows_all_its_pages(hotel: Hotel) -> None:
    hotel.bring_letter_to(hotel.stay().id, "drafted")
    room = LetterRoom(cast(Renderer, TwoPages()), credentials(hotel.app), None)
    with hotel.inside():
        assert room.do_next(hotel.house, hotel.now)
    (picture,) = hotel.rows_of("letter_previews")
    with Image.open(io.BytesIO(picture.png)) as shown:
        width, height = (size * PICTURE_DOTS_PER_INCH / 72 for size in (420, 595 + 300))
        assert abs(shown.width - width) <= 1
        assert abs(shown.height - height - BETWEEN_PAGES) <= 2


@pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)
def test_a_crash_before_the_pdf_was_kept_is_made_good_with_the_same_bytes(
    hotel: Hotel, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    stay = hotel.stay()
    hotel.bring_letter_to(stay.id, "signed")
    worker = the_worker(hotel, renderer)
    kept: list[bytes] = []
    with monkeypatch.context() as crash:
        crash.setattr(
            "vipops.services.letter_printing.keep_pdf",
            lambda _house, _made, pdf, _now: kept.append(pdf) or _crash(),
        )
        with pytest.raises(MemoryError):
            worker.go_round()
    assert hotel.rows_of("letter_pdfs") == []
    worker.go_round()
    assert len(hotel.rows_of("letter_pdfs")) == len(kept) == 1


def _crash() -> None:
    raise MemoryError


@pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)
class TestRounds:
    def test_the_days_turn_closes_what_ended(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.bring_to(stay.id, "cancelled")
        worker = Worker(hotel.app, [stay_closing.close_next])
        assert not worker.go_round()
        hotel.clock.forward(days=1)
        assert worker.go_round()
        assert hotel.stay_row(stay.id).closed

    def test_one_kind_of_work_does_not_starve_the_next(self, hotel: Hotel) -> None:
        done: list[str] = []

        def endless(_house: House, _now: datetime) -> bool:
            done.append("endless")
            return True

        def other(_house: House, _now: datetime) -> bool:
            done.append("other")
            return False

        Worker(hotel.app, [endless, other]).go_round()
        assert done == ["endless"] * ROUND_AT_MOST + ["other"]

    @pytest.mark.parametrize(
        "fault", [Busy("The disk is full."), OperationalError("SELECT", {}, Exception("down"))]
    )
    def test_a_database_that_is_away_ends_a_round_and_not_the_worker(
        self, hotel: Hotel, monkeypatch: pytest.MonkeyPatch, fault: Exception
    ) -> None:
        monkeypatch.setattr(worker_module, "AFTER_A_FAULT_SECONDS", 0)
        rounds: list[int] = []
        stopping: list[Worker] = []

        def failing(_house: House, _now: datetime) -> bool:
            rounds.append(len(rounds))
            if len(rounds) == 3:
                stopping[0]._stop.set()
            raise fault

        stopping.append(Worker(hotel.app, [failing]))
        monkeypatch.setattr(worker_module.signal, "signal", lambda *_: None)
        stopping[0].run()
        assert rounds == [0, 1, 2]

    def test_clocks_do_not_wait_for_other_work(self, hotel: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
        """A paper may take minutes; an alarm may not."""
        monkeypatch.setattr(worker_module.signal, "signal", lambda *_: None)
        rang, waited = threading.Event(), []
        working: list[Worker] = []

        def paper(_house: House, _now: datetime) -> bool:
            waited.append(rang.wait(timeout=30))
            working[0]._stop.set()
            return False

        def alarm(_house: House, _now: datetime) -> bool:
            rang.set()
            return False

        working.append(Worker(hotel.app, [paper], clocks=[alarm]))
        working[0].run()
        assert waited == [True]

    def test_a_fault_of_a_clock_ends_the_worker(self, hotel: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(worker_module.signal, "signal", lambda *_: None)

        def broken(_house: House, _now: datetime) -> bool:
            raise KeyError("a fault of ours")

        with pytest.raises(KeyError):
            Worker(hotel.app, [stay_closing.close_next], clocks=[broken]).run()

    def test_late_work_is_told_by_a_round(self, hotel: Hotel) -> None:
        hotel.stay()
        worker = Worker(hotel.app, [stay_closing.close_next], clocks=[alarms.raise_next])
        hotel.clock.forward(hours=3)
        while worker.go_round():
            pass
        assert "alarm_raised" in hotel.kinds()

    def test_a_fault_of_our_own_is_not_hidden(self, hotel: Hotel) -> None:
        def broken(_house: House, _now: datetime) -> bool:
            raise KeyError("a fault of ours")

        with pytest.raises(KeyError):
            Worker(hotel.app, [broken]).go_round()
