"""A choice among many rows: in a form and among the filters of a list."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from nennep.core.choices import ShortChoiceField
from nennep.organizations.actions.steps import NewUnit, add_units
from nennep.organizations.models import Unit
from tests.factories import organizations as org

pytestmark = pytest.mark.django_db


class Asked(forms.Form):
    unit = ShortChoiceField(Unit.objects.none(), label="Đơn vị")

    def __init__(self, query: str = "") -> None:
        super().__init__(QueryDict(query))
        self.fields["unit"].offer(Unit.objects.order_by("pk"), self["unit"].value())  # type: ignore[attr-defined]


@pytest.fixture
def ward() -> Unit:
    return org.unit(kind="ward")


def many(ward: Unit) -> None:
    add_units([NewUnit(f"W-{n:03}", f"Chi bộ khối {n}", "cell", ward, date(2000, 1, 1)) for n in range(ShortChoiceField.OFFERED)])


def test_few_rows_are_all_offered_and_no_code_is_asked(ward: Unit) -> None:
    form = Asked(f"unit={ward.pk}")
    assert form.is_valid()
    assert form.cleaned_data["unit"] == ward
    assert "unit_code" not in str(form["unit"])
    assert "required" in str(form["unit"])


def test_a_row_that_is_not_offered_is_named_by_its_code_which_goes_before_what_was_chosen(ward: Unit) -> None:
    many(ward)
    form = Asked(f"unit={ward.pk}&unit_code=w-299")
    assert str(form["unit"]).count("<option") == ShortChoiceField.OFFERED + 1
    assert "required" not in str(form["unit"])
    assert form.is_valid()
    assert form.cleaned_data["unit"].code == "W-299"


@pytest.mark.parametrize("query", ["", "unit=&unit_code=", "unit_code=W-999", "unit==W-999", "unit=x"])
def test_what_names_no_row_is_refused(ward: Unit, query: str) -> None:
    many(ward)
    assert not Asked(query).is_valid()


def test_a_filter_shows_the_code_once_and_is_cleared_with_it(ward: Unit) -> None:
    many(ward)
    query = "unit_code=W-299&sort=name"
    context = Context({"form": Asked(query), "request": RequestFactory().get(f"/list/?{query}")})
    shown = Template("{% filters form %}").render(context)
    assert shown.count('name="unit_code"') == 1
    assert '<span class="chip-value">W-299</span>' in shown
    assert 'href="/list/?sort=name"' in shown


def test_names_are_no_markup(ward: Unit) -> None:
    Unit.objects.filter(pk=ward.pk).update(name='<b>"Đảng ủy" & chi bộ</b>')
    assert "&lt;b&gt;&quot;Đảng ủy&quot; &amp; chi bộ&lt;/b&gt;</option>" in str(Asked()["unit"])
