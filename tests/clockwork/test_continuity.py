"""The continuity pack: made by the quarter of an hour, never half, and after a fault again."""

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tests.support.house import CODE, Hotel
from vipops.clockwork.continuity import ContinuityRoom
from vipops.integrations.papers.refusals import PaperFailed
from vipops.integrations.papers.renderer import Renderer
from vipops.queries.papers.last_pack import last_pack, paths
from vipops.settings import Settings

pytestmark = pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)


class Press(Renderer):
    """Stands in for the press: hands out what it was given as a page, or fails."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[bytes] = []
        self.fails = False

    def paper(self, job: bytes) -> bytes:
        self.jobs.append(job)
        if self.fails:
            raise PaperFailed("The paper could not be made.", reason="too slow")
        return b"%PDF " + str(len(self.jobs)).encode()

    @property
    def words(self) -> str:
        """The words of the last job."""
        return json.dumps(json.loads(self.jobs[-1])["words"], ensure_ascii=False)


def at_once(work: Callable[[], None]) -> None:
    work()


@pytest.fixture
def settings(hotel: Hotel, tmp_path: Path) -> Settings:
    wanted = {"data": tmp_path, "continuity_language": "en", "continuity_hours": 999}
    return hotel.settings.model_copy(update=wanted)


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture
def room(settings: Settings, press: Press) -> ContinuityRoom:
    return ContinuityRoom(press, settings, start=at_once)


def look(room: ContinuityRoom, hotel: Hotel, **later: float) -> None:
    hotel.clock.forward(**later)
    with hotel.inside():
        room.do_next(hotel.house, hotel.now)


def test_it_lists_everything_open(hotel: Hotel, room: ContinuityRoom, press: Press) -> None:
    stay = hotel.stay()
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    look(room, hotel)
    open_tasks = [
        row for row in hotel.tasks(stay.id).values() if row.state in ("waiting", "open", "in_progress")
    ]
    assert open_tasks
    for row in open_tasks:
        assert json.dumps(row.title["en"], ensure_ascii=False) in press.words
    assert hotel.task(stay.id, "room_made").title["en"] not in press.words


def test_a_new_one_with_every_quarter_of_an_hour(hotel: Hotel, room: ContinuityRoom, press: Press) -> None:
    look(room, hotel)  # ten o'clock
    look(room, hotel, minutes=14)
    assert len(press.jobs) == 1
    look(room, hotel, minutes=1)
    look(room, hotel, minutes=5)
    assert len(press.jobs) == 2
    look(room, hotel, hours=3)
    assert len(press.jobs) == 3


def test_the_one_before_is_kept(hotel: Hotel, room: ContinuityRoom, settings: Settings) -> None:
    look(room, hotel)
    look(room, hotel, minutes=15)
    place = paths(settings, CODE)
    assert (place.before.read_bytes(), place.pack.read_bytes()) == (b"%PDF 1", b"%PDF 2")
    assert last_pack(settings, CODE).made_at == hotel.now
    names = {path.name for path in place.pack.parent.iterdir()}
    assert names == {f"{CODE}.pdf", f"{CODE}.before.pdf", f"{CODE}.json"}
    assert place.pack.stat().st_mode & 0o077 == 0


def test_after_a_fault_it_is_tried_every_minute(
    hotel: Hotel, room: ContinuityRoom, press: Press, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    look(room, hotel)
    press.fails = True
    look(room, hotel, minutes=15)
    pack = last_pack(settings, CODE)
    assert pack.fault == "The paper could not be made."
    assert pack.made_at is not None
    assert pack.made_at < hotel.now
    assert paths(settings, CODE).pack.read_bytes() == b"%PDF 1", "the last good one stays"
    assert "was not made" in caplog.text
    look(room, hotel, seconds=30)
    assert len(press.jobs) == 2
    press.fails = False
    look(room, hotel, seconds=31)
    assert last_pack(settings, CODE).fault == ""
    assert last_pack(settings, CODE).made_at == hotel.now


def test_a_spoilt_note_makes_a_new_pack(
    hotel: Hotel, room: ContinuityRoom, press: Press, settings: Settings
) -> None:
    look(room, hotel)
    paths(settings, CODE).state.write_text("{half")
    look(room, hotel)
    assert len(press.jobs) == 2


def test_a_full_disk_is_a_fault_and_no_end(
    hotel: Hotel, room: ContinuityRoom, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(room, hotel)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    look(room, hotel, minutes=15)
    monkeypatch.undo()
    assert paths(settings, CODE).pack.read_bytes() == b"%PDF 1"
    look(room, hotel, minutes=1)
    assert last_pack(settings, CODE).made_at == hotel.now


def test_none_is_made_where_none_is_wanted(hotel: Hotel, press: Press, settings: Settings) -> None:
    none = ContinuityRoom(press, settings.model_copy(update={"continuity_minutes": 0}), start=at_once)
    look(none, hotel)
    assert press.jobs == []


def test_what_comes_later_is_counted_only(hotel: Hotel, press: Press, settings: Settings) -> None:
    hotel.stay()
    near = ContinuityRoom(press, settings.model_copy(update={"continuity_hours": 1}), start=at_once)
    look(near, hotel)
    words = json.loads(press.jobs[-1])["words"]
    stays = [stay for part in words["departments"] for stay in part["stays"]]
    listed = sum(len(stay["tasks"]) for stay in stays)
    counted = sum(stay["later"] for stay in stays)
    assert counted > 0
    assert listed + counted == sum(part["count"] for part in words["departments"])


def test_it_is_a_pdf_with_its_moment(hotel: Hotel, settings: Settings) -> None:
    """Once with the real press, as the worker does it."""
    hotel.stay()
    with Renderer() as renderer:
        look(ContinuityRoom(renderer, settings, start=at_once), hotel)
    document = pypdfium2.PdfDocument(paths(settings, CODE).pack.read_bytes())
    cover = document[0].get_textpage().get_text_range()
    assert "Everything open as of" in cover
    assert "10:00" in cover
    assert "Ms Katharina Lindqvist" in cover
