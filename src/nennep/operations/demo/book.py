"""The years behind the demonstration as a year book: it comes in by the same verb as a real one."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from nennep.operations.demo.classes_past import pupils, training_classes
from nennep.operations.demo.population import SECRETARY, Invented, Population, took_turns
from nennep.operations.demo.tree import CENTER_NAME, COMMUNE, NEIGHBOR, PROVINCE, WARD, cells

Rows = list[list[object]]
LEVELS = {"SC": "Sơ cấp", "TC": "Trung cấp", "CC": "Cao cấp"}
# Places of a year for province, ward, neighbor, commune.
QUOTAS = {
    "NTVD": (60, 14, 8, 6), "DVM": (40, 10, 4, 4), "SC": (20, 4, 3, 3), "TC": (30, 4, 3, 2),
    "QLNNCV": (25, 6, 4, 3), "QPAN3": (12, 2, 1, 1), "CUV": (45, 20, 8, 6),
    "NVCTD": (30, 12, 5, 4),
}  # fmt: skip
# Study events: days ago, name, form, sessions, share of the members invited, organizer.
EVENTS = (
    (310, "Nghị quyết Đại hội đại biểu toàn quốc của Đảng", "trực tuyến", 4, 1.0, PROVINCE),
    (262, "Nghị quyết Đại hội Đảng bộ tỉnh Lam Giang", "trực tuyến", 2, 1.0, PROVINCE),
    (215, "Nghị quyết Đại hội Đảng bộ phường Hòa An", "hội trường", 1, 0.4, WARD),
    (176, "Kết luận và chỉ thị mới của Trung ương", "truyền hình", 1, 0.4, WARD),
    (141, "Chuyên đề học tập và làm theo Bác", "hội trường", 1, 0.4, WARD),
    (104, "Đề án chuyển đổi số của Tỉnh ủy", "tự nghiên cứu", 1, 0.3, WARD),
    (66, "Nghị quyết chuyên đề về phát triển khối phố", "hội trường", 1, 0.4, WARD),
    (24, "Kết luận hội nghị Ban Chấp hành Đảng bộ tỉnh", "hội trường", 1, 0.4, WARD),
)


def sheets(population: Population) -> dict[str, Rows]:
    """Return the sheets of the year book, each with its header."""
    return {
        "Nhân sự": _people(population.people),
        "Chỉ tiêu": _quotas(population.today),
        "Lớp": training_classes(population.today),
        "Học viên": pupils(population),
        **_study(population),
        "Khen thưởng": _commendations(population),
    }


def _people(people: Iterable[Invented]) -> Rows:
    rows: Rows = [
        [
            "Mã người", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Mã đơn vị", "Diện", "Ngày vào Đảng", "Ngày chính thức",
            "Chức vụ", "Giữ chức từ", "Quy hoạch", "Trình độ LLCT", "Trình độ chuyên môn",
        ]
    ]  # fmt: skip
    for one in people:
        posts: list[tuple[str, date | None]] = [*one.posts] or [("", None)]
        facts = [one.code, one.full_name, one.born, "Nữ" if one.female else "Nam", one.ethnicity, one.unit, one.standing]
        tail = [one.planned, LEVELS.get(one.level, ""), one.education]
        rows += [[*facts, one.admitted, one.official, title, since, *tail] for title, since in posts]
    return rows


def numbers(population: Population, names: Mapping[str, str]) -> Rows:
    """Return the list with citizen numbers and phones; `names` are those of the units, by code."""
    rows: Rows = [["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chi bộ", "Diện", "Số CCCD", "Điện thoại"]]
    for place, one in enumerate(population.numbered(), start=1):
        sex, born = "Nữ" if one.female else "Nam", f"{one.born:%d/%m/%Y}"
        rows.append([place, one.full_name, born, sex, names[one.unit], one.standing, one.citizen_no, one.phone])
    return rows


def _quotas(today: date) -> Rows:
    rows: Rows = [["Năm", "Mã chương trình", "Mã đơn vị", "Chỉ tiêu"]]
    for year in (today.year - 1, today.year, today.year + 1):
        for program, places in QUOTAS.items():
            rows += [
                [year, program, unit, number] for unit, number in zip((PROVINCE, WARD, NEIGHBOR, COMMUNE), places, strict=True)
            ]
        if year <= today.year:
            rows += [[year, "NTVD", cell, 1] for cell in cells(WARD)[:12]]
    return rows


def _study(population: Population) -> dict[str, Rows]:
    events: Rows = [["Mã đợt", "Tên đợt", "Văn bản", "Đơn vị tổ chức", "Hình thức", "Ngày bắt đầu", "Số buổi"]]
    taken: Rows = [["Mã đợt", "Mã người", "Tham gia", "Ngày nộp thu hoạch", "Điểm trắc nghiệm"]]
    for number, (days, name, form, sessions, part, organizer) in enumerate(EVENTS, start=1):
        held = population.today - timedelta(days=days)
        code = f"HT{held:%y}-{number}"
        events.append([code, f"Học tập, quán triệt {name}", name, organizer, form, held, sessions])
        members = [one for one in population.of(organizer) if one.is_member and one.admitted and one.admitted <= held]
        for one in took_turns(members, population.chance, round(len(members) * part)):
            state = population.chance.choices(["có mặt", "học bù", "vắng có lý do", "vắng không lý do"], [955, 18, 22, 5])[0]
            present = state in ("có mặt", "học bù")
            essay = held + timedelta(days=13) if present and population.chance.random() < 0.985 and days > 13 else None  # noqa: PLR2004
            mark = population.chance.randrange(60, 101) / 10 if present and form == "trực tuyến" else None
            taken.append([code, one.code, state, essay, mark])
    return {"Đợt học": events, "Tham gia": taken}


def _commendations(population: Population) -> Rows:
    today = population.today
    secretary = population.secretaries(WARD)[4]
    rows: Rows = [["Số quyết định", "Ngày", "Cơ quan", "Mã đơn vị hoặc mã người", "Hình thức", "Lý do"]]
    praise = "Thành tích xuất sắc trong cử tuyển và phối hợp quản lý học viên"
    rows.append(["218-QĐ/TU", today - timedelta(days=205), "Tỉnh ủy Lam Giang", WARD, "bằng khen", praise])
    rows.append(
        [
            "41-QĐ/ĐU",
            today - timedelta(days=160),
            "Đảng ủy phường Hòa An",
            f"{WARD}-K09",
            "giấy khen",
            "Dẫn đầu về kết nạp đảng viên",
        ]
    )
    rows.append(
        ["42-QĐ/ĐU", today - timedelta(days=160), "Đảng ủy phường Hòa An", secretary.code, "giấy khen", f"{SECRETARY} tiêu biểu"]
    )
    rows.append(
        ["15/QĐ-TTCT", today - timedelta(days=75), CENTER_NAME, f"{WARD}-TH", "biểu dương", "Học viên dự lớp đầy đủ, đúng giờ"]
    )
    return rows
