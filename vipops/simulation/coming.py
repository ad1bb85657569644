"""How the guests come: as booked, early, late, another day, without a booking, or never."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from vipops import models
from vipops.integrations.pms.reservation import Reservation, ReservationStatus
from vipops.services import arrivals, flights, walk_ins
from vipops.services.flights import FlightStatus
from vipops.services.stay_times import NewTimes
from vipops.services.walk_ins import WalkIn
from vipops.simulation.bookings import SURNAMES, Booked
from vipops.simulation.stay_life import Stay
from vipops.simulation.work import Work
from vipops.simulation.world import World
from vipops.storage import reading

# What becomes of an arrival, and of how many in a hundred.
ARRIVALS = (
    ("as_booked", 44), ("flight_late", 14), ("flight_early", 6), ("flight_cancelled", 4),
    ("flight_diverted", 3), ("comes_early", 7), ("comes_late", 8), ("never_comes", 5), ("calls_off", 5),
    ("booking_changes", 4),
)  # fmt: skip


class WalkInStay(Stay):
    """Somebody stands at the door whom nobody expects."""

    def expect(self) -> None:
        self.world.agenda.at(self.comes_at, self._stand_there)

    def _stand_there(self) -> None:
        asked = WalkIn(
            self.dice.choice(("VC", "VD")),
            str(self.dice.choice(self.world.house.settings.rooms)["number"]),
            self.dice.randint(1, 2),
            self.dice.choice(SURNAMES)[0],
        )
        by = self.world.crew.lobby_manager(self.world.now)
        taken = self.world.attempt("walk in", lambda: walk_ins.take_in(asked, **self.who(by)))
        self.world.catch_up()
        if taken:
            self.enter(taken["stay"]["id"])
            self.world.later(10, self.comes)


class BookedStay(Stay):
    """A stay that begins with a booking."""

    def __init__(self, world: World, work: Work, booked: Booked) -> None:
        super().__init__(world, work, booked.booking.confirmation_number, booked.arrival_at)
        self._booked, self.booking = booked, booked.booking

    def expect(self) -> None:
        """The house hears of the booking when its time has come."""
        self.world.agenda.at(self._booked.booked_at, lambda: self._begin(self._import(self.booking)))

    def _begin(self, stay_id: int | None) -> None:
        if stay_id is None:  # a VIP code that nobody has mapped: a person says what it means
            self.world.later(self.dice.randint(20, 90), lambda: self._begin(self._decide()))
            return
        self.enter(stay_id)
        fates = [fate for fate in ARRIVALS if self._booked.flight or not fate[0].startswith("flight")]
        fate = self.dice.choices(fates, [share for _, share in fates])[0][0]
        getattr(self, f"_{fate}")()

    def _as_booked(self) -> None:
        self._prepared()
        self.world.agenda.at(self.comes_at, self.comes)

    def _flight_late(self) -> None:
        self._flight(self.dice.choice((25, 40, 70, 110, 190, 320)))

    def _flight_early(self) -> None:
        self._flight(-self.dice.choice((10, 20, 35)))

    def _flight(self, minutes: int) -> None:
        landing = self._booked.landing
        self.comes_at += timedelta(minutes=minutes)
        said = FlightStatus(self._booked.flight, self._booked.flies_on, scheduled=landing)
        actual = landing + timedelta(minutes=minutes)
        self._reported(landing - timedelta(hours=2), replace(said, estimated=actual))
        self._reported(actual, replace(said, landed=actual))
        self._as_booked()

    def _flight_cancelled(self) -> None:
        """The flight will not come today, and most guests come a day later."""
        self._reported(
            self._booked.landing - timedelta(hours=4),
            FlightStatus(
                self._booked.flight, self._booked.flies_on, scheduled=self._booked.landing, cancelled=True
            ),
        )
        self._prepared()
        if self.dice.random() < 0.3:
            self.world.agenda.at(self.comes_at + timedelta(hours=3), lambda: self.step("no_show"))
            return
        self._comes_another_time(timedelta(hours=self.dice.choice((8, 16, 24))))

    def _flight_diverted(self) -> None:
        self._reported(
            self._booked.landing - timedelta(minutes=30),
            FlightStatus(
                self._booked.flight, self._booked.flies_on, scheduled=self._booked.landing, diverted=True
            ),
        )
        self._prepared()
        self._comes_another_time(timedelta(hours=self.dice.choice((3, 5))))

    def _comes_another_time(self, later: timedelta) -> None:
        """Somebody calls an hour before: the guest comes so much later."""
        told_at = self.comes_at - timedelta(hours=1)
        self.comes_at += later
        self.world.agenda.at(told_at, lambda: self.retime(NewTimes(arrival_at=self.comes_at)))
        self.world.agenda.at(self.comes_at, self.comes)

    def _comes_early(self) -> None:
        self.comes_at -= timedelta(hours=self.dice.choice((2, 3, 5)))
        self._as_booked()

    def _comes_late(self) -> None:
        self.comes_at += timedelta(hours=self.dice.choice((1, 2, 4)))
        self._as_booked()

    def _never_comes(self) -> None:
        self._prepared()
        self.world.agenda.at(self.comes_at + timedelta(hours=6), lambda: self.step("no_show"))

    def _calls_off(self) -> None:
        self._prepared()
        cancelled = replace(self.booking, status=ReservationStatus.CANCELLED)
        before = timedelta(hours=self.dice.choice((1, 6, 20)))
        self.world.agenda.at(self.comes_at - before, lambda: self._import(cancelled))
        if self.dice.random() < 0.3:  # and books again
            self.world.agenda.at(
                self.comes_at - before + timedelta(minutes=30),
                lambda: self._import(replace(self.booking, adults=4)),
            )
            self.world.agenda.at(self.comes_at, self.comes)

    def _booking_changes(self) -> None:
        """Another room, another party, later away: as the property-management system has it now."""
        rooms = self.world.house.settings.rooms
        changed = replace(
            self.booking,
            room=str(self.dice.choice(rooms)["number"]),
            adults=self.booking.adults + 1,
            departure_at=self._booked.departure_at + timedelta(hours=2),
        )
        self.world.agenda.at(self.comes_at - timedelta(hours=5), lambda: self._import(changed))
        self._as_booked()

    def _prepared(self) -> None:
        """The house gets the room ready."""
        self.world.agenda.at(self.comes_at - timedelta(hours=9), lambda: self.step("prepare"))
        self.world.agenda.at(self.comes_at - timedelta(minutes=100), lambda: self.step("ready"))
        if self._booked.flight:
            self.world.agenda.at(self.comes_at - timedelta(minutes=45), lambda: self.step("en_route"))

    def _import(self, booking: Reservation) -> int | None:
        by = self.world.crew.holding("front_office_manager")[0]
        found = self.world.attempt("import", lambda: arrivals.import_reservation(booking, **self.who(by)))
        self.world.catch_up()
        return found.stay_id if found else None

    def _decide(self) -> int | None:
        by = self.world.crew.lobby_manager(self.world.now)
        held = models.HeldReservation
        with reading() as connection:
            number = connection.scalar(
                select(held.id).where(held.confirmation_number == self.booking.confirmation_number)
            )
        found = self.world.attempt(
            "decide", lambda: arrivals.decide_held(int(number or 0), "VD", **self.who(by))
        )
        self.world.catch_up()
        return found.stay_id if found else None

    def _reported(self, at: datetime, status: FlightStatus) -> None:
        def report() -> None:
            by = self.world.crew.holding("concierge_supervisor")[0]
            self.world.attempt("flight", lambda: flights.report(status, **self.who(by)))

        self.world.agenda.at(at, report)
