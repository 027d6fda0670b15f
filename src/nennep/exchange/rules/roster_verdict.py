"""A roster's rows as results show them (FORMATS.md section 3), and as a workbook to mend needs them."""

from typing import Any

from nennep.exchange.rules.cell import text
from nennep.exchange.rules.roster_person import RosterRow
from nennep.exchange.rules.verdict import Verdict
from nennep.vietnamese import vocabulary

SEX_WORDS = {"M": "Nam", "F": "Nữ"}
MEND_TITLES = {
    "code": "Mã người", "name": "Họ và tên", "birth": "Ngày sinh", "sex": "Giới tính", "ethnicity": "Dân tộc",
    "admitted": "Ngày vào Đảng", "official": "Ngày chính thức", "decided": "Ngày quyết định kết nạp", "post": "Chức vụ",
    "level": "Trình độ LLCT", "education": "Trình độ chuyên môn", "unit": "Chi bộ", "standing": "Diện", "citizen_no": "Số CCCD",
    "card_no": "Số thẻ đảng", "phone": "Điện thoại", "note": "Ghi chú",
}  # fmt: skip
STANDING_WORDS = {"non_member": "quần chúng", "probationary": "dự bị", "official": "chính thức"}


def person_json(row: RosterRow) -> dict[str, Any]:
    """Return what a row says of a person."""
    person, unit = row.person, row.unit
    return {
        "full_name": person.full_name,
        "sex": SEX_WORDS.get(person.sex),
        "birth": person.birth.iso if person.birth else None,
        "admitted": person.admitted.iso if person.admitted else None,
        "official": person.official.iso if person.official else None,
        "post": person.post or None,
        "theory_level": person.level or None,
        "unit": unit.code if unit else None,
        "unit_name": unit.name if unit else person.unit or None,
    }


def verdict_of(row: RosterRow) -> Verdict:
    """Return the verdict on a row, with its cells when it is to be mended."""
    rejected = row.rejected
    raw = mendable(row) if rejected else None
    return Verdict(row.sheet, row.number, "rejected" if rejected else row.outcome, row.reasons, person_json(row), raw=raw)


def mendable(row: RosterRow) -> dict[str, str]:
    """Return the cells of a row under the titles of MEND_TITLES, as they were typed."""
    layout = row.layout
    if layout is None:
        return {}
    cells = layout.rows[row.number - layout.first_row]
    told: dict[str, list[str]] = {}
    for name, columns in layout.places.items():
        for column in columns:
            for index in range(column.index, column.index + column.width):
                value = cells[index] if index < len(cells) else None
                if value is not None and name in MEND_TITLES | {"both_dates": ""}:
                    part = column.qualifier if name in {"sex", "level"} and vocabulary.is_mark(value) else None
                    told.setdefault(name, []).append(_PARTS.get(part or "", part) or text(value))
    joined = {name: _SEPARATORS.get(name, " ").join(values) for name, values in told.items()}
    if "both_dates" in joined:
        joined["admitted"] = joined.pop("both_dates")
    joined["sex"] = SEX_WORDS.get(row.person.sex, joined.get("sex", ""))
    joined["unit"] = row.person.unit
    if row.person.standing and "standing" not in joined:
        joined["standing"] = STANDING_WORDS[row.person.standing]
    return {name: value for name, value in joined.items() if value}


_PARTS = {"male": "Nam", "female": "Nữ"}
_SEPARATORS = {"birth": "/", "post": "; "}
