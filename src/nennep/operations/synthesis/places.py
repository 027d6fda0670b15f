"""Names of places and bodies, put together from common words."""

from random import Random

PROVINCES = [
    f"{first} {last}"
    for first in ["Lam", "Vân", "Trúc", "Ngọc", "Hạ", "Mộc", "Thạch", "Nhật"]
    for last in ["Giang", "Khê", "Lĩnh", "Xuyên", "Trạch"]
]
FIRST = [
    "An",
    "Bình",
    "Cẩm",
    "Đông",
    "Hòa",
    "Hồng",
    "Kim",
    "Long",
    "Minh",
    "Nam",
    "Phú",
    "Quang",
    "Sơn",
    "Tân",
    "Tây",
    "Thanh",
    "Thuận",
    "Trung",
    "Vĩnh",
    "Xuân",
]
LAST = [
    "An",
    "Châu",
    "Cường",
    "Hải",
    "Hòa",
    "Hưng",
    "Khánh",
    "Lạc",
    "Lâm",
    "Lộc",
    "Mỹ",
    "Phong",
    "Phúc",
    "Sơn",
    "Thịnh",
    "Thủy",
    "Tiến",
    "Trạch",
    "Viên",
    "Yên",
]
OFFICES = (
    "Trường Tiểu học", "Trường Trung học cơ sở", "Trường Mầm non", "Trạm Y tế", "Công an", "Quân sự", "Hợp tác xã nông nghiệp",
    "Cơ quan Đảng", "Cơ quan Ủy ban nhân dân", "Quỹ tín dụng", "Ban quản lý chợ", "Trường Trung học phổ thông",
)  # fmt: skip
WARD_EVERY = 5  # of so many communes one is a ward

_FROM_PLACE = (
    # as a list of places names it, the body there, its kind
    ("Thành phố", "Thành ủy", "town"),
    ("Tỉnh", "Tỉnh ủy", "province"),
    ("Quận", "Quận ủy", "district"),
    ("Huyện đảo", "Huyện ủy", "district"),
    ("Huyện", "Huyện ủy", "district"),
    ("Thị xã", "Thị ủy", "town"),
    ("Phường", "Đảng ủy phường", "ward"),
    ("Thị trấn", "Đảng ủy thị trấn", "township"),
    ("Đặc khu", "Đảng ủy đặc khu", "special_zone"),
    ("Xã", "Đảng ủy xã", "commune"),
)


def commune(chance: Random) -> str:
    """Return the name of a commune."""
    first, last = chance.choice(FIRST), chance.choice(LAST)
    return f"{first} {last if last != first else LAST[-1]}"


def body_at(place: str, level: str) -> tuple[str, str]:
    """Return the name and the kind of the Party body at a place of a level: 'Phường Hòa An' gives 'Đảng ủy phường Hòa An', 'ward'."""
    name, kind = place, level
    for begins, body, its_kind in _FROM_PLACE:
        if place.startswith(f"{begins} "):
            name, kind = f"{body} {place.removeprefix(begins).strip()}", its_kind
            break
    return name, "province" if level == "province" else kind
