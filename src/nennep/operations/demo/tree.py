"""The units of the demonstration. The places are invented; the ward is of the size of the first account."""

from dataclasses import dataclass
from datetime import date

PROVINCE, WARD, NEIGHBOR, COMMUNE = "LG", "LG-HA", "LG-TT", "LG-PL"
SCHOOL, CENTER = "LG-TCT", "LG-TTCT"
SCHOOL_NAME, CENTER_NAME = "Trường Chính trị tỉnh Lam Giang", "Trung tâm Chính trị phường Hòa An"
FOUNDED = date(1998, 1, 1)


@dataclass(frozen=True, slots=True)
class InventedUnit:
    """A unit to be."""

    code: str
    name: str
    kind: str
    above: str


def units() -> list[InventedUnit]:
    """Return the Party bodies, those above before those below."""
    made = [
        InventedUnit(PROVINCE, "Tỉnh ủy Lam Giang", "tỉnh ủy", ""),
        InventedUnit(WARD, "Đảng ủy phường Hòa An", "đảng ủy phường", PROVINCE),
        InventedUnit(NEIGHBOR, "Đảng ủy phường Tân Thịnh", "đảng ủy phường", PROVINCE),
        InventedUnit(COMMUNE, "Đảng ủy xã Phú Lộc", "đảng ủy xã", PROVINCE),
    ]
    made += [InventedUnit(f"{WARD}-K{n:02d}", f"Chi bộ khối {n}", "chi bộ", WARD) for n in range(1, 15)]
    offices = {"TH": "Trường Tiểu học", "THCS": "Trường Trung học cơ sở", "TYT": "Trạm Y tế", "CA": "Công an phường"}
    made += [InventedUnit(f"{WARD}-{code}", f"Chi bộ {name}", "chi bộ", WARD) for code, name in offices.items()]
    made += [InventedUnit(f"{NEIGHBOR}-K{n:02d}", f"Chi bộ tổ dân phố {n}", "chi bộ", NEIGHBOR) for n in range(1, 7)]
    made += [InventedUnit(f"{COMMUNE}-T{n:02d}", f"Chi bộ thôn {n}", "chi bộ", COMMUNE) for n in range(1, 6)]
    return made


def cells(above: str) -> list[str]:
    """Return the codes of the cells of a ward or commune."""
    return [unit.code for unit in units() if unit.above == above and unit.kind == "chi bộ"]
