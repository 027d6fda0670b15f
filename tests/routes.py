"""Who may knock where: one row for each route of the pages and of the HTTP API.

A row names the method, the route, what its arguments stand for in `tests/factories/world.py`, and who is let in; everybody
else gets 401, 403, 404 or the sign-in page. To be let in is not to succeed: a rule may still refuse (422). Whose data a list
shows is not told by the door; strangers never read the name of the person whom the world hides (test_routes.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.factories.world import ROLES_AT

CAST = frozenset(f"{role.value.removeprefix('cell_')} {place}" for place, roles in ROLES_AT.items() for role in roles)
PERSONS = frozenset({"oneself", "group leader", "another member"})
SIGNED_IN = CAST | PERSONS | {"without role"}
EVERYBODY = SIGNED_IN | {"nobody"}


def cast(roles: str, places: str = " ".join(ROLES_AT)) -> frozenset[str]:
    """Return those of the cast who hold one of the roles at one of the places."""
    wanted = {f"{role} {place}" for role in roles.split() for place in [*places.split(), "other school"]}
    return CAST & (wanted - ({"registrar other school"} if "school" not in places.split() else set()))


COMMITTEE = "administrator officer approver"
PARTY = f"{COMMITTEE} secretary"
OVER_WARD, OVER_CELL = "top above", "top above here"
KEEPERS = cast("administrator officer", OVER_CELL)
READERS = cast(PARTY, OVER_CELL)
SENDERS = cast("officer approver", OVER_WARD)
TEACHERS = frozenset({"registrar school"})
GROUP = frozenset({"oneself", "group leader"})
WARD = cast(COMMITTEE, OVER_WARD)
WARD_ADMINISTRATORS = cast("administrator", OVER_WARD)
PROPOSERS = WARD | cast("officer secretary", "here below beside")
CLASS_READERS = SENDERS | cast("officer secretary", "here") | TEACHERS | GROUP
ROOT = frozenset({"administrator top"})


@dataclass(frozen=True, slots=True)
class Row:
    """One door."""

    method: str
    route: str
    may: frozenset[str]
    at: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


def _rows(app: str, lines: Iterable[tuple[str, str, str, frozenset[str]]]) -> list[Row]:
    """Read lines of (methods, names of routes, 'argument=thing …', who may)."""
    return [
        Row(method, f"{app}:{name}" if app else name, may, dict(pair.split("=") for pair in at.split()))
        for methods, names, at, may in lines
        for name in names.split()
        for method in methods.split()
    ]


ACCOUNTS = _rows(
    "",
    [
        ("GET POST", "account_login", "", EVERYBODY),
        ("GET POST", "set_language", "", EVERYBODY),
    ],
)
HOME = _rows(
    "home",
    [
        ("GET", "desk notifications search", "", SIGNED_IN),
        ("POST", "seen switch_unit", "", SIGNED_IN),
        ("GET", "administration", "", cast("administrator")),
        ("GET", "study_record", "pk=person", READERS | {"oneself"}),
    ],
)
ORGANIZATIONS = _rows(
    "organizations",
    [
        ("GET", "tree accounts me", "", SIGNED_IN),
        ("GET POST", "activate", "", EVERYBODY),
        ("POST", "add_token", "", SIGNED_IN),
        ("POST", "drop_token", "pk=token", frozenset({"officer above"})),
        ("GET", "unit", "pk=unit", READERS | {"member here"} | GROUP),
        ("POST", "establish correct open_account", "pk=unit", WARD_ADMINISTRATORS),
        ("POST", "serve", "pk=unit", WARD_ADMINISTRATORS),
        ("GET", "account", "pk=account", WARD_ADMINISTRATORS),
        ("POST", "grant renew_code close_account", "pk=account", WARD_ADMINISTRATORS),
        ("POST", "end_grant", "pk=account grant_pk=grant", WARD_ADMINISTRATORS),
    ],
)
JOBS = _rows(
    "jobs",
    [
        ("GET", "progress result", "pk=job", WARD_ADMINISTRATORS | {"officer above"}),
        ("POST", "cancel", "pk=job", WARD_ADMINISTRATORS | {"officer above"}),
    ],
)
PEOPLE = _rows(
    "people",
    [
        ("GET", "list export", "", SIGNED_IN),
        ("POST", "save_view", "", SIGNED_IN),
        ("GET POST", "add", "", cast("administrator officer")),
        ("POST", "transfer accounts", "", cast("administrator officer")),
        ("GET", "person looks", "pk=person", READERS | {"oneself"}),
        ("GET POST", "correct", "pk=person", KEEPERS),
        ("POST", "standing leave post", "pk=person", KEEPERS),
        ("POST", "secret", "pk=person", KEEPERS | {"oneself"}),
        ("POST", "end_post", "pk=person post_pk=post", KEEPERS),
    ],
)
DOCUMENTS = _rows(
    "documents",
    [
        ("GET", "register", "", cast(f"{COMMITTEE} registrar")),
        ("GET", "file", "pk=document", WARD),
        ("GET POST", "letterhead", "unit_pk=ward", cast("administrator officer", OVER_WARD)),
    ],
)
PROGRAMS = _rows(
    "programs",
    [
        ("GET", "list", "", SIGNED_IN),
        ("GET", "program", "code=program_code", SIGNED_IN),
        ("GET", "default_rules", "", SIGNED_IN),
        ("GET POST", "edit_default_rules", "", ROOT),
        ("POST", "confirm_default_rules", "pk=default_rule_set", ROOT),
        ("GET POST", "add", "", ROOT),
        ("GET POST", "edit add_version edit_rules", "code=program_code", ROOT),
        ("POST", "confirm_rules", "code=program_code pk=rule_set", ROOT),
    ],
)
RECORDS = _rows(
    "records",
    [
        ("GET", "certificate_pdf", "pk=certificate", cast("officer approver secretary", OVER_CELL) | TEACHERS | {"oneself"}),
        ("GET POST", "revoke", "pk=certificate", TEACHERS),
    ],
)
PLANNING = _rows(
    "planning",
    [
        ("GET", "board", "", cast(PARTY)),
        ("GET POST", "grant", "", cast(COMMITTEE)),
        ("GET", "account split_rest", "pk=quota", WARD),
        ("GET POST", "split", "pk=quota", WARD),
        ("POST", "give_back correct", "pk=quota", WARD),
    ],
)
OBLIGATIONS = _rows(
    "obligations",
    [
        ("GET", "list requirements", "", SIGNED_IN),
        ("GET", "export", "", SIGNED_IN),
        ("GET POST", "add_requirement", "", ROOT),
        ("GET POST", "requirement", "pk=requirement", ROOT),
        ("GET POST", "waive", "pk=person requirement_pk=requirement", cast(COMMITTEE, OVER_CELL)),
        ("POST", "end_waiver", "pk=waiver", cast(COMMITTEE, OVER_CELL)),
    ],
)
EXCHANGE = _rows(
    "exchange",
    [
        ("GET", "list", "", cast("administrator officer")),
        ("GET POST", "upload", "", cast("administrator officer")),
        ("GET", "batch rejected", "pk=batch", KEEPERS),
        ("POST", "correct take drop undo", "pk=batch", KEEPERS),
    ],
)
REORGANIZATIONS = _rows(
    "reorganizations",
    [
        ("GET", "list template", "", cast("administrator")),
        ("GET POST", "upload", "", cast("administrator")),
        ("GET POST", "unit", "pk=unit deed=deed", WARD_ADMINISTRATORS),
        ("GET", "plan", "pk=plan", WARD_ADMINISTRATORS),
        ("POST", "carry_out undo settle drop", "pk=plan", WARD_ADMINISTRATORS),
    ],
)
NOMINATIONS = _rows(
    "nominations",
    [
        ("GET", "rounds", "", SIGNED_IN),
        ("GET POST", "open", "", cast(COMMITTEE)),
        ("GET", "inbox", "", cast("registrar", "school")),
        ("GET", "round", "pk=round", PROPOSERS),
        ("GET POST", "propose", "pk=round", PROPOSERS),
        ("POST", "order", "pk=round", PROPOSERS),
        ("POST", "withdraw", "pk=round", READERS),
        ("POST", "review extend provider close submit resend", "pk=round", WARD),
        ("GET", "list_docx list_xlsx", "pk=round", WARD),
        ("POST", "rank select", "pk=round", cast("approver", OVER_WARD)),
        ("GET", "dossier", "pk=dossier", READERS),
        ("GET", "holding", "account_pk=quota", WARD),
        ("GET", "conditions", "", SIGNED_IN),
        ("GET POST", "condition", "pk=condition", ROOT),
        ("GET POST", "add_condition", "check=check", ROOT),
    ],
)
ANSWER = {"outcome": "admitted"}
NOMINATIONS.append(Row("POST", "nominations:answer", TEACHERS, {"pk": "sent_round"}, ANSWER))
RECOGNITION = _rows(
    "recognition",
    [
        ("GET", "list", "", cast(PARTY)),
        ("GET POST", "add", "", cast("administrator officer")),
    ],
)
CLASSES = _rows(
    "classes",
    [
        ("GET", "list mine teaching signs", "", SIGNED_IN),
        ("GET", "worker", "", EVERYBODY),
        ("GET POST", "open", "", cast("registrar", "school")),
        ("GET", "my_class", "pk=enrollment", frozenset({"oneself"})),
        ("GET", "taught_class", "pk=class", frozenset({"lecturer school"})),
        ("GET", "detail sessions absences leave results certificates", "pk=class", CLASS_READERS),
        ("POST", "begin enter_results parts papers name_lecturer", "pk=class", TEACHERS),
        ("GET POST", "take_in add_session close", "pk=class", TEACHERS),
        ("GET POST", "session", "pk=session", TEACHERS),
        ("POST", "cancel_session", "pk=session", TEACHERS),
        ("GET", "roll_call", "pk=session", TEACHERS | {"group leader"}),
        ("POST", "marks", "pk=session", TEACHERS | {"group leader"}),
        ("GET POST", "leaving", "pk=enrollment", TEACHERS),
        ("GET POST", "make_up", "pk=attendee", TEACHERS),
        ("POST", "take_back_make_up", "pk=attendee", TEACHERS),
        ("POST", "take_back", "pk=enrollment", TEACHERS),
        ("POST", "lead", "pk=enrollment", SENDERS),
        ("GET POST", "ask_leave", "pk=class", SENDERS | GROUP),
        ("GET", "leave_request leave_file", "pk=leave", SENDERS | GROUP | TEACHERS),
        ("POST", "answer_leave", "pk=leave", TEACHERS),
        ("POST", "comment_leave", "pk=leave", SENDERS),
        ("POST", "withdraw_leave", "pk=leave", frozenset({"oneself"})),
        ("GET", "log", "pk=class", SENDERS | TEACHERS),
        ("GET POST", "log_with", "pk=class unit_pk=ward", SENDERS | TEACHERS),
        ("GET POST", "support", "pk=class", SENDERS | TEACHERS),
        ("POST", "remove_support", "pk=support", SENDERS | TEACHERS),
    ],
)
CAMPAIGNS = _rows(
    "campaigns",
    [
        ("GET", "list", "", cast(PARTY)),
        ("GET", "event", "pk=event", READERS),
    ],
)
REPORTS = _rows(
    "reports",
    [
        ("GET", "annual", "", cast(f"{PARTY} registrar")),
        ("GET", "download", "kind=xlsx", cast(f"{PARTY} registrar")),
        ("POST", "count", "", cast(f"{PARTY} registrar")),
        ("GET", "extract", "pk=person kind=xlsx", READERS | {"oneself"}),
    ],
)
FIGURE = {"figure": "membership.members_at_end"}
REPORTS += [
    Row("GET", "reports:rows", cast(f"{PARTY} registrar"), data=FIGURE),
    Row("GET", "reports:export", cast(f"{PARTY} registrar"), {"kind": "xlsx"}, FIGURE),
]
PORTAL = _rows(
    "portal",
    [
        ("GET", "check", "", EVERYBODY),
        ("GET", "certificate", "token=certificate_token", EVERYBODY),
    ],
)
PLAN = {"effective_on": "2026-03-02", "lines": [{"deed": "rename", "old": "C", "name": "Chi bộ Mới"}]}
_API = [
    ("GET people", "", SIGNED_IN),
    ("GET people/{person_id}", "person_id=person", READERS | {"oneself"}),
    ("GET obligations", "", SIGNED_IN),
    ("GET quotas", "", SIGNED_IN),
    ("POST quotas/{account_id}/shares", "account_id=quota", WARD),
    ("GET nominations/rounds", "", SIGNED_IN),
    ("GET nominations/rounds/{round_id}/nominations", "round_id=round", PROPOSERS),
    ("POST nominations/rounds/{round_id}/nominations", "round_id=round", READERS),
    ("POST nominations/rounds/{round_id}/decisions", "round_id=round", cast("approver", OVER_WARD)),
    ("POST nominations/rounds/{round_id}/list", "round_id=round", WARD),
    ("GET classes", "", SIGNED_IN),
    ("GET classes/{class_id}/enrollments", "class_id=class", CLASS_READERS),
    ("GET classes/{class_id}/sessions", "class_id=class", CLASS_READERS),
    ("GET classes/sessions/{session_id}/roll", "session_id=session", TEACHERS | {"group leader"}),
    ("POST classes/sessions/{session_id}/marks", "session_id=session", TEACHERS | {"group leader"}),
    ("GET reorganizations", "", cast("administrator")),
    ("GET reorganizations/{plan_id}", "plan_id=plan", WARD_ADMINISTRATORS),
    ("GET reorganizations/{plan_id}/lines", "plan_id=plan", WARD_ADMINISTRATORS),
    ("GET reorganizations/{plan_id}/points", "plan_id=plan", WARD_ADMINISTRATORS),
    ("POST reorganizations/{plan_id}/carry-out", "plan_id=plan", WARD_ADMINISTRATORS),
    ("POST reorganizations/{plan_id}/undo", "plan_id=plan", WARD_ADMINISTRATORS),
]
API = [
    Row(line.split()[0], line.replace(" ", " /api/v1/"), may, dict(pair.split("=") for pair in at.split()))
    for line, at, may in _API
]
API.append(Row("POST", "POST /api/v1/nominations/rounds/{round_id}/answers", TEACHERS, {"round_id": "sent_round"}, ANSWER))
API += [
    Row("POST", "POST /api/v1/reorganizations", WARD_ADMINISTRATORS, data=PLAN),
    Row("POST", "POST /api/v1/reorganizations/trial", WARD_ADMINISTRATORS, data=PLAN),
    Row(
        "POST",
        "POST /api/v1/reorganizations/{plan_id}/points",
        WARD_ADMINISTRATORS,
        {"plan_id": "plan"},
        {"points": [1], "to": None},
    ),
]
TABLE = [
    *ACCOUNTS, *HOME, *ORGANIZATIONS, *JOBS, *PEOPLE, *DOCUMENTS, *PROGRAMS, *RECORDS, *PLANNING, *OBLIGATIONS,
    *EXCHANGE,
    *REORGANIZATIONS,
    *NOMINATIONS,
    *RECOGNITION, *CLASSES, *CAMPAIGNS, *REPORTS, *PORTAL, *API,
]  # fmt: skip
OF_PACKAGES = ("account_", "mfa_", "usersessions_")  # allauth's own pages: about oneself, tested by allauth
