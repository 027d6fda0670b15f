"""The annual report as the paper that an office files. The words of papers are Vietnamese in every language."""

from collections.abc import Iterable, Sequence

from nennep.documents.layout.paper import Block, Cell, Column, Paper, Paragraph, Signature, Table, cell_text
from nennep.documents.models import Layout
from nennep.organizations.models import Unit
from nennep.organizations.scope import Tree
from nennep.recognition.models import Commendation
from nennep.reports.queries.annual import AnnualReport, TrainingLine
from nennep.reports.queries.sources import Scope
from nennep.reports.rules.span import Span, rate

LEVELS = {"none": "Chưa qua đào tạo", "SC": "Sơ cấp", "TC": "Trung cấp", "CC": "Cao cấp"}
FORMS = {"hall": "Hội trường", "online": "Trực tuyến", "broadcast": "Truyền hình", "self_study": "Tự nghiên cứu"}
OPEN_NUMBER = "      "


def annual_paper(report: AnnualReport, commended: Sequence[Commendation]) -> Paper:
    """Return the report as a draft in the layout of the unit; it becomes final when the unit numbers and signs it."""
    unit, span = report.scope.unit, report.scope.span
    state_body = unit.kind.is_provider
    parts = [_members(report), _levels(report), _training(report), _study(report), _commendations(commended)]
    blocks: list[Block] = []
    for numeral, (title, content) in zip(("I", "II", "III", "IV", "V"), parts, strict=True):
        blocks += [Paragraph(f"{numeral}. {title}", bold=True, align="left", indent=False), *content]
    return Paper(
        layout=Layout.STATE if state_body else Layout.PARTY,
        superior=unit.parent.name if unit.parent else "",
        body=unit.name,
        symbol=f"{OPEN_NUMBER}/BC" if state_body else f"{OPEN_NUMBER}-BC/{'CB' if unit.kind.is_cell else 'ĐU'}",
        title="BÁO CÁO",
        abstract=f"kết quả đào tạo, bồi dưỡng lý luận chính trị và học tập nghị quyết {years(span)}{_tree(report.scope)}",
        blocks=blocks,
        recipients=[*([f"{unit.parent.name} (báo cáo)"] if unit.parent else []), "Lưu"],
        signature=_signature(unit),
        draft=True,
    )


def _tree(scope: Scope) -> str:
    return "" if scope.tree == Tree.NOW else f" (theo tổ chức tại ngày {scope.day:%d/%m/%Y})"


def years(span: Span) -> str:
    """Return 'năm 2021' or 'giai đoạn 2019 - 2021'."""
    return f"năm {span.first}" if span.first == span.last else f"giai đoạn {span.first} - {span.last}"


def percent(share: float | None) -> str:
    """Return a rate as a percentage with up to two decimals, and a dash where there is none."""
    if share is None:
        return "–"
    return f"{share * 100:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "%"


def _signature(unit: Unit) -> Signature:
    if unit.kind.is_provider:
        return Signature(["THỦ TRƯỞNG ĐƠN VỊ"])
    return Signature(["T/M CHI BỘ" if unit.kind.is_cell else "T/M BAN THƯỜNG VỤ", "BÍ THƯ"])


def _text(*sentences: str) -> Paragraph:
    return Paragraph(" ".join(sentence for sentence in sentences if sentence))


def _some(number: int, words: str, otherwise: str = "") -> str:
    """Return 'words' with the number in the place of '#', or the other sentence for none."""
    return words.replace("#", cell_text(number)) if number else otherwise


def _members(report: AnnualReport) -> tuple[str, Iterable[Block]]:
    part, span = report.membership, report.scope.span
    whole = "chi bộ" if report.scope.unit.kind.is_cell else "toàn Đảng bộ"
    where = "" if report.scope.unit.kind.is_cell else f" tại {cell_text(part.cells_with_admission)} chi bộ"
    text = _text(
        f"Đến ngày {span.ends_on:%d/%m/%Y}, {whole} có {cell_text(part.members_at_end)} đảng viên (chính thức và dự bị).",
        _some(
            part.admitted,
            f"Trong {_period(span)} đã kết nạp # đảng viên{where}.",
            f"Trong {_period(span)} không kết nạp đảng viên.",
        ),
        _some(part.made_official, "Công nhận đảng viên chính thức cho # đồng chí."),
    )
    return "Tình hình đảng viên", [text]


def _period(span: Span) -> str:
    return "năm" if span.first == span.last else "giai đoạn"


def _levels(report: AnnualReport) -> tuple[str, Iterable[Block]]:
    part, members = report.theory_level, report.membership.members_at_end
    rows = [(name, getattr(part, key), percent(rate(getattr(part, key), members))) for key, name in LEVELS.items()]
    columns = [Column("Trình độ", 60), Column("Số đảng viên", 40, "right"), Column("Tỷ lệ", 40, "right")]
    high = f"{cell_text(part.TC + part.CC)}/{cell_text(members)}"
    return "Trình độ lý luận chính trị", [
        Table(columns, rows, total=("Tổng cộng", members, percent(rate(members, members)))),
        _text(
            f"Đảng viên có trình độ trung cấp trở lên: {high} đồng chí, đạt {percent(part.share_tc_or_higher)}." if members else ""
        ),
    ]


def _training(report: AnnualReport) -> tuple[str, Iterable[Block]]:
    part, hours = report.classes, report.attendance
    paid = sum(line.support_vnd for line in report.training)
    blocks: list[Block] = [
        _text(
            f"Trong {_period(report.scope.span)} đã cử {cell_text(part.trainees)} lượt người học tại {cell_text(part.opened)} lớp khai giảng;"
            f" có {cell_text(part.closed)} lớp bế giảng.",
            _some(paid, "Kinh phí hỗ trợ học viên: # đồng."),
        )
    ]
    if report.training:
        blocks.append(_training_table(report))
    if hours.expected:
        blocks.append(
            _text(
                f"Về chuyên cần: có mặt {cell_text(hours.attended)}/{cell_text(hours.expected)} lượt buổi học ({percent(hours.rate)});",
                f"vắng có lý do {cell_text(hours.absent_excused)} lượt, vắng không lý do {cell_text(hours.absent_unexcused)} lượt.",
            )
        )
    if report.training_by_title:
        rows = [(line.title, line.sent) for line in report.training_by_title]
        columns = [Column("Chức vụ khi cử", 100), Column("Lượt cử", 30, "right")]
        blocks.append(Table(columns, rows, total=("Tổng cộng", sum(line.sent for line in report.training_by_title))))
    return "Cử đi đào tạo, bồi dưỡng", blocks


def _training_table(report: AnnualReport) -> Table:
    counts = {
        "quota": "Chỉ tiêu",
        "sent": "Cử học",
        "completed": "Hoàn thành",
        "not_completed": "Không hoàn thành",
        "dropped": "Bỏ học",
        "studying": "Đang học",
    }
    columns = [
        Column("Chương trình", 48),
        *(Column(title, 15, "right") for title in counts.values()),
        Column("Xếp loại", 30),
        Column("Hỗ trợ (đồng)", 22, "right"),
    ]
    rows: list[Sequence[Cell]] = [
        (
            report.names.get(line.program, line.program),
            *(getattr(line, name) for name in counts),
            _classes_of(line, report.labels),
            line.support_vnd,
        )
        for line in report.training
    ]
    totals = [sum(getattr(line, name) for line in report.training) for name in counts]
    return Table(columns, rows, total=("Tổng cộng", *totals, None, sum(line.support_vnd for line in report.training)))


def _classes_of(line: TrainingLine, labels: dict[str, str]) -> str:
    return ", ".join(f"{cell_text(number)} {labels[key]}" for key, number in line.classification.items())


def _study(report: AnnualReport) -> tuple[str, Iterable[Block]]:
    part = report.study
    title = "Học tập, quán triệt nghị quyết"
    if not part.events:
        return title, [_text(f"Trong {_period(report.scope.span)} không có đợt học tập.")]
    rows = [(name, part.by_form[form]) for form, name in FORMS.items() if part.by_form[form]]
    blocks: list[Block] = [
        _text(
            f"Có {cell_text(part.events)} đợt học tập với {cell_text(part.participants)} người tham gia.",
            f"Số lượt phải học: {cell_text(part.expected)}; có mặt {cell_text(part.attended)} lượt, học bù {cell_text(part.made_up)} lượt,",
            f"vắng có lý do {cell_text(part.excused)} lượt, vắng không lý do {cell_text(part.unexcused)} lượt.",
            f"Đã nộp {cell_text(part.essays)} bài thu hoạch, đạt {percent(part.essay_rate)} số lượt đã học." if part.essays else "",
        )
    ]
    if rows:
        columns = [Column("Hình thức học", 100), Column("Lượt tham gia", 40, "right")]
        blocks.append(Table(columns, rows, total=("Tổng cộng", part.attended + part.made_up)))
    return title, blocks


def _commendations(commended: Sequence[Commendation]) -> tuple[str, Iterable[Block]]:
    if not commended:
        return "Khen thưởng", [_text("Không có.")]
    columns = [
        Column("Quyết định", 32),
        Column("Cơ quan", 34),
        Column("Hình thức", 24),
        Column("Tập thể, cá nhân", 38),
        Column("Thành tích", 50),
    ]
    rows = [
        (f"{one.decision_no} ngày {one.decided_on:%d/%m/%Y}", one.body, one.form, str(one.unit or one.person), one.reason)
        for one in commended
    ]
    return "Khen thưởng", [Table(columns, rows)]
