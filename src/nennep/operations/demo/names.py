"""Names put together from lists of syllables, by seeded chance: whoever bears one of them is not meant."""

from random import Random


def _words(text: str) -> list[str]:
    return text.split()


FAMILY = _words(
    "Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Lê Lê Phạm Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Cao "
    "Tạ Lương Lưu Đoàn Chu Thái Tô Hà Kiều Ninh Quách Lò Vi Lương"
)
MALE_MIDDLE = _words("Văn Văn Đức Hữu Minh Quang Xuân Công Đình Trọng Anh Thanh Ngọc Quốc Tiến Mạnh Bá Khắc Sỹ Duy")
FEMALE_MIDDLE = [
    "Thị",
    "Thị",
    "Thị",
    "Thị Thu",
    "Thị Ngọc",
    "Thị Kim",
    "Thị Thanh",
    "Minh",
    "Thu",
    "Ngọc",
    "Bích",
    "Thùy",
    "Phương",
]
MALE_GIVEN = _words(
    "An Bình Cường Chiến Dũng Duy Đạt Đông Đức Giang Hải Hiếu Hòa Hoàng Hùng Huy Hưng Khánh Khoa Kiên Lâm Lộc Long Lực Mạnh Minh Nam "
    "Nghĩa Nhân Phong Phúc Quân Quang Quý Sáng Sơn Tài Tâm Tân Thái Thành Thắng Thiện Thịnh Thuận Tiến Toàn Trung Trường Tuấn Tùng Việt Vinh"
)
FEMALE_GIVEN = _words(
    "An Ánh Bình Chi Cúc Diệp Dung Duyên Đào Giang Hà Hạnh Hằng Hiền Hoa Hòa Hồng Huệ Huyền Hương Khánh Lan Lệ Liên Linh Loan Lương Ly "
    "Mai Minh Nga Ngân Ngọc Nguyệt Nhàn Nhung Oanh Phương Quế Quỳnh Sen Tâm Thảo Thơm Thu Thủy Thúy Trang Trâm Tuyết Uyên Vân Xuân Yến"
)


def invent(chance: Random, *, female: bool) -> str:
    """Return a full name; the same seed gives the same names in the same order."""
    middle, given = (FEMALE_MIDDLE, FEMALE_GIVEN) if female else (MALE_MIDDLE, MALE_GIVEN)
    parts = [chance.choice(FAMILY), chance.choice(middle), chance.choice(given)]
    while parts[1].split()[-1] == parts[2]:
        parts[2] = chance.choice(given)
    return " ".join(parts)
