"""By which words a guest or a stay is found: folded when written, so that a search reads an index."""

from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from vipops.models.columns import Key, PropertyKey
from vipops.storage import Base

# In the order of its bytes on both databases: a prefix is then one stretch of the index.
_bytewise = String(64).with_variant(String(64, collation="C"), "postgresql")
Folded = Annotated[str, mapped_column(_bytewise)]


class SearchWord(Base):
    __tablename__ = "search_words"
    __table_args__ = (
        Index(None, "property_id", "word"),
        CheckConstraint("(guest_id IS NULL) <> (stay_id IS NULL)", name="of_one"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    word: Mapped[Folded]
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guests.id"), index=True)
    stay_id: Mapped[int | None] = mapped_column(ForeignKey("stays.id"), index=True)
