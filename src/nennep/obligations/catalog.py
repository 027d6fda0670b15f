"""The requirements every installation starts with. None was compared with the legal text: each says so until somebody confirms it."""

from dataclasses import dataclass, field

from nennep.obligations.models import Anchor, Requirement
from nennep.people.models import Level, Standing
from nennep.programs.models import Program

BASE_UNITS = ["commune", "ward", "township", "special_zone", "base_committee", "base_cell"]
COMMITTEE_POSTS = [
    "Bí thư đảng ủy", "Phó bí thư đảng ủy", "Phó bí thư thường trực đảng ủy", "Ủy viên ban thường vụ đảng ủy", "Ủy viên ban chấp hành đảng bộ",
    "Đảng ủy viên", "Bí thư đảng bộ", "Phó bí thư đảng bộ", "Bí thư chi bộ", "Phó bí thư chi bộ", "Chi ủy viên",
]  # fmt: skip
LEVEL_BASIS = "Quy định 350-QĐ/TW, 29/08/2025"


@dataclass(frozen=True, slots=True)
class Entry:
    """One requirement as shipped."""

    code: str
    name: str
    program: str
    anchor: Anchor
    basis: str
    also: tuple[str, ...] = ()
    fields: dict[str, object] = field(default_factory=dict)


REQUIREMENTS = (
    Entry(
        "new_member_class", "Lớp đảng viên mới", "DVM", Anchor.ADMISSION,
        "Quy định 294-QĐ/TW, 26/05/2025; Hướng dẫn 06-HD/TW, 09/06/2025",
        fields={"standings": [Standing.PROBATIONARY], "offset_months": 12},
    ),
    Entry(
        "party_awareness", "Chứng nhận nhận thức về Đảng", "NTVD", Anchor.NONE,
        "Hướng dẫn 06-HD/TW, 09/06/2025, điểm 5.4",
        fields={"standings": [Standing.NON_MEMBER], "validity_months": 60},
    ),
    Entry(
        "level_by_post", "Trình độ theo chức vụ", "TC", Anchor.NONE, LEVEL_BASIS,
        fields={"level": Level.INTERMEDIATE, "post_titles": COMMITTEE_POSTS, "unit_kinds": BASE_UNITS},
    ),
    Entry(
        "level_by_planned_post", "Trình độ theo quy hoạch", "TC", Anchor.NONE, LEVEL_BASIS,
        fields={"level": Level.INTERMEDIATE, "succession_titles": COMMITTEE_POSTS, "unit_kinds": BASE_UNITS},
    ),
    Entry(
        "secretary_workshop", "Tập huấn bí thư chi bộ", "TH", Anchor.YEAR, "Quy định 164-QĐ/TW, 2013", ("BTCB",),
        fields={"post_titles": ["Bí thư chi bộ"]},
    ),
)  # fmt: skip


def load() -> None:
    """Insert the requirements whose code is missing; those that are there stay as they are, edited or switched off."""
    present = set(Requirement.objects.values_list("code", flat=True))
    programs = {program.code: program for program in Program.objects.all()}
    for order, one in enumerate(REQUIREMENTS, 1):
        if one.code not in present:
            made = Requirement.objects.create(
                code=one.code, name=one.name, program=programs[one.program], anchor=one.anchor, legal_basis=one.basis, order=order * 10, **one.fields
            )  # fmt: skip
            made.also_satisfied_by.set(programs[code] for code in one.also)
