"""Papers for tests."""

from collections.abc import Sequence
from datetime import date

from nennep.documents.layout.paper import Cell, Column, Paper, Paragraph, Signature, Table
from nennep.documents.models import Layout

COLUMNS = (
    Column("Họ và tên", 40),
    Column("Nam", 22, "center", "Ngày sinh"),
    Column("Nữ", 22, "center", "Ngày sinh"),
    Column("Số lượt", 20),
)


def paper(rows: Sequence[Sequence[Cell]] = (("Nguyễn Thị Hiệu", None, "12/03/1985", 1056),), **fields: object) -> Paper:
    """Return a paper with one table."""
    given: dict[str, object] = {
        "layout": Layout.PARTY,
        "superior": "Đảng bộ tỉnh Mẫu",
        "body": "Đảng ủy phường Mẫu",
        "title": "Danh sách",
        "abstract": "cử đi học năm 2026",
        "blocks": [Paragraph("Căn cứ kế hoạch năm:"), Table(COLUMNS, rows, total=("Tổng cộng", None, None, 1056))],
        "symbol": "34-DS/ĐU",
        "place": "Mẫu",
        "issued_on": date(2026, 2, 5),
        "recipients": ["Trường Chính trị", "Lưu Văn phòng"],
        "signature": Signature(("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "Trần Thị Mẫu"),
    }
    return Paper(**(given | fields))  # type: ignore[arg-type]  # the fields of a paper
