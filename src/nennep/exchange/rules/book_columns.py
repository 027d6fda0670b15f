"""The year book: its sheets, their columns and words (FORMATS.md section 2)."""

import re
from dataclasses import dataclass
from typing import Literal

from nennep.vietnamese.text import fold, squash

Kind = Literal["code", "text", "name", "date", "count", "year", "mark", "money", "sex", "level", "word"]


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column: what it holds, its title and other ways to head it; `star` marks one that must be there, `most` its length."""

    field: str
    title: str
    kind: Kind = "text"
    star: bool = False
    most: int = 200
    words: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet of the book."""

    key: str
    title: str
    columns: tuple[BookColumn, ...]
    synonyms: tuple[str, ...] = ()

    def column(self, field: str) -> BookColumn:
        """Return the column of a field."""
        return next(column for column in self.columns if column.field == field)


C = BookColumn
UNITS = BookSheet("units", "Tổ chức", (
    C("code", "Mã đơn vị", "code", star=True, most=40),
    C("name", "Tên đơn vị", star=True),
    C("kind", "Loại", "word", star=True, words="unit_kind", synonyms=("Loại đơn vị", "Loại hình")),
    C("parent", "Mã cấp trên", "code", most=40, synonyms=("Mã đơn vị cấp trên", "Cấp trên")),
    C("founded", "Ngày thành lập", "date"),
    C("dissolved", "Ngày kết thúc", "date", synonyms=("Ngày giải thể",)),
), ("Đơn vị", "Tổ chức đảng"))  # fmt: skip
PEOPLE = BookSheet("people", "Nhân sự", (
    C("code", "Mã người", "code", star=True, most=40, synonyms=("Mã đảng viên", "Mã nhân sự")),
    C("full_name", "Họ và tên", "name", star=True, most=120, synonyms=("Họ tên",)),
    C("birth", "Ngày sinh", "date", synonyms=("Ngày tháng năm sinh", "Năm sinh")),
    C("sex", "Giới tính", "sex", synonyms=("Nam/Nữ",)),
    C("ethnicity", "Dân tộc", most=40),
    C("unit", "Mã đơn vị", "code", star=True, most=40),
    C("standing", "Diện", "word", star=True, words="standing"),
    C("admitted", "Ngày vào Đảng", "date", synonyms=("Ngày kết nạp",)),
    C("official", "Ngày chính thức", "date"),
    C("post", "Chức vụ", most=160),
    C("post_from", "Giữ chức từ", "date", synonyms=("Giữ chức từ ngày",)),
    C("post_until", "Giữ chức đến", "date", synonyms=("Giữ chức đến ngày",)),
    C("succession", "Quy hoạch", most=160, synonyms=("Quy hoạch chức danh",)),
    C("level", "Trình độ LLCT", "level", synonyms=("Trình độ lý luận chính trị", "LLCT", "Lý luận chính trị")),
    C("education", "Trình độ chuyên môn", most=120, synonyms=("Chuyên môn",)),
), ("Đảng viên", "Cán bộ đảng viên", "Nhân sự đảng viên"))  # fmt: skip
QUOTAS = BookSheet("quotas", "Chỉ tiêu", (
    C("year", "Năm", "year", star=True),
    C("program", "Mã chương trình", "code", star=True, most=20),
    C("unit", "Mã đơn vị", "code", star=True, most=40),
    C("places", "Chỉ tiêu", "count", star=True, synonyms=("Số chỉ tiêu",)),
))  # fmt: skip
CLASSES = BookSheet("classes", "Lớp", (
    C("code", "Mã lớp", "code", star=True, most=40),
    C("program", "Mã chương trình", "code", star=True, most=20),
    C("name", "Tên lớp"),
    C("provider", "Cơ sở đào tạo"),
    C("partner", "Đơn vị phối hợp"),
    C("opens", "Khai giảng", "date", star=True, synonyms=("Ngày khai giảng",)),
    C("closes", "Bế giảng", "date", synonyms=("Ngày bế giảng",)),
    C("sessions", "Số buổi", "count", star=True),
    C("form", "Hình thức", "word", words="class_form"),
), ("Lớp học", "Các lớp"))  # fmt: skip
TRAINEES = BookSheet("trainees", "Học viên", (
    C("class", "Mã lớp", "code", star=True, most=40),
    C("person", "Mã người", "code", star=True, most=40, synonyms=("Mã đảng viên", "Mã học viên")),
    C("unit", "Đơn vị cử", "code", star=True, most=40, synonyms=("Mã đơn vị cử",)),
    C("title", "Chức vụ khi cử", most=160),
    C("result", "Kết quả", "word", star=True, words="result"),
    C("excused", "Vắng có phép", "count"),
    C("unexcused", "Vắng không phép", "count"),
    C("mark", "Điểm", "mark"),
    C("classification", "Xếp loại", most=40),
    C("certificate", "Số giấy chứng nhận", most=60, synonyms=("Số chứng nhận", "Số giấy CN")),
    C("issued", "Ngày cấp", "date"),
    C("support", "Hỗ trợ", "money", synonyms=("Số tiền hỗ trợ",)),
    C("source", "Nguồn hỗ trợ", most=120),
))  # fmt: skip
EVENTS = BookSheet("events", "Đợt học", (
    C("code", "Mã đợt", "code", star=True, most=40),
    C("name", "Tên đợt", star=True, most=300),
    C("document", "Văn bản", most=300),
    C("organizer", "Đơn vị tổ chức", "code", star=True, most=40, synonyms=("Mã đơn vị tổ chức",)),
    C("form", "Hình thức", "word", star=True, words="study_form"),
    C("starts", "Ngày bắt đầu", "date", star=True),
    C("sessions", "Số buổi", "count", star=True),
), ("Đợt học tập",))  # fmt: skip
PARTICIPANTS = BookSheet("participants", "Tham gia", (
    C("event", "Mã đợt", "code", star=True, most=40),
    C("person", "Mã người", "code", star=True, most=40, synonyms=("Mã đảng viên",)),
    C("state", "Tham gia", "word", star=True, words="attendance"),
    C("essay", "Ngày nộp thu hoạch", "date", synonyms=("Ngày nộp bài thu hoạch",)),
    C("quiz", "Điểm trắc nghiệm", "mark"),
))  # fmt: skip
COMMENDATIONS = BookSheet("commendations", "Khen thưởng", (
    C("number", "Số quyết định", star=True, most=60),
    C("date", "Ngày", "date", star=True, synonyms=("Ngày quyết định",)),
    C("body", "Cơ quan", star=True, synonyms=("Cơ quan quyết định",)),
    C("whom", "Mã đơn vị hoặc mã người", "code", star=True, most=40, synonyms=("Mã đơn vị/mã người", "Mã đơn vị", "Mã người")),
    C("form", "Hình thức", star=True, most=120, synonyms=("Hình thức khen thưởng",)),
    C("reason", "Lý do", most=500),
))  # fmt: skip
SHEETS = (UNITS, PEOPLE, QUOTAS, CLASSES, TRAINEES, EVENTS, PARTICIPANTS, COMMENDATIONS)

_WORDS: dict[str, dict[str, str]] = {
    "unit_kind": {
        "tỉnh ủy": "province", "thành ủy": "province", "đảng ủy khối": "bloc", "huyện ủy": "district", "thị ủy": "town",
        "đảng ủy xã": "commune", "đảng ủy phường": "ward", "đảng ủy thị trấn": "township", "đảng ủy đặc khu": "special_zone",
        "đảng ủy cơ sở": "base_committee", "đảng bộ bộ phận": "divisional_committee", "chi bộ cơ sở": "base_cell", "chi bộ": "cell",
        "đảng bộ xã": "commune", "đảng bộ phường": "ward", "đảng bộ thị trấn": "township", "đảng bộ cơ sở": "base_committee",
        "đảng ủy bộ phận": "divisional_committee", "chi bộ trực thuộc": "cell",
    },
    "standing": {
        "quần chúng": "non_member", "quần chúng ưu tú": "non_member", "dự bị": "probationary", "đảng viên dự bị": "probationary",
        "chính thức": "official", "đảng viên chính thức": "official",
    },
    "class_form": {
        "tập trung": "full_time", "không tập trung": "part_time", "vừa làm vừa học": "part_time", "tại chức": "part_time",
    },
    "result": {
        "hoàn thành": "completed", "không hoàn thành": "not_completed", "chưa hoàn thành": "not_completed", "bỏ học": "dropped",
        "đang học": "studying",
    },
    "study_form": {
        "hội trường": "hall", "trực tiếp": "hall", "trực tuyến": "online", "truyền hình": "broadcast",
        "phát thanh truyền hình": "broadcast", "tự nghiên cứu": "self_study", "tự học": "self_study",
    },
    "attendance": {
        "có mặt": "present", "vắng có lý do": "excused", "vắng có phép": "excused", "vắng không lý do": "unexcused",
        "vắng không có lý do": "unexcused", "vắng không phép": "unexcused", "học bù": "made_up",
    },
}  # fmt: skip
WORDS = {name: {squash(word): code for word, code in words.items()} for name, words in _WORDS.items()}
CLASSIFICATIONS = frozenset({"xuat_sac", "gioi", "kha", "trung_binh", "trung_binh_kha", "dat", "khong_dat", "tot"})
_SHEETS = {squash(name): sheet for sheet in SHEETS for name in (sheet.title, *sheet.synonyms)}


_BEFORE = re.compile(
    r"^(?:(?:bieu|mau|phu luc|bang|sheet|phan|muc)(?: so)? \w{1,4} |ds |danh sach |(?:[ivx]{1,4}|[a-h]|\d{1,2}) )+"
)
_BEHIND = re.compile(r"(?: (?:nam|quy|thang|dot|ky|khoa|tiep|theo|so|\d{1,4}|[ivx]{1,4}))+$")
_COPY = re.compile(r"\(\d+\)$")


def is_copy(name: str) -> bool:
    """Tell whether a sheet is called as the copy of another: 'Lớp (2)'."""
    return _COPY.search(name.strip()) is not None


def sheet_of(name: str) -> BookSheet | None:
    """Return the sheet of the book that a name means.

    Numbers before it ('1. Tổ chức', 'Biểu 2 - Nhân sự') and times behind it ('Tham gia quý 2') do not matter; 'Lớp (2)', as a
    copied sheet is called, is none.
    """
    words = fold(name)
    found = _SHEETS.get(squash(name)) or _SHEETS.get(squash(name).lstrip("0123456789"))
    if found or is_copy(name):
        return found
    return _SHEETS.get(_BEHIND.sub("", _BEFORE.sub("", words)).replace(" ", ""))
