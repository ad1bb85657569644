"""What can go wrong between words and paper."""

from vipops.errors import Refusal


class PapersUnavailable(Refusal):
    """The layout library or the fonts are not installed; ``facts["remedy"]`` says what to do."""

    status = 503
    code = "papers_unavailable"


class PaperFailed(Refusal):
    """The paper was not made (``facts["reason"]``: crash, too slow, out of memory, an error and its place).

    Nothing was written; the same call may be sent again. The reason never quotes a guest's words.
    """

    status = 500
    code = "paper_failed"


class GlyphsMissing(Refusal):
    """No installed font can draw some characters; ``facts["missing"]``: [{character, code_point, name}]."""

    status = 422
    code = "glyphs_missing"


REMEDY = (
    "Install Pango and a Chinese serif font, then start again: "
    "Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig "
    "fonts-noto-cjk; macOS: brew install pango font-noto-serif-cjk."
)
