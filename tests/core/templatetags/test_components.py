"""What the tags compute; how it looks is tested in the browser."""

from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from nennep.core.templatetags import components
from nennep.core.templatetags.filter_bar import filters


class Filter(forms.Form):
    q = forms.CharField(required=False, label="Tìm")
    unit = forms.MultipleChoiceField(required=False, label="Chi bộ", choices=[("1", "Chi bộ 1"), ("2", "Chi bộ 2")])
    overdue = forms.BooleanField(required=False, label="Quá hạn")


class Dated(forms.Form):
    on = forms.DateField(label="Ngày", widget=forms.DateInput(attrs={"type": "date"}))


def rendered(source: str, query: str = "", **context: object) -> str:
    return Template(source).render(RequestContext(RequestFactory().get(f"/people/?{query}"), context))


def test_text_of_people_is_escaped() -> None:
    assert "&lt;b&gt;" in rendered("{% badge text %}", text="<b>")
    assert "&lt;b&gt;" in rendered('{% dialog "name" title %}x{% enddialog %}', title="<b>")


def test_content_of_a_dialog_is_kept_as_it_is() -> None:
    assert "<p>&lt;i&gt;</p>" in rendered('{% dialog "name" "Tên" %}<p>{{ text }}</p>{% enddialog %}', text="<i>")


@pytest.mark.parametrize(
    ("percent", "name"), [(None, ""), (0, "heat-1"), (50, "heat-2"), (84.9, "heat-3"), (85, "heat-4"), (100, "heat-5")]
)
def test_heat(percent: float | None, name: str) -> None:
    assert components.heat(percent) == name


@pytest.mark.parametrize(
    ("value", "whole", "percent"), [(3, 4, 75), (9, 4, 100), (-1, 4, 0), (None, 4, 0), (3, 0, 0), (3, None, 0)]
)
def test_a_bar_stays_within_its_cell(value: float | None, whole: float | None, percent: int) -> None:
    assert components.bar(value, whole)["percent"] == percent


def test_a_spark_of_equal_values_is_a_level_line() -> None:
    assert components.spark([4, 4, 4])["points"] == "0.0,24.0 42.0,24.0 84.0,24.0"
    assert components.spark([4])["points"] == ""


def test_numbers_in_attributes_follow_no_language() -> None:
    class Job:
        state, finished, message, error, progress_done, progress_total = "running", False, "", "", 12345, 100000

    text = rendered('{% job_progress job "/jobs/1/" "Nhập" %}', job=Job())
    assert 'value="12345" max="100000"' in text
    assert 'hx-get="/jobs/1/"' in text


def test_a_finished_job_is_asked_no_more() -> None:
    class Job:
        state, finished, message, error, progress_done, progress_total = "failed", True, "", "Dòng 8: thiếu họ tên.", 8, 10

    text = rendered('{% job_progress job "/jobs/1/" %}', job=Job())
    assert "hx-get" not in text
    assert "Dòng 8" in text


@pytest.mark.parametrize(
    ("query", "state", "link"),
    [
        ("", "ascending", "sort=-name"),
        ("sort=-name&page=3", "descending", "sort=name"),
        ("sort=due&unit=1", "none", "sort=name&amp;unit=1"),
    ],
)
def test_sorting_keeps_the_query_and_begins_at_the_first_page(query: str, state: str, link: str) -> None:
    text = rendered('{% sort_header "name" "Họ và tên" default="name" %}', query)
    assert f'aria-sort="{state}"' in text
    assert f'href="?{link}"' in text


def test_pages_keep_the_query() -> None:
    text = rendered("{% paginate page %}", "q=An&page=2", page=Paginator(range(95), 10).page(2))
    assert 'href="?q=An&amp;page=3" rel="next"' in text
    assert "11–20" in text


def test_chips_say_what_is_chosen_and_let_go_of_it_alone() -> None:
    request = RequestFactory().get("/people/?unit=1&unit=2&q=An&page=4&sort=due")
    shown: dict[str, Any] = filters(Context({"request": request}), Filter(request.GET))
    unit, overdue = shown["chips"]
    assert (unit["text"], unit["more"], unit["clear"]) == ("Chi bộ 1", 1, "/people/?q=An&sort=due")
    assert not overdue["shown"]
    assert shown["kept"] == [("sort", "due")]


@pytest.mark.parametrize(("most", "kind"), [(11, "radio"), (12, "<select")])
def test_a_short_choice_is_a_list_to_click_and_its_empty_one_says_all(most: int, kind: str) -> None:
    class Choice(forms.Form):
        year = forms.ChoiceField(required=False, choices=[("", "---------"), *((str(at), str(at)) for at in range(most))])

    text = rendered("{% filters form %}", form=Choice({}))
    assert kind in text
    assert "---" not in text


def test_a_date_is_typed_day_first_whatever_its_widget() -> None:
    text = rendered("{% field form.on %}", form=Dated(initial={"on": "2026-03-02"}))
    assert 'type="text"' in text
    assert 'type="date"' not in text


def test_an_error_names_its_field_and_leads_to_it() -> None:
    text = rendered("{% form_fields form %}", form=Dated({"on": "31/02/1980"}))
    assert '<a href="#id_on">Ngày: ' in text
    assert 'aria-invalid="true"' in text
    assert 'value="31/02/1980"' in text


def test_a_chart_and_its_table_hold_the_same_numbers() -> None:
    data = {"kind": "bar", "labels": ["I", "II"], "series": [{"name": "Đã học", "values": [38, 52], "urls": ["/a/", "/b/"]}]}
    text = rendered('{% chart "plan" data "Lượt học" %}', data=data)
    assert '<a href="/a/">38</a>' in text
    assert '"values": [38, 52]' in text


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/129.0 Safari/537.36 Edg/129.0", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36", "Chrome · Android"),
        ("curl/8", "curl/8"),
    ],
)
def test_device(agent: str, name: str) -> None:
    assert components.device(agent) == name
