"""Conditions of entry that `nennep setup` loads (DOMAIN.md sections 2, 2.1); none was compared with the legal text."""

from datetime import date
from typing import Any

from nennep.nominations.models import Check, EntryCondition
from nennep.programs.models import Program

CHARTER = "Hướng dẫn 06-HD/TW, 09/06/2025"
RULE_350 = "Quy định 350-QĐ/TW, 29/08/2025"
SINCE_350 = date(2025, 8, 29)
RULE_6468 = "Quyết định 6468-QĐ/HVCTQG, 21/12/2021"
MEMBERS = {"standings": ["probationary", "official"]}
OFFICIALS = {"standings": ["official"]}
CANDIDATES = {"standings": ["non_member"]}
PROBATIONERS = {"standings": ["probationary"]}

Row = tuple[
    str, Check, dict[str, Any], bool, str, date | None, date | None
]  # program ('': all), check, values, overridable, basis, from, until

ROWS: tuple[Row, ...] = (
    ("", Check.NOT_NOMINATED, {}, False, "", None, None),
    ("", Check.NOT_BUSY, {}, True, "", None, None),
    ("NTVD", Check.STANDING, CANDIDATES, False, CHARTER, None, None),
    ("NTVD", Check.NOT_DONE, {}, False, f"{CHARTER}, điểm 5.4", None, None),
    ("NTVD", Check.AGE, {"min": 18, "max": 60}, True, "Quy định 294-QĐ/TW, 26/05/2025", None, None),
    ("DVM", Check.STANDING, PROBATIONERS, True, CHARTER, None, None),
    ("DVM", Check.NOT_DONE, {}, False, "", None, None),
    ("DVM", Check.PROBATION, {}, True, CHARTER, None, None),
    ("SC", Check.STANDING, MEMBERS, True, "", None, None),
    ("SC", Check.NOT_DONE, {}, False, "", None, None),
    ("TC", Check.STANDING, MEMBERS, False, RULE_350, None, None),
    ("TC", Check.NOT_DONE, {}, False, "", None, None),
    ("TC", Check.EDUCATION, {"least": "COLLEGE"}, True, RULE_350, SINCE_350, None),
    ("TC", Check.RATING, {"years": 2}, True, RULE_350, SINCE_350, None),
    ("TC", Check.POST, {"planned": True}, True, RULE_350, SINCE_350, None),
    ("TC", Check.PART_TIME_AGE, {"F": 33, "M": 35}, True, RULE_6468, date(2021, 12, 21), date(2025, 8, 28)),
    ("TC", Check.PART_TIME_AGE, {"F": 28, "M": 30}, True, RULE_350, SINCE_350, None),
    ("CC", Check.STANDING, OFFICIALS, True, RULE_350, None, None),
    ("CC", Check.NOT_DONE, {}, False, "", None, None),
    ("CC", Check.POST, {"planned": True}, True, RULE_350, SINCE_350, None),
    ("BTCB", Check.POST, {"titles": ["bí thư chi bộ", "chi ủy viên"], "planned": True}, True, "", None, None),
    ("CUV", Check.POST, {"titles": ["ủy viên", "bí thư", "cấp ủy"], "planned": True}, True, "", None, None),
)


def load() -> None:
    """Insert the conditions of programs that have none, and those of all programs once. What is there stays as it is."""
    programs = {program.code: program.pk for program in Program.objects.all()}
    present = set(EntryCondition.objects.values_list("program", flat=True).distinct().order_by())
    EntryCondition.objects.bulk_create(
        EntryCondition(
            program_id=programs.get(code),
            check_code=check,
            params=params,
            overridable=overridable,
            legal_basis=basis,
            starts_on=starts_on,
            ends_on=ends_on,
            order=place * 10,
        )
        for place, (code, check, params, overridable, basis, starts_on, ends_on) in enumerate(ROWS, start=1)
        if (not code or code in programs) and programs.get(code) not in present
    )
