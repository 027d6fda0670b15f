"""The extract of a study record as the paper that a cell certifies. The words of papers are Vietnamese in every language."""

from nennep.attendance.models import State
from nennep.documents.layout.paper import Block, Column, Paper, Paragraph, Signature, Table
from nennep.documents.models import Layout
from nennep.reports.paper import OPEN_NUMBER
from nennep.reports.queries.extract import Extract

STATES = {
    State.PRESENT: "Có mặt",
    State.EXCUSED: "Vắng có lý do",
    State.UNEXCUSED: "Vắng không lý do",
    State.MADE_UP: "Học bù",
}
RESULTS = {"studying": "Đang học", "not_completed": "Không hoàn thành", "dropped": "Bỏ học"}


def extract_paper(extract: Extract) -> Paper:
    """Return the extract as a draft: it becomes final when the unit signs it."""
    person, unit = extract.person, extract.unit
    parts = [part for part in (_completed(extract), _unfinished(extract), _events(extract), _praise(extract)) if part]
    blocks = [block for numeral, part in zip(("I", "II", "III", "IV"), parts, strict=False) for block in _headed(numeral, part)]
    return Paper(
        layout=Layout.PARTY,
        superior=unit.parent.name if unit and unit.parent else "",
        body=unit.name if unit else "",
        symbol=f"{OPEN_NUMBER}-TK/CB",
        title="BẢN TRÍCH",
        abstract=f"kết quả học tập, bồi dưỡng của {person.full_name}",
        blocks=[*_facts(extract), *blocks],
        recipients=["Cá nhân", "Lưu"],
        signature=Signature(["T/M CHI BỘ" if unit and unit.kind.is_cell else "T/M BAN THƯỜNG VỤ", "BÍ THƯ"]),
        draft=True,
    )


def _facts(extract: Extract) -> list[Block]:
    person = extract.person
    told = [
        ("Họ và tên", person.full_name),
        ("Ngày sinh", person.born.text if person.born else ""),
        ("Ngày vào Đảng", person.admitted.text if person.admitted else ""),
        ("Ngày chính thức", person.official.text if person.official else ""),
        ("Đơn vị", extract.unit.name if extract.unit else ""),
    ]
    return [Paragraph(f"{label}: {value}", align="left") for label, value in told if value]


def _headed(numeral: str, part: tuple[str, Block]) -> list[Block]:
    title, content = part
    return [Paragraph(f"{numeral}. {title}", bold=True, align="left", indent=False), content]


def _completed(extract: Extract) -> tuple[str, Block] | None:
    columns = [
        Column("Chương trình", 60),
        Column("Hoàn thành", 24),
        Column("Xếp loại", 24),
        Column("Số giấy", 30),
        Column("Nơi cấp", 40),
    ]
    rows = [
        (
            one.program.name,
            f"{one.completed_on:%d/%m/%Y}",
            one.classification_label,
            one.certificate.number if hasattr(one, "certificate") else "",
            one.provider_name,
        )
        for one in extract.completions
    ]
    return "Đã hoàn thành", Table(columns, rows) if rows else Paragraph("Chưa có.")


def _unfinished(extract: Extract) -> tuple[str, Block] | None:
    columns = [Column("Lớp", 90), Column("Khai giảng", 24), Column("Kết quả", 40)]
    rows = [
        (one.training_class.name, f"{one.training_class.opens_on:%d/%m/%Y}", RESULTS.get(one.result, ""))
        for one in extract.unfinished
    ]
    return ("Đang học, chưa hoàn thành", Table(columns, rows)) if rows else None


def _events(extract: Extract) -> tuple[str, Block] | None:
    columns = [Column("Đợt học tập", 90), Column("Ngày", 24), Column("Tham gia", 30), Column("Nộp thu hoạch", 28)]
    rows = []
    for one in extract.events:
        essay = one.study_result.essay_on if hasattr(one, "study_result") else None
        rows.append(
            (
                one.gathering.title,
                f"{one.gathering.held_on:%d/%m/%Y}",
                STATES[State(one.state)],
                f"{essay:%d/%m/%Y}" if essay else "",
            )
        )
    return ("Học tập, quán triệt nghị quyết", Table(columns, rows)) if rows else None


def _praise(extract: Extract) -> tuple[str, Block] | None:
    columns = [Column("Quyết định", 40), Column("Hình thức", 30), Column("Cơ quan", 40), Column("Lý do", 60)]
    rows = [(f"{one.decision_no}, {one.decided_on:%d/%m/%Y}", one.form, one.body, one.reason) for one in extract.commendations]
    return ("Khen thưởng", Table(columns, rows)) if rows else None
