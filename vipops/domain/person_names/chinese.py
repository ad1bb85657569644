"""Chinese names in one piece: where the surname ends."""

import re

# Two-character surnames; every other Chinese surname has one character.
COMPOUND_SURNAMES = frozenset(
    {
        "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛",
        "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容",
        "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "令狐",
        "呼延", "东郭", "南门", "西门", "百里", "拓跋", "轩辕", "第五", "歐陽", "司馬", "東方", "獨孤",
        "聞人", "諸葛", "尉遲", "赫連", "澹臺", "濮陽", "公孫", "仲孫", "鍾離", "長孫", "鮮于", "閭丘",
        "東郭", "南門", "西門", "軒轅",
    }
)  # fmt: skip
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇々]+")
_LONGEST = 4


def is_chinese(said: str) -> bool:
    """Whether the text is written in Chinese characters only."""
    return _HAN.fullmatch(said) is not None


def is_foreign(surname: str) -> bool:
    """Whether a surname in Chinese characters is longer than any Chinese one: it was written by its sound."""
    return is_chinese(surname) and len(surname) > 2


def parted(said: str) -> tuple[str, str] | None:
    """Surname and given name of 欧阳娜, or ``None`` where the text is not surely a Chinese name."""
    if not is_chinese(said) or not 2 <= len(said) <= _LONGEST:
        return None
    length = 2 if len(said) > 2 and said[:2] in COMPOUND_SURNAMES else 1
    return said[:length], said[length:]
