"""The plan as a function: ``plan(procedure, stay, hotel, now) -> tasks``.

The same facts give the same keys and the same ``anchored_at``; ``now`` decides only what is born late.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from vipops.domain.line_up import EITHER
from vipops.enums import Anchor
from vipops.sop import vocabulary
from vipops.sop.anchors import nights, stay_anchors
from vipops.sop.conditions import Answers
from vipops.sop.due import Due
from vipops.sop.facts import HotelFacts, StayFacts, Words
from vipops.sop.planned import PlannedTask, key_of
from vipops.sop.procedure import Grade, Procedure, Template
from vipops.sop.subjects import Subject, subjects

_BRACES = re.compile(r"\{([^{}]*)\}")
_BEFORE_ARRIVAL: Final = {Anchor.STAY_DAY: "drop", Anchor.DEPARTURE: "move"}


def plan(procedure: Procedure, stay: StayFacts, hotel: HotelFacts, now: datetime) -> tuple[PlannedTask, ...]:
    """The stay's tasks by due time, with unique keys. Raises ``UnknownGrade``.

    A task is never due before one it waits for. One whose time has passed is due ``now`` and marked short
    notice.
    """
    planner = _Planner(procedure, stay, hotel, now)
    for template in procedure.templates:
        planner.add(template)
    return tuple(
        sorted(planner.tasks, key=lambda task: (task.due_at, task.anchored_at, task.order, task.subject))
    )


class _Planner:
    def __init__(self, procedure: Procedure, stay: StayFacts, hotel: HotelFacts, now: datetime) -> None:
        self.procedure, self.stay, self.hotel, self.now = procedure, stay, hotel, now
        self.grade: Grade = procedure.grade(stay.grade)
        self.anchors = stay_anchors(stay, hotel)
        self.answers = Answers(vocabulary.values(stay, self.grade, nights(stay, hotel)))
        self.subjects = subjects(procedure, stay, hotel, self.grade)
        self.texts = vocabulary.stay_texts(procedure, stay, self.grade)
        self.tasks: list[PlannedTask] = []
        self._by_template: dict[str, list[PlannedTask]] = {}

    def add(self, template: Template) -> None:
        """Adds the template's tasks, one for each subject that it applies to."""
        made = [task for subject in self._subjects(template) if (task := self._task(template, subject))]
        self._by_template[template.id] = made
        self.tasks += made

    def _subjects(self, template: Template) -> Iterator[Subject]:
        for subject in self.subjects[template.each or ""]:
            if subject.after_stay and not template.through_departure:
                continue
            if self.answers.holds(template.condition, subject.names):
                yield subject

    def _task(self, template: Template, subject: Subject) -> PlannedTask | None:
        forerunners = self._forerunners(template, subject)
        anchored_at = self._anchored_at(template, subject, forerunners)
        if anchored_at is None:
            return None
        useful_until = self._moment(template.useful_until, subject) or subject.over_at
        if useful_until is not None and useful_until <= self.stay.planned_at:
            return None
        subject = self._stood_in_for(template, subject)
        who = subject.who or template.who or ""
        post = self.procedure.posts.get(who)
        people = self._people(template, subject)
        return PlannedTask(
            template=template.id,
            template_version=self.procedure.version_for(template, self.grade),
            subject=subject.id,
            source=template.source,
            department=template.department_of(subject.department),
            stage=template.stage,
            title=self._filled(template.title, template, subject, people, forerunners),
            detail=template.detail and self._filled(template.detail, template, subject, people, forerunners),
            due_at=max(anchored_at, self.now),
            anchored_at=anchored_at,
            starts_at=self._moment(template.starts, subject),
            anchor=template.due.anchor,
            short_notice=anchored_at < self.now,
            order=template.order,
            each=template.each or "",
            after=tuple(task.key for task in forerunners),
            who=who,
            role=post.role if post else None,
            people=people,
            gate=template.gate or "",
            points=template.inspected,
            proof=template.asked,
            second_signature=template.second_signature or "",
            rekey=template.rekey or "",
            letter=template.letter or "",
            paper=template.paper or "",
            fires=template.fires or "",
            takes=self._takes(template, subject, people),
            lasts=_minutes(template.lasts),
            takes_from=template.takes_from if template.lasts else "",
            slack=_minutes(template.slack),
            useful_until=useful_until,
            passed=template.fires in subject.passed,
        )

    def _forerunners(self, template: Template, subject: Subject) -> list[PlannedTask]:
        """The tasks waited for.

        Of the same day, meal … where both are repeated alike, else all of the template.
        """
        found: list[PlannedTask] = []
        for name in template.after:
            tasks = self._by_template[name]
            alike = bool(tasks) and tasks[0].each == (template.each or "")
            found += [task for task in tasks if not alike or task.subject == subject.id]
        return found

    def _anchored_at(
        self, template: Template, subject: Subject, forerunners: list[PlannedTask]
    ) -> datetime | None:
        """When the checklist wants it done; ``None`` when it falls away for this stay."""
        if template.due.anchor == Anchor.AFTER:
            # What follows on other work falls away with it.
            if not forerunners:
                return None
            moment = template.due.moment(max(self._happens_at(task) for task in forerunners), self.hotel.zone)
        else:
            moment = self._required(template.due, subject)
        within = self._within_stay(template, subject, moment)
        if within is None:
            return None
        earliest = self._moment(template.earliest, subject) or within
        latest = self._moment(template.latest, subject)
        bounded = max(within, earliest)
        bounded = bounded if latest is None else min(bounded, latest)
        # Work done early frees its followers; work done late does not make them punctual.
        return max([bounded, *(min(task.anchored_at, self._happens_at(task)) for task in forerunners)])

    def _happens_at(self, task: PlannedTask) -> datetime:
        return self.stay.happened.get(task.key, task.anchored_at)

    def _within_stay(self, template: Template, subject: Subject, moment: datetime) -> datetime | None:
        arrival_at, departure_at = self.stay.arrival_at, self.stay.departure_at
        rule = template.if_before_arrival or _BEFORE_ARRIVAL.get(template.due.anchor)
        if rule is not None and moment < arrival_at:
            return arrival_at if rule == "move" else None
        if template.due.anchor == Anchor.STAY_DAY and moment > departure_at:
            return departure_at if subject.after_stay else None
        return moment

    def _moment(self, due: Due | None, subject: Subject) -> datetime | None:
        return None if due is None else self._required(due, subject)

    def _required(self, due: Due, subject: Subject) -> datetime:
        if due.anchor == Anchor.STAY_DAY and subject.day is not None:
            return due.moment_in_day(subject.day, self.hotel.day_turns_at, self.hotel.zone)
        own = subject.recorded_at if due.anchor == Anchor.RECORDED else subject.at
        at = self.anchors.get(due.anchor) or own
        if at is None:  # The loader refuses such templates.
            raise LookupError(f"no {due.anchor} for “{subject.id}”")
        return due.moment(at, self.hotel.zone)

    def _people(self, template: Template, subject: Subject) -> tuple[str, ...]:
        if template.people is None:
            return ()
        if template.people == "letter_signers":
            return self.grade.letter.signers
        posts: tuple[str, ...] = getattr(self.grade, template.people)
        stand_ins = self._stand_ins(template, subject)
        return tuple(stand_ins.get(entry, entry) for entry in posts) if stand_ins else posts

    def _takes(self, template: Template, subject: Subject, people: tuple[str, ...]) -> tuple[str, ...]:
        """What the house counts of what the task needs: things, and the people who have to be there."""
        if template.lasts is None:
            return ()
        stand_ins, counted = self._stand_ins(template, subject), self.procedure.resources
        named = (stand_ins.get(entry, entry) for entry in template.takes)
        wanted = dict.fromkeys((*named, *people, *((subject.who,) if subject.who else ())))
        return tuple(entry for entry in wanted if all(code in counted for code in entry.split(EITHER)))

    def _stood_in_for(self, template: Template, subject: Subject) -> Subject:
        """The subject with another inspector, where one stands in; its key stays."""
        other = self._stand_ins(template, subject).get(subject.who)
        if other is None:
            return subject
        texts = {**subject.texts, "post": self.procedure.called(other)}
        return replace(subject, who=other, texts=texts)

    def _stand_ins(self, template: Template, subject: Subject) -> Mapping[str, str]:
        if not self.stay.stand_ins:
            return {}
        return self.stay.stand_ins.get(key_of(template.id, subject.id), {})

    def _told(self, task: PlannedTask) -> tuple[Words, ...]:
        return self.stay.told.get(task.key, ())

    def _filled(
        self,
        words: Words,
        template: Template,
        subject: Subject,
        people: tuple[str, ...],
        forerunners: list[PlannedTask],
    ) -> Words:
        """The text with its {…} filled in; a guest's own braces stay as they are."""
        if "{" not in words.zh and "{" not in words.en:
            return words
        made: Mapping[str, Callable[[], Words]] = {
            "wishes": lambda: vocabulary.wishes_for(template.department, self.procedure, self.stay),
            "likes": lambda: vocabulary.likes_for(template.department, self.stay),
            "told": lambda: vocabulary.listed([one for task in forerunners for one in self._told(task)]),
            "people": lambda: vocabulary.listed([self.procedure.called(post) for post in people]),
        }

        def named(name: str) -> Words:
            return made[name]() if name in made else subject.texts.get(name) or self.texts[name]

        return Words(
            _BRACES.sub(lambda match: named(match[1]).zh, words.zh),
            _BRACES.sub(lambda match: named(match[1]).en, words.en),
        )


def _minutes(length: timedelta | None) -> int:
    return 0 if length is None else length // MINUTE


MINUTE: Final = timedelta(minutes=1)
