"""The programs every installation starts with, and the rules they are taught under.

Nothing here was compared with the legal texts: every row says so (`verified` is false) until an administrator confirms it.
"""

from dataclasses import dataclass
from datetime import date

from nennep.programs.models import Band, Program, ProgramVersion, RuleSet

Bands = tuple[tuple[str, int | None], ...]  # key, from mark
Era = tuple[str, str, date | None, date | None]  # name, legal basis, in force from, in force until

LABELS = {  # the classifications of the year book (FORMATS.md section 2), the best first
    "xuat_sac": "xuất sắc",
    "gioi": "giỏi",
    "tot": "tốt",
    "kha": "khá",
    "trung_binh": "trung bình",
    "dat": "đạt",
    "khong_dat": "không đạt",
}
MARKS: Bands = (
    ("xuat_sac", 9),
    ("gioi", 8),
    ("kha", 7),
    ("trung_binh", 5),
    ("khong_dat", 0),
)
ELEMENTARY: Bands = (("tot", 8), ("kha", 7), ("trung_binh", 5), ("khong_dat", 0))
ATTENDED: Bands = (("dat", None), ("khong_dat", None))

SCHOOL: tuple[Era, ...] = (
    ("Quy chế 2010", "Quyết định 268/QĐ, 03/02/2010", None, date(2016, 4, 20)),
    ("Quy chế 2016", "Quyết định 1855-QĐ, 21/04/2016", date(2016, 4, 21), date(2019, 5, 1)),
    ("Quy chế 2019", "Quyết định 2252-QĐ, 02/05/2019", date(2019, 5, 2), date(2021, 12, 20)),
    ("Quy chế 2021", "Quyết định 6468-QĐ/HVCTQG, 21/12/2021", date(2021, 12, 21), None),
)
CENTER: tuple[Era, ...] = (
    ("Quy chế 2010", "Quyết định 1853-QĐ/BTGTW, 2010", None, date(2021, 11, 23)),
    ("Quy chế 2021", "Quyết định 883-QĐ/BTGTW, 24/11/2021", date(2021, 11, 24), None),
)
AWARENESS: tuple[Era, ...] = (
    CENTER[0],
    ("Quy chế 2021", "Quyết định 883-QĐ/BTGTW, 24/11/2021", date(2021, 11, 24), date(2025, 6, 30)),
    (
        "Quy chế 2021, hướng dẫn 2025",
        "Hướng dẫn 06-HD/TW, 09/06/2025, điểm 5.4; Quyết định 883-QĐ/BTGTW, 24/11/2021",
        date(2025, 7, 1),
        None,
    ),
)
DEFENSE: tuple[Era, ...] = (("Quy định hiện hành", "Nghị định 139/2020/NĐ-CP", None, None),)
STATE: tuple[Era, ...] = (("Quy định hiện hành", "Nghị định 171/2025/NĐ-CP", None, None),)
ADVANCED: tuple[Era, ...] = (("Quy định hiện hành", "Quy định 350-QĐ/TW, 29/08/2025", None, None),)
GENERAL: tuple[Era, ...] = (("Quy tắc chung", "", None, None),)


@dataclass(frozen=True, slots=True)
class Entry:
    """One program as shipped. `versions`: label, sessions, in force from, in force until, legal basis."""

    code: str
    name: str
    versions: tuple[tuple[str, int | None, date | None, date | None, str], ...]
    eras: tuple[Era, ...]
    bands: Bands = MARKS
    paper: str = "giấy chứng nhận"
    validity_months: int | None = None
    level: str = ""
    is_degree: bool = False
    for_non_members: bool = False


def _plain(label: str, sessions: int | None = None, basis: str = "") -> tuple[tuple[str, int | None, None, None, str], ...]:
    return ((label, sessions, None, None, basis),)


_DEFENSE = "Bồi dưỡng kiến thức quốc phòng và an ninh đối tượng {}"
PROGRAMS: tuple[Entry, ...] = (
    Entry(
        "NTVD", "Bồi dưỡng nhận thức về Đảng", _plain("5 bài, viết thu hoạch", 10, "Quyết định 883-QĐ/BTGTW, 24/11/2021"),
        AWARENESS, validity_months=60, for_non_members=True,
    ),
    Entry("DVM", "Bồi dưỡng lý luận chính trị cho đảng viên mới", _plain("10 bài", 10, "Quyết định 883-QĐ/BTGTW, 24/11/2021"), CENTER),
    Entry("SC", "Sơ cấp lý luận chính trị", _plain("Chương trình 2013: 18 chuyên đề"), CENTER, ELEMENTARY, level="SC"),
    Entry(
        "TC", "Trung cấp lý luận chính trị",
        (
            ("5 khối kiến thức, 16 môn", None, None, date(2021, 12, 20), "Quyết định 2252-QĐ, 02/05/2019"),
            ("13 môn, nghiên cứu thực tế, thi cuối khóa", None, date(2021, 12, 21), None, "Quyết định 6468-QĐ/HVCTQG, 21/12/2021"),
        ),
        SCHOOL, paper="bằng tốt nghiệp", level="TC", is_degree=True,
    ),
    Entry(
        "CC", "Cao cấp lý luận chính trị", _plain("Chương trình 2014: 4 khối, 1.590 tiết", None, "Quy định 350-QĐ/TW, 29/08/2025"),
        ADVANCED, paper="bằng tốt nghiệp", level="CC", is_degree=True,
    ),
    Entry("CUV", "Bồi dưỡng cấp ủy viên cơ sở", _plain("3 đến 5 buổi", 5), CENTER),
    Entry("BTCB", "Bồi dưỡng bí thư chi bộ", _plain("2 đến 3 ngày", 6), CENTER),
    Entry("QPAN1", _DEFENSE.format(1), _plain("Theo đối tượng"), DEFENSE),
    Entry("QPAN2", _DEFENSE.format(2), _plain("Theo đối tượng"), DEFENSE),
    Entry("QPAN3", _DEFENSE.format(3), _plain("12 ngày, 20 chuyên đề", 24), DEFENSE),
    Entry("QPAN4", _DEFENSE.format(4), _plain("Theo đối tượng"), DEFENSE),
    Entry("QLNNCV", "Quản lý nhà nước ngạch chuyên viên", _plain("16 chuyên đề, khoảng 2 tháng"), STATE, paper="chứng chỉ"),
    Entry("QLNNCVC", "Quản lý nhà nước ngạch chuyên viên chính", _plain("Khoảng 8 tuần"), STATE, paper="chứng chỉ"),
    Entry("KNLD", "Kỹ năng lãnh đạo và xử lý tình huống", _plain("3 ngày", 6), GENERAL, ATTENDED),
    Entry("NVCTD", "Nghiệp vụ công tác đảng", _plain("Theo kế hoạch năm"), CENTER),
    Entry("CNKT", "Cập nhật kiến thức", _plain("Theo kế hoạch năm", None, "Quy định 164-QĐ/TW, 2013"), GENERAL, ATTENDED),
    Entry("TH", "Tập huấn", _plain("Theo kế hoạch năm"), GENERAL, ATTENDED, paper=""),
)  # fmt: skip


def load() -> None:
    """Insert what is missing: programs by code, versions and rules of programs that have none. What is there stays as it is."""
    Program.objects.bulk_create(
        (
            Program(
                code=one.code, name=one.name, gives_level=one.level, is_degree=one.is_degree, for_non_members=one.for_non_members, order=order * 10
            )
            for order, one in enumerate(PROGRAMS, 1)
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    programs = {program.code: program for program in Program.objects.filter(code__in=[one.code for one in PROGRAMS])}
    _load_versions(programs)
    _load_rules(programs)


def _load_versions(programs: dict[str, Program]) -> None:
    present = set(ProgramVersion.objects.values_list("program_id", flat=True).distinct().order_by())
    ProgramVersion.objects.bulk_create(
        ProgramVersion(program=programs[one.code], label=label, sessions=sessions, starts_on=start, ends_on=end, legal_basis=basis)
        for one in PROGRAMS
        if programs[one.code].pk not in present
        for label, sessions, start, end, basis in one.versions
    )


def _load_rules(programs: dict[str, Program]) -> None:
    present = set(RuleSet.objects.values_list("program_id", flat=True).distinct().order_by())
    made: list[tuple[RuleSet, Bands]] = []
    if None not in present:
        made.append((RuleSet(name="Quy tắc chung", certificate_name="giấy chứng nhận"), MARKS))
    for one in PROGRAMS:
        if programs[one.code].pk not in present:
            made += [(_rule_set(programs[one.code], one, era), one.bands) for era in one.eras]
    RuleSet.objects.bulk_create(rule_set for rule_set, _ in made)
    Band.objects.bulk_create(
        Band(rule_set=rule_set, key=key, label=LABELS[key], min_mark=mark) for rule_set, bands in made for key, mark in bands
    )


def _rule_set(program: Program, one: Entry, era: Era) -> RuleSet:
    name, basis, start, end = era
    return RuleSet(
        program=program,
        name=name,
        legal_basis=basis,
        starts_on=start,
        ends_on=end,
        uses_marks=one.bands is not ATTENDED,
        certificate_name=one.paper,
        validity_months=one.validity_months,
    )
