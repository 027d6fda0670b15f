import json
import random
import shutil
import subprocess

import pytest
from hypothesis import given

from nennep.vietnamese.names import clean_name, given_name, is_plausible_name, name_case, sort_key
from tests.vietnamese.test_text import phrases

# Compares given names first, then what stands before them, each by the collation of the Unicode consortium for Vietnamese.
NODE = """
const {compare} = new Intl.Collator('vi');
const cut = name => [name.slice(name.lastIndexOf(' ') + 1), name.slice(0, Math.max(name.lastIndexOf(' '), 0))];
const names = JSON.parse(require('fs').readFileSync(0));
names.sort((a, b) => compare(cut(a)[0], cut(b)[0]) || compare(cut(a)[1], cut(b)[1]));
console.log(JSON.stringify(names));
"""
VOWELS = ["aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ"]


def generated_names(number: int) -> list[str]:
    chance = random.Random(20211231)

    def syllable() -> str:
        onset = chance.choice(["", "b", "c", "ch", "d", "đ", "gi", "h", "kh", "l", "ng", "nh", "ph", "t", "th", "tr", "v", "x"])
        coda = chance.choice(["", "", "n", "ng", "m", "i", "nh"])
        return (onset + chance.choice(chance.choice(VOWELS)) + coda).capitalize()

    return sorted({" ".join(syllable() for _ in range(chance.choice([1, 2, 2, 3, 3, 4]))) for _ in range(number)})


def test_order_is_that_of_the_unicode_collation_for_vietnamese() -> None:
    node = shutil.which("node")
    assert node, "Node 20 is needed to build and to test"
    names = generated_names(6000)
    answer = subprocess.run([node, "-e", NODE], input=json.dumps(names), capture_output=True, text=True, check=True)
    assert sorted(names, key=sort_key) == json.loads(answer.stdout)


def test_order_goes_by_given_name_then_letters_then_tones() -> None:
    names = ["Đỗ Văn Ấn", "Bùi Văn An", "Lê Thị Ánh", "Trần Ân", "Bùi Văn Ẩn", "Bùi Vân An", "Đỗ An", "Dương An", "Nguyễn Văn Bình"]
    assert sorted(names, key=sort_key) == [
        *("Bùi Văn An", "Bùi Vân An", "Dương An", "Đỗ An"),
        *("Lê Thị Ánh", "Trần Ân", "Bùi Văn Ẩn", "Đỗ Văn Ấn", "Nguyễn Văn Bình"),
    ]


@given(phrases)
def test_sort_key_is_plain_and_ignores_case(name: str) -> None:
    key = sort_key(name)
    assert key.isascii()
    assert " " not in key
    assert sort_key(name.upper()) == sort_key(name.lower()) == key


@given(phrases, phrases)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one.lower() == other.lower())


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("HÀ KIM THẢO", "Hà Kim Thảo"),
        ("nguyễn văn an", "Nguyễn Văn An"),
        ("NGuyễn VĂn an", "Nguyễn Văn An"),  # Shift held too long
        ("nGUYỄN văn AN", "Nguyễn Văn An"),  # Caps Lock
        ("NGUYễN HOàNG", "Nguyễn Hoàng"),  # capitals of marked vowels lost with the font
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("h'hen niê", "H'Hen Niê"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("K’TIÊN", "K’Tiên"),
        ("Y MOAN ÊBAN", "Y Moan Êban"),
        ("Y Moan Êban", "Y Moan Êban"),
        ("A-LĂNG", "A-Lăng"),
        ("McDonald", "McDonald"),
        ("NGUYỄN VĂN AN (B)", "Nguyễn Văn An (B)"),
        ("", ""),
    ],
)
def test_name_case(typed: str, written: str) -> None:
    assert name_case(typed) == written


@given(phrases)
def test_name_case_is_settled_and_finds_capitals(name: str) -> None:
    once = name_case(name)
    assert name_case(once) == once
    assert name_case(name.upper()) == name_case(name.lower())
    assert once.lower() == name.lower()


@pytest.mark.parametrize(
    "typed", ["1. Nguyễn Văn An", "- Nguyễn Văn An", "Đ/c Nguyễn Văn An", "Đồng chí NGUYỄN VĂN AN.", "đ/c: Nguyễn Văn An*"]
)
def test_clean_name(typed: str) -> None:
    assert clean_name(typed) == "Nguyễn Văn An"


@pytest.mark.parametrize(
    ("name", "given_"), [("Nguyễn Văn An", "An"), ("Nguyễn Văn An (B)", "An"), ("An", "An"), ("", ""), ("Y Moan Êban", "Êban")]
)
def test_given_name(name: str, given_: str) -> None:
    assert given_name(name) == given_


PLAUSIBLE = """Hà Kim Thảo|H'Hen Niê|K’ Tiên|Y Moan Êban|Lò Thị Mai|NGUYỄN VĂN AN (B)|Tôn Nữ Thị Hòa|Nguyễn Công Thắng|Lê Phong|TRẦN ĐĂNG UY
|Trần Thu Kỳ|Phạm Nam Sinh|Nguyen Cong Thang|Le Phong|Bùi Chí Công|Vũ Đơn Vĩ|Hoàng Thị Thu Ký|Nguyễn Văn Cộng|Trần Văn Phòng"""


@pytest.mark.parametrize("name", PLAUSIBLE.replace("\n", "").split("|"))
def test_plausible_names(name: str) -> None:
    assert is_plausible_name(name)


@pytest.mark.parametrize(
    "text",
    [
        *("", "An", "x", "12", "I. Chi bộ khối 1", "Chi bộ thôn Đông", "Tổng số: 38 đồng chí", "36 đ/c", "Cộng", "NGƯỜI LẬP BIỂU"),
        *(
            "T/M BAN THƯỜNG VỤ",
            "TM. CHI BỘ",
            "BÍ THƯ",
            "Ngày 12 tháng 3 năm 2021",
            "Họ và tên",
            "(Ký, ghi rõ họ tên)",
            "DANH SÁCH ĐẢNG VIÊN",
        ),
    ],
)
def test_implausible_names(text: str) -> None:
    assert not is_plausible_name(text)
