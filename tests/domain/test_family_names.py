"""The family name with its title, as it stands where anybody passes."""

import pytest

from vipops.domain.family_names import family_name


@pytest.mark.parametrize(
    ("zh", "en", "shown_zh", "shown_en"),
    [
        ("陈伟明", "Mr Chen Weiming", "陈先生", "Mr Chen"),
        ("欧阳静怡", "Ms Ouyang Jingyi", "欧阳女士", "Ms Ouyang"),
        ("黒澤美咲", "Ms Kurosawa Misaki", "Ms Kurosawa", "Ms Kurosawa"),
        ("黒澤美咲", "黒澤美咲", "黒…", "黒…"),
        ("乔治·克鲁尼", "Mr George Clooney", "Mr Clooney", "Mr Clooney"),
        ("Ms Katharina Lindqvist", "Ms Katharina Lindqvist", "Ms Lindqvist", "Ms Lindqvist"),
        ("Dr. Jan van der Berg", "Dr. Jan van der Berg", "Dr. van der Berg", "Dr. van der Berg"),
        ("Lindqvist", "Lindqvist", "Lindqvist", "Lindqvist"),
        ("陈伟明", "陈伟明", "陈", "陈"),
    ],
)
def test_the_family_name_alone(zh: str, en: str, shown_zh: str, shown_en: str) -> None:
    assert family_name({"zh": zh, "en": en}) == {"zh": shown_zh, "en": shown_en}
