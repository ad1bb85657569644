"""A task as the plan lays it down, before anyone stores it."""

from dataclasses import dataclass, field
from datetime import datetime

from vipops.enums import Anchor, Department, Role, Stage
from vipops.sop.facts import Words


@dataclass(frozen=True, slots=True)
class Point:
    """One point of an inspection; ``id`` is its item in the procedure, such as F7a.

    ``mends`` is the department that puts right what failed, "" for engineering.
    """

    id: str
    title: Words
    mends: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose; ``opens`` names the record that it begins, ``needs`` a field beside it."""

    value: str
    title: Words
    opens: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class ProofField:
    """What must be said before the task is ticked.

    ``kind``: text, number, time, choice, name (of a person), print, assignees, acknowledged or roll_call.
    ``keeps`` is the kind of note in the guest's history that the answer becomes, ``about`` its subject,
    ``makes`` the record that it begins, of ``department`` where the record has one, or of the department that
    the field ``department_in`` answers.
    """

    name: str
    kind: str
    title: Words
    choices: tuple[Choice, ...] = ()
    optional: bool = False
    keeps: str = ""
    about: str = ""
    makes: str = ""
    department: str = ""
    department_in: str = ""
    copies: int = 1


# Not frozen: a storm makes fifteen thousand of them, and freezing makes each four times as dear.
@dataclass(slots=True, kw_only=True)
class PlannedTask:
    """A task with everything its row on a tablet needs. All moments are aware UTC; "" means none.

    ``anchored_at`` is what the checklist says; ``due_at`` is that, or the moment of planning for a task
    born late (``short_notice``). ``key`` is template and subject: unique within the stay, the same in every
    plan of it. ``subject`` is the day (ISO date), room, meal, child … that the task is
    for. ``after`` are keys of tasks in the same plan. ``who`` is the post that does it, ``role`` that
    post's role, ``people`` the posts that the guest's grade calls for ("a|b": one of the two is enough).
    ``gate`` is the step of the stay that stays closed until it is done. ``letter`` is the step of the letter
    that ticks it, ``paper`` the paper to print for it. ``fires`` is the step that a tick takes in the
    request, complaint … of ``subject``, ``passed`` whether that step is taken already. ``takes`` are the
    resources that it needs for itself, for ``lasts`` minutes up to its due time, or from then on
    (``takes_from`` due); it may be moved by ``slack`` minutes either way.
    """

    template: str
    template_version: str
    subject: str
    source: tuple[str, ...]
    department: Department
    stage: Stage
    title: Words
    detail: Words | None
    due_at: datetime
    anchored_at: datetime
    starts_at: datetime | None
    anchor: Anchor
    short_notice: bool
    order: int
    each: str = ""
    after: tuple[str, ...] = ()
    who: str = ""
    role: Role | None = None
    people: tuple[str, ...] = ()
    gate: str = ""
    points: tuple[Point, ...] = ()
    proof: tuple[ProofField, ...] = ()
    second_signature: str = ""
    rekey: str = ""
    letter: str = ""
    paper: str = ""
    fires: str = ""
    takes: tuple[str, ...] = ()
    lasts: int = 0
    takes_from: str = ""
    slack: int = 0
    useful_until: datetime | None = None
    passed: bool = False
    # Asked for too often to be put together each time.
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = key_of(self.template, self.subject)


def key_of(template: str, subject: str) -> str:
    """The key of a template's task for a subject ("" for none)."""
    return f"{template}:{subject}" if subject else template
