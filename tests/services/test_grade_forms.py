"""The ladder of grades by form: comments stay, mistakes name the field, nothing is overwritten unseen."""

from copy import deepcopy
from typing import Any

import pytest

from tests.support.house import CODE, Hotel
from vipops.errors import BadInput, NotAllowed, Overtaken, WrongMoment
from vipops.queries import grades
from vipops.queries import procedure as procedure_query
from vipops.services import grade_forms, procedures
from vipops.services.house import House
from vipops.sop import rewriting
from vipops.sop.diff import differences

Said = dict[str, Any]


def form(hotel: Hotel, by: str = "admin") -> Said:
    with hotel.inside():
        shown = grades.form(hotel.actor(by), House.called(CODE))
    return {"version": shown["version"], **deepcopy(shown["said"])}


def whole(hotel: Hotel, said: Said, by: str = "admin") -> dict[str, str]:
    with hotel.inside():
        parts = {name: said[name] for name in grade_forms.FILE_OF}
        return grade_forms.whole(
            parts, by=hotel.actor(by), house=House.called(CODE), based_on=said["version"]
        )


def put(hotel: Hotel, said: Said, by: str = "admin") -> None:
    with hotel.inside():
        texts = whole(hotel, said, by)
        grade_forms.checked(texts)
        procedures.put_in_force(
            texts,
            "Why",
            by=hotel.actor(by),
            house=House.called(CODE),
            now=hotel.now,
            based_on=said["version"],
        )


def test_the_form_says_what_the_files_say(hotel: Hotel) -> None:
    said = form(hotel)
    assert [one["code"] for one in said["grades"]["grades"]] == ["VVIP", "VA", "VB", "VC", "VD"]
    with hotel.inside():
        kept = procedures.files_of(said["version"], by=hotel.actor("admin"))
    assert whole(hotel, said) == kept, "nothing said otherwise, nothing written otherwise"


def test_a_change_by_form_is_a_version_in_words(hotel: Hotel) -> None:
    stay = hotel.stay()
    said = form(hotel)
    ladder = said["grades"]["grades"]
    ladder[3]["cap"] = 2
    ladder[3]["greets"].append({"any_of": ["hostess", "guest_relations"]})
    said["grades"]["amenities"].append({"code": "orchid", "name": {"zh": "兰花", "en": "orchid"}})
    ladder[4]["amenity"].append("orchid")
    texts = whole(hotel, said)
    assert "# The ladder of VIP grades." in texts["grades.yaml"], "the editors' comments stay"
    with hotel.inside():
        house = House.called(CODE)
        words = [one.en for one in differences(house.procedure, grade_forms.checked(texts))]
    assert any(line.startswith("Grade VC: the cap changed from “nothing” to “2”") for line in words)
    assert any("orchid" in line for line in words)
    put(hotel, said)
    again = form(hotel)
    assert again["grades"] == said["grades"]
    assert hotel.stay_row(stay.id).procedure_version != again["version"], "running stays keep theirs"
    # Undo: the earlier version in force again.
    with hotel.inside():
        procedures.put_back(
            said["version"], "", by=hotel.actor("gm"), house=House.called(CODE), now=hotel.now
        )
    assert form(hotel)["version"] == said["version"]


def _unknown_post(said: Said) -> None:
    said["grades"]["grades"][2]["greets"][1] = "butler"


def _no_name(said: Said) -> None:
    said["grades"]["grades"][1]["name"]["zh"] = ""


def _same_rank(said: Said) -> None:
    said["grades"]["grades"][1]["rank"] = 1


def _no_signer(said: Said) -> None:
    said["grades"]["grades"][4]["letter"]["signers"] = ["nobody"]


def _no_span(said: Said) -> None:
    said["escalation"]["ladders"][0]["rungs"][0]["after"] = "soon"


def _no_stand_in(said: Said) -> None:
    said["resources"]["things"][0]["instead"] = ["balloon"]


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (_unknown_post, "grades.2.greets.1"),
        (_no_name, "grades.1.name"),
        (_same_rank, "grades.1.rank"),
        (_no_signer, "grades.4.letter.signers.0"),
        (_no_span, "ladders.0.rungs.0.after"),
        (_no_stand_in, "things.0.instead.0"),
    ],
)
def test_a_mistake_names_the_field_of_the_form(hotel: Hotel, spoil: Any, where: str) -> None:
    said = form(hotel)
    spoil(said)
    before = hotel.counts()
    with hotel.inside(), pytest.raises(BadInput) as refused:
        grade_forms.checked(whole(hotel, said))
    assert where in [error["where"] for error in refused.value.facts["errors"]], refused.value.facts
    assert all(error["message"] for error in refused.value.facts["errors"])
    assert hotel.counts() == before


def test_a_grade_that_checklists_name_does_not_go_unseen(hotel: Hotel) -> None:
    """The mistake then lies in another file: it keeps its file, line and column."""
    said = form(hotel)
    said["grades"]["honours"] = []
    for one in said["grades"]["grades"]:
        one.pop("honours", None)
        one.pop("farewell_honours", None)
        one["colour"] = "grade_gold"
    with hotel.inside():
        texts = {**whole(hotel, said)}
        texts["front_office.yaml"] = texts["front_office.yaml"].replace(
            "due:", "if: grade == 'VX'\n    due:", 1
        )
        with pytest.raises(BadInput) as refused:
            grade_forms.checked(texts)
    assert any(error["where"].startswith("front_office.yaml:") for error in refused.value.facts["errors"]), (
        refused.value.facts
    )


def test_nobody_overwrites_what_was_put_in_force_meanwhile(hotel: Hotel) -> None:
    mine, theirs = form(hotel), form(hotel)
    theirs["grades"]["grades"][0]["cap"] = 1
    mine["grades"]["grades"][0]["cap"] = 2
    put(hotel, theirs, by="gm")
    with pytest.raises(Overtaken):
        whole(hotel, mine)
    with hotel.inside():
        house = House.called(CODE)
        texts = procedures.files_of(house.procedure.version, by=hotel.actor("admin"))
        changed = {**texts, "grades.yaml": texts["grades.yaml"].replace("cap: 1", "cap: 2")}
        late = {"by": hotel.actor("admin"), "house": house, "now": hotel.now, "based_on": mine["version"]}
        with pytest.raises(Overtaken):
            procedures.put_in_force(changed, "", **late)


def test_a_proposal_waits_for_the_general_manager(hotel: Hotel) -> None:
    said = form(hotel)
    said["grades"]["grades"][0]["cap"] = 1
    with hotel.inside():
        texts = whole(hotel, said)
        told = procedures.propose(texts, " A cap ", by=hotel.actor("admin"), now=hotel.now)
        with pytest.raises(WrongMoment):
            procedures.propose(texts, "", by=hotel.actor("admin"), now=hotel.now)
    assert hotel.kinds()[-1] == "procedure_proposed"
    assert form(hotel)["version"] == said["version"], "nothing is in force yet"
    with hotel.inside():
        kept = procedure_query.versions(hotel.actor("gm"), House.called(CODE))["versions"]
        shown = next(one for one in kept if one["version"] == told["version"])
        assert (shown["in_force"], shown["note"], shown["by"]["en"]) == (False, "A cap", "Admin")
        assert [one["version"] for one in kept if one["proposed"]] == [told["version"]]
        procedures.put_back(
            told["version"], "", by=hotel.actor("gm"), house=House.called(CODE), now=hotel.now
        )
        after = procedure_query.versions(hotel.actor("gm"), House.called(CODE))["versions"]
        assert not any(one["proposed"] for one in after)
    assert form(hotel)["grades"]["grades"][0]["cap"] == 1


def test_only_who_may_change_the_procedure(hotel: Hotel) -> None:
    said = form(hotel, by="lobby")
    with pytest.raises(NotAllowed):
        whole(hotel, said, by="lobby")


def test_an_entry_is_known_by_its_code_and_keeps_its_comment() -> None:
    text = "things:\n  # the old one\n  - {code: lift, count: 1}\n  - {code: car, count: 2}\n"
    same = {"things": [{"code": "lift", "count": 1}, {"code": "car", "count": 2}]}
    assert rewriting.rewritten("resources.yaml", text, same) == text
    more = {"things": [{"code": "lift", "count": 3}, {"code": "car", "count": 2}]}
    assert rewriting.rewritten("resources.yaml", text, more) == text.replace("count: 1", "count: 3")
    turned = {"things": [*reversed(more["things"]), {"code": "no", "count": 4}]}
    written = rewriting.rewritten("resources.yaml", text, turned)
    assert rewriting.plain("resources.yaml", written) == turned
