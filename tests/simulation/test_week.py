"""A week of forty stays, three times: whatever happens, every invariant holds."""

import pytest

from tests.simulation.conftest import Live

# In each of these weeks the clocks change: back twice, forward once.
WEEKS = (
    (1, "2026-10-22", "Europe/Berlin"),
    (2, "2027-03-25", "Europe/Berlin"),
    (3, "2026-10-29", "America/New_York"),
)
# What a week without it would not show.
MUST_HAPPEN = (
    "plan_laid", "plan_moved", "stay_departed", "stay_retimed", "stay_changed",
    "stay_closed", "task_ticked", "task_signed_off", "task_postponed", "task_cannot_be_done",
    "task_skipped", "task_reopened", "task_in_position", "letter_placed",
    "letter_sent_back", "request_recorded", "request_done", "request_called_back", "complaint_recorded",
    "complaint_resolved", "lost_property_found", "meal_booked", "meal_changed", "wake_up_booked",
    "grade_asked", "guest_noted", "alarm_raised", "alarm_taken", "alarm_over", "handover_given",
    "handover_accepted", "paper_printed",
)  # fmt: skip


@pytest.mark.weeks
@pytest.mark.parametrize(("seed", "start", "zone"), WEEKS)
def test_every_invariant_holds(live: Live, seed: int, start: str, zone: str) -> None:
    past = live(days=7, stays=40, seed=seed, start=start, zone=zone)
    lived = past.lived
    assert lived.watch.sentences == []
    assert lived.world.astray == []
    assert lived.watch.looks == 7 * 24
    told = lived.world.told
    assert [kind for kind in MUST_HAPPEN if not told[kind]] == []
    assert len(lived.world.ledger.stays) >= 40
    assert lived.tally.gates_passed > 0
    midnight = past.asked.start.astimezone(lived.world.house.zone).utcoffset()
    assert lived.world.now.astimezone(lived.world.house.zone).utcoffset() != midnight, (
        "the clocks did not change"
    )


def test_the_same_seed_is_the_same_week(live: Live) -> None:
    first, again, other = (live(days=1, stays=6, seed=seed) for seed in (5, 5, 6))
    assert first.lived.watch.chain == again.lived.watch.chain
    assert first.lived.watch.chain != other.lived.watch.chain
