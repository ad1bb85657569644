"""The cast: one person in every role of every department, and a few more where two are needed."""

from dataclasses import dataclass

from vipops.enums import Department, Language, Role
from vipops.services.staff import NewStaff

PASSWORD = "quiet-carpet-{}"
PIN = "4711"


@dataclass(frozen=True, slots=True)
class Part:
    """A person of the cast and how they sign in."""

    username: str
    role: Role
    department: Department
    post: str = ""

    @property
    def password(self) -> str:
        return PASSWORD.format(self.role.value[:3])

    @property
    def new(self) -> NewStaff:
        english = self.username.replace("_", " ").title()
        return NewStaff(
            self.username,
            {"zh": f"员工{self.username}", "en": english},
            self.role,
            self.department,
            self.post,
            Language.EN,
        )


_D, _R = Department, Role
DEPARTMENTS = tuple(department for department in Department if department != Department.EXECUTIVE)

CAST: dict[str, Part] = {
    part.username: part
    for part in (
        Part("gm", _R.GENERAL_MANAGER, _D.EXECUTIVE, "general_manager"),
        Part("sales", _R.MANAGER, _D.EXECUTIVE, "sales_director"),
        Part("photographer", _R.ATTENDANT, _D.EXECUTIVE, "photographer"),
        Part("lobby", _R.LOBBY_MANAGER, _D.FRONT_OFFICE, "lobby_manager"),
        Part("lobby_late", _R.LOBBY_MANAGER, _D.FRONT_OFFICE, "lobby_manager"),
        Part("admin", _R.ADMINISTRATOR, _D.EXECUTIVE),
        *(
            Part(f"{department}_{role}", role, department)
            for department in DEPARTMENTS
            for role in (_R.MANAGER, _R.SUPERVISOR, _R.ATTENDANT)
        ),
        Part("housekeeping_supervisor_2", _R.SUPERVISOR, _D.HOUSEKEEPING),
        Part("housekeeping_attendant_2", _R.ATTENDANT, _D.HOUSEKEEPING),
    )
}
