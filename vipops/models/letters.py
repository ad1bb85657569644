"""Welcome letters and their printed form."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from vipops.enums import LetterState
from vipops.models.columns import Code, Document, Key, Line, Moment, PropertyKey, StayKey, one_of
from vipops.storage import Base


class Letter(Base):
    __tablename__ = "letters"
    __table_args__ = (
        Index(None, "property_id", "state", "sign_by"),
        Index(None, "property_id", "stay_id"),
        one_of("state", LetterState),
        CheckConstraint(
            "checked_by_id IS NULL OR checked_by_id <> drafted_by_id", name="second_person_checks"
        ),
        CheckConstraint(
            "signed_by_id IS NULL OR signed_by_id <> checked_by_id", name="checker_does_not_sign"
        ),
        CheckConstraint(
            "state NOT IN ('signed', 'placed') OR (signed_by_id IS NOT NULL AND signed_at IS NOT NULL)",
            name="signed_has_its_signer",
        ),
        CheckConstraint("state IN ('drafted', 'void') OR words IS NOT NULL", name="checked_has_words"),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    stay_id: Mapped[StayKey]
    state: Mapped[Code]
    version: Mapped[int]
    language: Mapped[Code]
    # vipops.integrations.papers.letter_words.LetterWords, frozen by signing. None: still to be written.
    words: Mapped[Document | None]
    words_hash: Mapped[Code]
    booked_name: Mapped[Line]  # the name as in the booking, which the second person types again (item F5)
    missing_glyphs: Mapped[Line]  # characters that the fonts lack, or ""
    fault: Mapped[Line]  # why the letter could not be written or printed, or ""
    try_again_at: Mapped[Moment | None]
    sign_by: Mapped[Moment]
    drafted_at: Mapped[Moment]
    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    checked_at: Mapped[Moment | None]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    signed_at: Mapped[Moment | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    strokes: Mapped[Document | None]  # the signature as drawn
    placed_at: Mapped[Moment | None]
    placed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[Line]  # why it was sent back or voided


class LetterPdf(Base):
    """The signed PDF. Rows are never changed: a correction is a new letter."""

    __tablename__ = "letter_pdfs"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    property_id: Mapped[PropertyKey]
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[Code]
    made_at: Mapped[Moment]


class LetterPreview(Base):
    """A picture of the unsigned letter for the desk; made again when the words change."""

    __tablename__ = "letter_previews"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    property_id: Mapped[PropertyKey]
    words_hash: Mapped[Code]
    png: Mapped[bytes] = mapped_column(LargeBinary)
