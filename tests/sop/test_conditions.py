import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sop.stays import a_stay, shipped
from vipops.sop import conditions, vocabulary
from vipops.sop.conditions import Answers, NotACondition

WORDS = {
    "wishes": frozenset({"fruit", "wine", "quiet", "客"}),
    "grade": frozenset({"VVIP", "VA"}),
    "amenity": frozenset({"fruit"}),
    "honours": frozenset({"carpet"}),
}
KINDS = vocabulary.kinds(None, WORDS)
STAY = vocabulary.values(a_stay(wishes=frozenset({"fruit", "quiet"})), shipped().grade("VVIP"), 3)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("transfer", True),
        ("not transfer", False),
        ("transfer and children > 0", True),
        ("transfer_out or children == 0", False),
        ("grade in ['VVIP', 'VA']", True),
        ("grade not in ('VVIP', 'VA')", False),
        ("'fruit' in wishes", True),
        ("'wine' in wishes", False),
        ("rank <= 2 and nights >= 3", True),
        ("adults + children == party", True),
        ("party - children > 1", True),
        ("1 < nights < 3", False),
        ("language != 'zh'", True),
        ("children == -1", False),
    ],
)
def test_holds(text: str, *, holds: bool) -> None:
    condition = conditions.parse(text)
    assert conditions.problems(condition, KINDS) == []
    assert Answers(STAY).holds(condition) is holds


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("children", 0, "this is a number, not yes or no"),
        ("'fruit'", 0, "this is a word, not yes or no"),
        ("transfr", 0, "“transfr” is not known here (did you mean transfer?)"),
        ("transfer and childen > 0", 13, "“childen” is not known here (did you mean children?)"),
        ("transfer and children", 13, "“children” is a number, not yes or no"),
        ("children > 'two'", 0, "a number on the left and a word on the right do not go together"),
        ("grade > 'VA'", 0, "a word on the left and a word on the right do not go together"),
        ("grade == 'VVP'", 9, "“VVP” is not one of the grades (did you mean VVIP?)"),
        ("grade in ['VVIP', 'vb']", 18, "“vb” is not one of the grades"),
        ("'friut' in amenity", 0, "“friut” is not one of the amenities (did you mean fruit?)"),
        ("'friut' in wishes", 0, "“friut” is not one of the wishes (did you mean fruit?)"),
        ("'fruit' in grade", 0, "a word on the left and a word on the right do not go together"),
        ("grade in [1, 2]", 10, "a list holds words in quotes only"),
        ("transfer is not transfer_out", 0, "do"),
        ("transfer == True", 12, "True and False say nothing here"),
        ("children * 2 > 4", 0, "only + and - calculate here"),
        ("children > 1.5", 11, "“1.5” is not a word or a whole number"),
        ("len(wishes) > 2", 0, "“len(wishes)” is not part of the language"),
        ("wishes.__class__", 0, "“wishes.__class__” is not part of the language"),
        ("(lambda: transfer)()", 0, "is not part of the language"),
        ("[w for w in wishes]", 0, "is not part of the language"),
        ("transfer if children else transfer_out", 0, "is not part of the language"),
        ("~children == 1", 0, "“~children” is not part of the language"),
        ("'客' in wishes and childen > 0", 18, "“childen” is not known here"),
    ],
)
def test_problem(text: str, offset: int, message: str) -> None:
    found = conditions.problems(conditions.parse(text), KINDS)
    assert found, "the mistake was not seen"
    assert message in found[0].message
    assert found[0].offset == offset
    assert found[0].expected


@pytest.mark.parametrize(
    "text", ["", "transfer and", "transfer = True", "a b", "x" * 301, "(" * 150, "\0", "import os"]
)
def test_not_a_condition(text: str) -> None:
    with pytest.raises(NotACondition):
        conditions.parse(text)


@given(st.text(max_size=40) | st.from_regex(r"[a-z'\[\]() <>=!+*.0-9-]{1,40}", fullmatch=True))
def test_whatever_passes_the_check_can_be_answered(text: str) -> None:
    try:
        condition = conditions.parse(text)
    except NotACondition:
        return
    if not conditions.problems(condition, KINDS):
        assert Answers(STAY).holds(condition) in (True, False)


NAMES = st.sampled_from(sorted(KINDS)).map(lambda name: ast.Name(name, ast.Load()))
CONSTANTS: list[int | str] = [0, 1, "VVIP", "fruit"]
LEAVES = NAMES | st.builds(ast.Constant, st.sampled_from(CONSTANTS))
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.builds(lambda a, b: ast.BoolOp(ast.And(), [a, b]), parts, parts),
        st.builds(lambda a: ast.UnaryOp(ast.Not(), a), parts),
        st.builds(lambda a, b: ast.BinOp(a, ast.Add(), b), parts, parts),
        st.builds(
            lambda a, op, b: ast.Compare(a, [op], [b]),
            parts,
            st.sampled_from([ast.Eq(), ast.Lt(), ast.In(), ast.NotIn(), ast.NotEq(), ast.GtE()]),
            parts,
        ),
    ),
    max_leaves=6,
)


@given(TREES)
def test_well_formed_trees_that_pass_can_be_answered(tree: ast.expr) -> None:
    condition = conditions.parse(ast.unparse(tree))
    if not conditions.problems(condition, KINDS):
        assert Answers(STAY).holds(condition) in (True, False)


def test_a_subject_has_its_own_names() -> None:
    kinds = vocabulary.kinds("stay_day", WORDS)
    condition = conditions.parse("transfer and not first_day")
    assert conditions.problems(condition, kinds) == []
    answers = Answers(STAY)
    assert not answers.holds(condition, {"first_day": True})
    assert answers.holds(condition, {"first_day": False})
    assert conditions.problems(condition, KINDS), "first_day is known only to tasks of each day"
