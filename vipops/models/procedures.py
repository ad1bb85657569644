"""The versions of the hotel's procedure that were put into force."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vipops.models.columns import Code, Document, Key, Moment, PropertyKey, Words
from vipops.storage import Base


class ProcedureVersion(Base):
    __tablename__ = "procedure_versions"
    __table_args__ = (UniqueConstraint("property_id", "version"),)

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    version: Mapped[Code]  # vipops.sop.procedure.Procedure.version
    files: Mapped[Document]  # file name -> its text
    note: Mapped[Words]
    in_force: Mapped[bool]  # new stays are planned with it
    put_in_at: Mapped[Moment]
    put_in_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
