"""What must hold in resources.yaml and in what tasks take of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vipops.domain.line_up import EITHER
from vipops.sop.checks import Found, House
from vipops.sop.conditions import meant
from vipops.sop.form import NO_TIME, Form, PeopleForm, ThingForm
from vipops.sop.yaml_source import Document, Path


@dataclass(frozen=True, slots=True)
class Stock:
    """resources.yaml, by the number in its lists."""

    things: Mapping[int, ThingForm]
    people: Mapping[int, PeopleForm]

    def groups(self) -> tuple[Iterable[Form], ...]:
        return self.things.values(), self.people.values()

    def all(self) -> tuple[ThingForm | PeopleForm, ...]:
        """Things, then people."""
        return (*self.things.values(), *self.people.values())

    @property
    def codes(self) -> frozenset[str]:
        """What tasks may take."""
        return frozenset(form.code for form in self.all())


def check(document: Document, stock: Stock, house: House) -> None:
    """Tells the document what is wrong with its things and people."""
    posts = frozenset(form.code for form in house.posts.values())
    seen: set[str] = set()
    for key, forms in (("things", stock.things), ("people", stock.people)):
        codes = frozenset(form.code for form in forms.values())
        for number, form in forms.items():
            base: Path = (key, number)
            if form.code in seen:
                document.wrong(
                    document.place((*base, "code")),
                    f"the code “{form.code}” stands here twice",
                    "each code once",
                )
            seen.add(form.code)
            _check_one(document, base, form, codes)
            if key == "things" and form.code in posts:
                document.wrong(
                    document.place((*base, "code")), f"“{form.code}” is a post", "its place under people"
                )
            if key == "people" and form.code not in posts:
                hint = meant(form.code, posts)
                document.wrong(
                    document.place((*base, "code")),
                    f"“{form.code}” is no post{hint}",
                    "a post of departments.yaml",
                )


def check_templates(found: Sequence[Found], stock: Stock) -> None:
    """Tells each template's document what it cannot take."""
    for item in found:
        form = item.form
        for number, entry in enumerate(form.takes):
            for code in entry.split(EITHER):
                if code not in stock.codes:
                    hint = meant(code, stock.codes)
                    item.wrong(
                        ("takes", number), f"“{code}” is nothing to take{hint}", "a code of resources.yaml"
                    )
        if form.takes and form.lasts is None:
            item.wrong(("takes",), "it is not said for how long", "lasts: 20m beside it")
        if form.slack is not None and form.lasts is None:
            item.wrong(("slack",), "this task takes nothing that could collide", "lasts: 20m beside it")


def _check_one(document: Document, base: Path, form: ThingForm | PeopleForm, codes: frozenset[str]) -> None:
    if form.turnaround < NO_TIME:
        document.wrong(document.place((*base, "turnaround")), "no time is less than none", "0m or more")
    for number, code in enumerate(form.instead):
        place = document.place((*base, "instead", number))
        if code == form.code:
            document.wrong(place, "nobody stands in for themselves", "another code")
        elif code not in codes:
            kind = "things" if isinstance(form, ThingForm) else "people"
            document.wrong(place, f"“{code}” is none of the {kind}{meant(code, codes)}", f"a code of {kind}")
