"""The catalog as shipped, and loading it again."""

from datetime import date

import pytest

from nennep.programs import catalog
from nennep.programs.models import Band, Program, ProgramVersion, RuleSet
from nennep.programs.queries.rule_set import rule_set_for
from nennep.programs.rules.classification import BandFact, problem_of
from nennep.programs.rules.versions import Span, overlap

pytestmark = pytest.mark.django_db
CODES = [
    "NTVD",
    "DVM",
    "SC",
    "TC",
    "CC",
    "CUV",
    "BTCB",
    "QPAN1",
    "QPAN2",
    "QPAN3",
    "QPAN4",
    "QLNNCV",
    "QLNNCVC",
    "KNLD",
    "NVCTD",
    "CNKT",
    "TH",
]


def test_holds_the_codes_of_the_year_book() -> None:
    catalog.load()
    assert sorted(Program.objects.values_list("code", flat=True)) == sorted(CODES)


def test_every_program_has_rules_on_every_day_and_none_is_called_verified() -> None:
    catalog.load()
    for program in Program.objects.all():
        for day in (date(2005, 1, 1), date(2021, 12, 20), date(2021, 12, 21), date(2026, 3, 1)):
            found = rule_set_for(program, day)
            assert found is not None
            assert found.program_id == program.pk
        spans = [Span(one.starts_on, one.ends_on) for one in program.rule_sets.all()]
        assert not overlap(spans)
    assert not RuleSet.objects.filter(verified=True).exists()


def test_every_rule_set_can_be_used() -> None:
    catalog.load()
    for one in RuleSet.objects.prefetch_related("bands"):
        bands = [BandFact(band.key, band.label, band.min_mark) for band in one.bands.all()]
        assert problem_of(bands, uses_marks=one.uses_marks, pass_mark=one.pass_mark) == ""


def test_the_awareness_certificate_is_valid_for_60_months() -> None:
    catalog.load()
    found = rule_set_for(Program.objects.get(code="NTVD"), date(2026, 1, 1))
    assert found is not None
    assert found.validity_months == 60


def test_elementary_uses_tot() -> None:
    catalog.load()
    assert Band.objects.filter(rule_set__program__code="SC", key="tot").exists()


def test_loading_again_changes_nothing_that_was_edited() -> None:
    catalog.load()
    before = (Program.objects.count(), ProgramVersion.objects.count(), RuleSet.objects.count(), Band.objects.count())
    Program.objects.filter(code="TC").update(name="Tên đã sửa")
    RuleSet.objects.filter(program__code="TC").update(attendance_floor=70)
    catalog.load()
    assert (Program.objects.count(), ProgramVersion.objects.count(), RuleSet.objects.count(), Band.objects.count()) == before
    assert Program.objects.get(code="TC").name == "Tên đã sửa"
    assert not RuleSet.objects.filter(program__code="TC").exclude(attendance_floor=70).exists()


def test_loading_again_brings_back_what_is_missing() -> None:
    catalog.load()
    Program.objects.filter(code="TH").delete()
    catalog.load()
    assert Program.objects.get(code="TH").rule_sets.count() == 1
