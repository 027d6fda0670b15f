"""A small year book in memory, sheet by sheet, and what became of it."""

from datetime import UTC, date, datetime
from pathlib import Path

from nennep.core.actors import Actor, console
from nennep.exchange.actions.workbook import import_workbook
from nennep.exchange.rules.book import read_year_book
from nennep.exchange.rules.verdict import Imported, Verdict
from nennep.organizations.models import Unit
from nennep.spreadsheets.book import Book
from tests.exchange.sheets import TODAY, book

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
EXAMPLE = Path(__file__).resolve().parents[3] / "shared" / "examples" / "quynh-xuan-2021.xlsx"
Rows = list[list[object]]

UNITS: Rows = [
    ["Mã đơn vị", "Tên đơn vị", "Loại", "Mã cấp trên", "Ngày thành lập", "Ngày kết thúc"],
    ["K1", "Chi bộ 1", "chi bộ", "P", "1/1/2000"],
    ["P", "Đảng ủy phường P", "Đảng ủy phường", None, "1/1/2000"],
    ["K2", "Chi bộ 2", "Chi bộ", "P", "1/1/2000"],
]
PEOPLE: Rows = [
    ["Mã người", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Mã đơn vị", "Diện", "Ngày vào Đảng", "Ngày chính thức", "Chức vụ",
     "Giữ chức từ", "Giữ chức đến", "Quy hoạch", "Trình độ LLCT", "Trình độ chuyên môn"],
    ["A1", "Nguyễn Văn An", "12/03/1980", "Nam", "Kinh", "K1", "chính thức", "5/6/2004", "5/6/2005", "Bí thư chi bộ", "3/2020", None,
     "Phó Bí thư Đảng ủy 2025-2030", "Trung cấp", "Đại học"],
    ["A2", "Trần Thị Bình", "1990", "Nữ", "Kinh", "K1", "dự bị", "10/07/2021"],
    ["A3", "Lê Văn Cường", "2000", "Nam", "Tày", "K2", "quần chúng"],
    ["A4", "Phạm Thị Dung", "1970", "Nữ", None, "K2", "Chính thức"],
]  # fmt: skip
CLASSES: Rows = [
    ["Mã lớp", "Mã chương trình", "Tên lớp", "Cơ sở đào tạo", "Đơn vị phối hợp", "Khai giảng", "Bế giảng", "Số buổi", "Hình thức"],
    ["TC21", "TC", "Trung cấp 2021", "Trường Chính trị tỉnh", "Thị ủy", "15/01/2021", "20/12/2021", 96, "không tập trung"],
    ["NT21", "NTVD", None, "Trung tâm chính trị", None, "12/04/2021", "16/04/2021", 10, "tập trung"],
]
TRAINEES: Rows = [
    ["Mã lớp", "Mã người", "Đơn vị cử", "Chức vụ khi cử", "Kết quả", "Vắng có phép", "Vắng không phép", "Điểm", "Xếp loại",
     "Số giấy chứng nhận", "Ngày cấp", "Hỗ trợ", "Nguồn hỗ trợ"],
    ["TC21", "A1", "P", "Bí thư chi bộ", "hoàn thành", 2, 1, "8,25", "Giỏi", None, None, "1.500.000 đ", "Ngân sách"],
    ["NT21", "A3", "K2", None, "Hoàn thành", 0, 0, None, "khá", "NT-1", "20/04/2021"],
    ["TC21", "A4", "P", None, "bỏ học", 5, 30],
]  # fmt: skip
STUDY: Rows = [
    ["Mã đợt", "Tên đợt", "Văn bản", "Đơn vị tổ chức", "Hình thức", "Ngày bắt đầu", "Số buổi"],
    ["H1", "Học Nghị quyết XIII", "Nghị quyết XIII", "P", "trực tuyến", "20/02/2021", 4],
]
PRESENT: Rows = [
    ["Mã đợt", "Mã người", "Tham gia", "Ngày nộp thu hoạch", "Điểm trắc nghiệm"],
    ["H1", "A1", "có mặt", "5/3/2021", 9.5],
    ["H1", "A2", "học bù", "6/3/2021"],
    ["H1", "A4", "vắng có lý do"],
]
QUOTAS: Rows = [
    ["Năm", "Mã chương trình", "Mã đơn vị", "Chỉ tiêu"],
    [2021, "NTVD", "K1", 2],
    [2021, "NTVD", "P", 5],
    [2021, "TC", "K2", 1],
]
PRAISE: Rows = [
    ["Số quyết định", "Ngày", "Cơ quan", "Mã đơn vị hoặc mã người", "Hình thức", "Lý do"],
    ["1/QĐ", "28/12/2021", "Thị ủy", "P", "giấy khen", "Công tác tuyên giáo"],
    ["2/QĐ", "28/12/2021", "Thị ủy", "A1", "giấy khen", None],
]


def whole(**changed: Rows) -> Book:
    sheets = {
        "Tổ chức": UNITS, "Nhân sự": PEOPLE, "Chỉ tiêu": QUOTAS, "Lớp": CLASSES, "Học viên": TRAINEES, "Đợt học": STUDY, "Tham gia": PRESENT,
        "Khen thưởng": PRAISE,
    }  # fmt: skip
    return book(**(sheets | changed))


def only(**sheets: Rows) -> Book:
    return book(**sheets)


def take(
    made: Book, *, actor: Actor | None = None, unit: Unit | None = None, dry_run: bool = False, today: date = TODAY
) -> Imported:
    parts = read_year_book(made, today)
    return import_workbook(
        actor=actor or console(), unit=unit, parts=parts, file_name="so.xlsx", today=today, now=NOW, dry_run=dry_run
    )


def outcomes(imported: Imported, sheet: str) -> list[str]:
    return [verdict.outcome for verdict in imported.verdicts if verdict.sheet == sheet]


def reasons(imported: Imported, sheet: str) -> list[list[str]]:
    return [[reason.code for reason in verdict.reasons] for verdict in imported.verdicts if verdict.sheet == sheet]


def changed(verdict: Verdict) -> dict[str, tuple[str, str]]:
    return {one.facts["field"]: (one.facts["old"], one.facts["new"]) for one in verdict.reasons if one.code == "changed"}


def row(imported: Imported, sheet: str, number: int) -> Verdict:
    return next(one for one in imported.verdicts if one.sheet == sheet and one.number == number)
