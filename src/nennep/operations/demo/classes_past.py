"""Classes that the year book of the demonstration tells of, and who was sent to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nennep.operations.demo.population import NON_MEMBER, OFFICIAL, PROBATIONARY, SECRETARY, Invented, Population
from nennep.operations.demo.tree import CENTER_NAME, COMMUNE, NEIGHBOR, SCHOOL_NAME, WARD

DONE, FAILED, LEFT, STUDYING = "hoàn thành", "không hoàn thành", "bỏ học", "đang học"
WARD_MONEY = "Ngân sách phường"
BY_MARK = (("giỏi", 8.0), ("khá", 7.0), ("trung bình", 5.0))


@dataclass(frozen=True, slots=True)
class Past:
    """A class: when it opened, how long it took, what it paid a trainee of the ward."""

    code: str
    program: str
    name: str
    provider: str
    days_ago: int
    lasted: int | None
    sessions: int
    form: str = "tập trung"
    support: int = 0


CLASSES = (
    Past("NTVD-CU", "NTVD", "Bồi dưỡng nhận thức về Đảng khóa trước", CENTER_NAME, 1900, 4, 10),
    Past("TC-TRUOC", "TC", "Trung cấp lý luận chính trị khóa trước", SCHOOL_NAME, 700, 420, 96, "không tập trung", 1_500_000),
    Past("TH-TRUOC", "TH", "Tập huấn nghiệp vụ công tác Đảng năm trước", CENTER_NAME, 420, 2, 6),
    Past("SC-1", "SC", "Sơ cấp lý luận chính trị", CENTER_NAME, 330, 110, 48, "không tập trung", 500_000),
    Past("QLNN-1", "QLNNCV", "Quản lý nhà nước ngạch chuyên viên", SCHOOL_NAME, 270, 85, 60, "không tập trung"),
    Past("NTVD-1", "NTVD", "Bồi dưỡng nhận thức về Đảng khóa 1", CENTER_NAME, 228, 4, 10, support=200_000),
    Past("DVM-1", "DVM", "Bồi dưỡng đảng viên mới khóa 1", CENTER_NAME, 170, 4, 10),
    Past("TC-2", "TC", "Trung cấp lý luận chính trị khóa đang học", SCHOOL_NAME, 115, None, 96, "không tập trung", 1_500_000),
    Past("QPAN3-1", "QPAN3", "Bồi dưỡng kiến thức quốc phòng, an ninh đối tượng 3", CENTER_NAME, 96, 11, 20),
    Past("TH-1", "TH", "Tập huấn công tác tổ chức, kiểm tra, giám sát", CENTER_NAME, 58, 2, 6),
)


def training_classes(today: date) -> list[list[object]]:
    """Return the sheet of classes."""
    rows: list[list[object]] = [
        [
            "Mã lớp",
            "Mã chương trình",
            "Tên lớp",
            "Cơ sở đào tạo",
            "Đơn vị phối hợp",
            "Khai giảng",
            "Bế giảng",
            "Số buổi",
            "Hình thức",
        ]
    ]
    for one in CLASSES:
        opened = today - timedelta(days=one.days_ago)
        closed = opened + timedelta(days=one.lasted) if one.lasted is not None else None
        rows.append([_code(one, today), one.program, one.name, one.provider, "", opened, closed, one.sessions, one.form])
    return rows


def _code(one: Past, today: date) -> str:
    return f"{one.code}-{today - timedelta(days=one.days_ago):%y}"


def pupils(population: Population) -> list[list[object]]:
    """Return the sheet of trainees, with results, absences, papers and money."""
    header = [
        "Mã lớp", "Mã người", "Đơn vị cử", "Chức vụ khi cử", "Kết quả", "Vắng có phép", "Vắng không phép", "Điểm", "Xếp loại",
        "Số giấy chứng nhận", "Ngày cấp", "Hỗ trợ", "Nguồn hỗ trợ",
    ]  # fmt: skip
    sent = _sent(population)
    rows = [_row(population, one, place, person) for one in CLASSES for place, person in enumerate(sent[one.code])]
    return [list(header), *rows]


def _sent(population: Population) -> dict[str, Sequence[Invented]]:
    """Return who was sent to each class: those whom its program is for."""
    hopefuls = population.of(WARD, NON_MEMBER)
    fresh = [one for one in population.of(WARD, OFFICIAL) if one.official and (population.today - one.official).days < 170]  # noqa: PLR2004
    probationary = population.of(WARD, PROBATIONARY)
    ranks = [one for one in population.of(WARD, OFFICIAL) if not one.posts and one.born.year > population.today.year - 50]
    low = [one for one in ranks if not one.level and not one.planned]
    planned = [one for one in ranks if one.planned]
    others = [*population.of(NEIGHBOR, NON_MEMBER), *population.of(COMMUNE, NON_MEMBER)]
    return {
        "NTVD-CU": hopefuls[22:],
        "TC-TRUOC": planned[2:5],
        "TH-TRUOC": [*population.secretaries(WARD)[:14], *population.secretaries(NEIGHBOR)],
        "SC-1": low[:4],
        "QLNN-1": planned[2:8],
        "NTVD-1": [*hopefuls[:12], *others],
        "DVM-1": [*fresh[:4], *probationary[3:5]],
        "TC-2": planned[6:9],
        "QPAN3-1": [one for one in population.of(WARD, OFFICIAL) if one.posts and one.posts[0][0] != SECRETARY][:2],
        "TH-1": [*population.secretaries(WARD), *population.secretaries(COMMUNE)],
    }


def _row(population: Population, one: Past, place: int, person: Invented) -> list[object]:
    chance, today = population.chance, population.today
    opened = today - timedelta(days=one.days_ago)
    result = _result(one, place)
    label, mark, number, issued = "", None, "", None
    if result == DONE and one.program != "TH":
        label, low = BY_MARK[chance.choices((0, 1, 2), (28, 60, 12))[0]]
        mark = None if one.program == "SC" else low + chance.randrange(0, 10) / 10
        label = "tốt" if one.program == "SC" else label
        number, issued = f"{one.program}-{100 + place}/{opened:%Y}", opened + timedelta(days=(one.lasted or 0) + 5)
    excused = chance.choice((0, 0, 0, 0, 1, 2)) if one.sessions > 5 else 0  # noqa: PLR2004 - a short class is missed seldom
    unexcused = {FAILED: 3, LEFT: 5}.get(result, 0)
    paid = one.support if person.unit.startswith(WARD) else 0
    title = person.posts[0][0] if person.posts else ""
    sender = next(unit for unit in (WARD, NEIGHBOR, COMMUNE) if person.unit.startswith(unit))
    return [
        _code(one, today), person.code, sender, title, result, excused, unexcused, mark, label, number, issued,
        paid or None, WARD_MONEY if paid else "",
    ]  # fmt: skip


def _result(one: Past, place: int) -> str:
    if one.lasted is None:
        return STUDYING
    return {("NTVD-1", 11): FAILED, ("SC-1", 3): LEFT}.get((one.code, place), DONE)
