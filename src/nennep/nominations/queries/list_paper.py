"""The list that goes to the provider, in the columns that offices use (DOMAIN.md section 7).

Personal numbers and religion are left out: the purpose does not ask for them.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from nennep.documents.layout.paper import Cell, Column, Paper, Paragraph, Table
from nennep.documents.queries.letterhead import letterhead_of, paper_of
from nennep.documents.rules import number
from nennep.nominations.models import Nomination, NominationRound
from nennep.nominations.rules.dossier import HOLDING
from nennep.organizations.queries.actor import in_force
from nennep.people.models import Level, Person, Post, Sex, TheoryLevel

LIST_TYPE = "DS"
_DAY = 22
_COLUMNS = (
    Column("Họ và tên", 38),
    Column("Nam", _DAY, "center", "Ngày sinh"),
    Column("Nữ", _DAY, "center", "Ngày sinh"),
    Column("Dân tộc", 15, "center"),
    Column("Chức vụ, đơn vị", 48),
)
_PARTY = (Column("Dự bị", _DAY, "center", "Ngày vào Đảng"), Column("Chính thức", _DAY, "center", "Ngày vào Đảng"))
_CELL = (Column("Chi bộ giới thiệu", 38),)
_LAST = (Column("Chuyên môn", 30), Column("LLCT", 14, "center"), Column("Ghi chú", 26))
_LEVELS = {Level.ELEMENTARY: "SC", Level.INTERMEDIATE: "TC", Level.ADVANCED: "CC"}


def abstract_of(round: NominationRound, *, supplement: bool = False) -> str:
    """Return what stands under 'DANH SÁCH'; a later list of the same round supplements it."""
    who = "quần chúng ưu tú" if round.program.for_non_members else "cán bộ, đảng viên"
    more = "bổ sung " if supplement else ""
    return f"{more}cử {who} đi học chương trình {round.program.name} năm {round.year}"


def file_name(symbol: str, ending: str) -> str:
    """Return the name under which a list is kept: '05-DS-ĐU.docx'."""
    return f"{symbol.replace('/', '-')}.{ending}"


def draft_paper(round: NominationRound, today: date) -> Paper:
    """Return the list as it would go now, marked as a draft, its number still open."""
    rows = list(round.nominations.filter(state__in=HOLDING).select_related("person", "unit"))
    head = letterhead_of(round.unit)
    symbol = number.symbol(head.layout, None, LIST_TYPE, head.organ)
    return list_paper(round, rows, abstract=abstract_of(round), symbol=symbol, issued_on=None, today=today, draft=True)


def list_paper(
    round: NominationRound,
    rows: Sequence[Nomination],
    *,
    abstract: str,
    symbol: str,
    issued_on: date | None,
    today: date,
    draft: bool = False,
) -> Paper:
    """Return the list of dossiers by given name, with the order of priority in the notes."""
    people = [row.person for row in rows]
    posts, levels = _posts(people, today), _levels(people)
    candidates = round.program.for_non_members
    printed = sorted(rows, key=lambda row: (row.person.sort_key, row.person_id))
    table = Table(
        columns=(*_COLUMNS, *(_CELL if candidates else _PARTY), *_LAST),
        rows=[_row(row, posts[row.person_id], levels.get(row.person_id, ""), candidates=candidates) for row in printed],
    )
    to = f" gửi {round.provider.name}" if round.provider else ""
    basis = f"Căn cứ {round.basis}; " if round.basis else ""
    opening = f"{basis}theo đề nghị của các chi bộ, {round.unit.name} lập danh sách{to} như sau:"
    return paper_of(
        letterhead_of(round.unit),
        title="Danh sách",
        abstract=abstract,
        blocks=[
            Paragraph(opening[0].upper() + opening[1:]),
            table,
            Paragraph(f"Danh sách gồm {len(rows)} người.", italic=True, indent=False),
        ],
        symbol=symbol,
        issued_on=issued_on,
        recipients=[*([round.provider.name] if round.provider else []), "Các chi bộ có người được cử", "Lưu Văn phòng"],
        draft=draft,
        landscape=True,
    )


def _row(row: Nomination, posts: Sequence[str], level: str, *, candidates: bool) -> list[Cell]:
    person = row.person
    born = person.born.text if person.born else ""
    party: list[Cell] = (
        [row.unit.name]
        if candidates
        else [person.admitted.text if person.admitted else "", person.official.text if person.official else ""]
    )
    return [
        person.full_name,
        born if person.sex == Sex.MALE else "",
        born if person.sex != Sex.MALE else "",
        person.ethnicity,
        ", ".join([*posts, row.unit.name]),
        *party,
        person.education,
        level,
        f"Ưu tiên {row.rank}" if row.rank else "",
    ]


def _posts(people: Sequence[Person], today: date) -> dict[int, list[str]]:
    held: dict[int, list[str]] = defaultdict(list)
    for post in Post.objects.filter(in_force(today), person__in=people).order_by("id"):
        held[post.person_id].append(post.title)
    return held


def _levels(people: Sequence[Person]) -> dict[int, str]:
    order = list(_LEVELS)
    highest: dict[int, Level] = {}
    for row in TheoryLevel.objects.filter(person__in=people):
        level = Level(row.level)
        if row.person_id not in highest or order.index(level) > order.index(highest[row.person_id]):
            highest[row.person_id] = level
    return {pk: _LEVELS[level] for pk, level in highest.items()}
