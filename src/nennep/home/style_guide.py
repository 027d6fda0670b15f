"""The style guide: every component with invented data, for those who build pages (only while DEBUG is on)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nennep.core.errors import Refused

NAMES = (
    "Nguyễn Thị Ánh", "Trần Văn Bình", "Lê Thị Cúc", "Phạm Quốc Dũng", "Hoàng Thị Đào", "Vũ Đình Giang", "Đặng Thị Hà",
    "Bùi Văn Hải", "Đỗ Thị Hằng", "Hồ Sỹ Hùng", "Ngô Thị Lan", "Dương Văn Lâm", "Lý Thị Mơ", "Phan Văn Nam",
)  # fmt: skip
LATE = NAMES[1::5]
SOON = NAMES[2::5]
CELLS = ("Chi bộ Quỳnh Hải", "Chi bộ Trường THCS Quỳnh Xuân", "Chi bộ Quân sự", "Chi bộ Trạm Y tế")
STATES = (
    ("present", "Có mặt", "done", "check"),
    ("excused", "Có phép", "soon", "clock"),
    ("absent", "Vắng", "late", "x"),
)

EVENTS = [
    {
        "title": "Được công nhận hoàn thành lớp đảng viên mới",
        "when": date(2026, 3, 14),
        "text": "Xếp loại Khá",
        "icon": "certificate",
        "tone": "done",
        "url": "#",
    },
    {
        "title": "Vắng buổi học thứ 3",
        "when": date(2026, 3, 6),
        "text": "Có phép: đi công tác",
        "icon": "clock",
        "tone": "soon",
    },
    {"title": "Được kết nạp vào Đảng", "when": date(2025, 5, 19)},
]


@dataclass(frozen=True, slots=True)
class SampleJob:
    """Long work half done."""

    state: str
    progress_done: int = 1240
    progress_total: int = 3000
    message: str = ""
    error: str = ""
    finished: bool = field(default=True)


class SampleFilter(forms.Form):
    """The filters of a list."""

    q = forms.CharField(required=False, label="Tìm theo tên, số thẻ")
    cell = forms.MultipleChoiceField(
        required=False,
        label="Chi bộ",
        choices=[(str(at), name) for at, name in enumerate(CELLS)],
        widget=forms.CheckboxSelectMultiple,
    )
    standing = forms.ChoiceField(
        required=False,
        label="Diện",
        choices=[("", "Tất cả"), ("probationary", "Dự bị"), ("official", "Chính thức")],
        widget=forms.RadioSelect,
    )
    before = forms.DateField(required=False, label="Hạn trước ngày")
    overdue = forms.BooleanField(required=False, label="Quá hạn")


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Họ và tên", help_text="Viết đủ dấu, như trong lý lịch đảng viên.")
    admitted_on = forms.DateField(label="Ngày kết nạp")
    cell = forms.ChoiceField(label="Chi bộ", choices=list(enumerate(CELLS)))
    kind = forms.ChoiceField(
        label="Hình thức học", choices=[("f", "Tập trung"), ("p", "Không tập trung")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Lý do", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label="Đã có ý kiến của cấp ủy", required=False)
    file = forms.FileField(label="Tệp kèm theo", required=False, help_text="Tệp .xlsx, .xls, .ods hoặc .csv, không quá 20 MB.")


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show all components; `?phone` shows the roll call, `?toast` notices; whatever is sent is refused, to show that too."""
    if request.method == "POST":
        raise Refused("đây chỉ là trang kiểu mẫu")
    if "phone" in request.GET:
        return render(request, "style_guide_phone.html", {"rows": _rows(), "states": STATES, "total": len(NAMES)})
    if "toast" in request.GET:
        messages.success(request, "Đã cử 3 người vào danh sách.")
        messages.error(request, "Dòng 14: ngày sinh 31/02/1980 không có thật. Sửa ô C14 rồi nhập lại.")
    return render(request, "style_guide.html", _samples(request))


def _rows() -> list[dict[str, Any]]:
    states = ("present", "", "present", "excused", "absent", "")
    return [
        {
            "attendee": at,
            "name": name,
            "detail": CELLS[at % 4],
            "state": states[at % 6],
            "late": name in LATE,
            "soon": name in SOON,
            "share": 35 + 5 * at,
        }
        for at, name in enumerate(NAMES)
    ]


def _samples(request: HttpRequest) -> dict[str, Any]:
    page = Paginator(range(1, 336), 14).get_page(request.GET.get("page"))
    wrong = SampleForm({"cell": "1", "kind": "x"})
    return {
        "filter_form": SampleFilter(request.GET),
        "views": [{"label": "Dự bị sắp hết hạn", "url": "?standing=probationary", "active": False}],
        "rows": _rows(),
        "page": page,
        "form": SampleForm(),
        "wrong": wrong,
        "jobs": [SampleJob("running"), SampleJob("done"), SampleJob("failed", error="Dòng 812: thiếu họ tên.")],
        "trend": [12, 15, 14, 18, 21, 19, 26],
        "steps": ["Chọn tệp", "Đối chiếu cột", "Xem từng dòng", "Hoàn tất"],
        "facts": [("Ngày sinh", "12/03/1988"), ("Ngày kết nạp", "19/05/2024", "Quyết định số 45-QĐ/ĐU"), ("Chức vụ", None)],
        "tabs": [
            {"label": "Quá trình học", "url": "#", "active": True, "count": 7},
            {"label": "Lý lịch", "url": "#", "active": False},
            {"label": "Ai đã xem", "url": "#", "active": False, "count": 2},
        ],
        "events": EVENTS,
        "chart": {
            "kind": "bar",
            "labels": ["Quý I", "Quý II", "Quý III", "Quý IV"],
            "series": [
                {"name": "Kế hoạch", "values": [40, 60, 55, 80], "tone": "neutral"},
                {"name": "Đã học", "values": [38, 52, 57, 31], "urls": ["#1", "#2", "#3", "#4"], "tone": "info"},
            ],
        },
    }
