"""The pages of the catalog: everybody reads, administrators of the root write."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from nennep.audit.models import Entry
from nennep.classes.models import TrainingClass
from nennep.core.actors import Role
from nennep.organizations.models import Unit
from nennep.programs.models import Program, RuleSet
from nennep.programs.queries.rule_set import rule_set_for
from tests.factories.obligations import completion, requirement
from tests.factories.organizations import unit, user, user_with
from tests.factories.people import person, post
from tests.factories.programs import program

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Unit:
    program()
    return unit("T", kind="province")


@pytest.fixture
def admin(client: Client, root: Unit) -> Client:
    client.force_login(user_with(Role.ADMINISTRATOR, root))
    return client


def rules(**fields: object) -> dict[str, object]:
    """Rules as the form posts them."""
    return {
        "name": "Quy chế mới", "starts_on": "2026-04-01", "legal_basis": "Quyết định 1-QĐ", "attendance_floor": "75", "absences_in_a_row": "3",
        "uses_marks": "on", "pass_mark": "5", "certificate_name": "giấy chứng nhận", "validity_months": "",
        "use_gioi": "on", "mark_gioi": "8", "use_khong_dat": "on", "mark_khong_dat": "0", "step": "save",
    } | fields  # fmt: skip


def test_the_catalog_and_a_program_are_read_by_anybody_signed_in(client: Client, root: Unit) -> None:
    assert client.get(reverse("programs:list")).status_code == 302
    client.force_login(user())
    listed = client.get(reverse("programs:list")).content.decode()
    assert "Bồi dưỡng nhận thức về Đảng" in listed
    assert "chưa đối chiếu văn bản" in listed
    shown = client.get(reverse("programs:program", args=["NTVD"])).content.decode()
    assert "Hướng dẫn 06-HD/TW" in shown
    assert "60 tháng" in shown
    assert client.get(reverse("programs:program", args=["KHONGCO"])).status_code == 404


@pytest.mark.parametrize(("name", "args"), [("add", []), ("edit", ["TC"]), ("add_version", ["TC"]), ("edit_rules", ["TC"])])
def test_only_an_administrator_of_the_root_changes(client: Client, root: Unit, name: str, args: list[str]) -> None:
    below = unit("W", parent=root, kind="ward")
    address = reverse(f"programs:{name}", args=args)
    for someone in (user_with(Role.OFFICER, root), user_with(Role.ADMINISTRATOR, below), user()):
        client.force_login(someone)
        assert client.get(address).status_code == 403
        assert client.post(address, rules()).status_code == 403
    client.force_login(user_with(Role.ADMINISTRATOR, root))
    assert client.get(address).status_code == 200
    assert RuleSet.objects.filter(name="Quy chế mới").count() == 0


def test_new_rules_are_previewed_then_saved_as_a_new_version(admin: Client) -> None:
    address = reverse("programs:edit_rules", args=["TC"])
    before = RuleSet.objects.count()
    shown = admin.post(address, rules(step="preview")).content.decode()
    assert "80" in shown
    assert "75" in shown
    assert RuleSet.objects.count() == before
    assert admin.post(address, rules()).status_code == 302
    tc = Program.objects.get(code="TC")
    old, new = rule_set_for(tc, date(2026, 3, 31)), rule_set_for(tc, date(2026, 4, 1))
    assert old is not None
    assert new is not None
    assert (old.attendance_floor, new.attendance_floor) == (80, 75)
    assert (old.ends_on, new.ends_on) == (date(2026, 3, 31), None)
    assert [(band.key, band.min_mark) for band in new.bands.all()] == [("gioi", Decimal(8)), ("khong_dat", Decimal(0))]
    assert sorted(Entry.objects.values_list("action", flat=True)) == ["programs.edit_rule_set", "programs.end_rule_set"]


@pytest.mark.parametrize(
    "fields",
    [
        {"attendance_floor": "101"},
        {"use_gioi": "", "use_khong_dat": ""},
        {"mark_gioi": ""},
        {"mark_gioi": "0"},
        {"starts_on": "2021-12-21"},
        {"verified": "on", "legal_basis": ""},
    ],
)
def test_rules_that_cannot_hold_are_refused(admin: Client, fields: dict[str, object]) -> None:
    before = RuleSet.objects.count()
    assert admin.post(reverse("programs:edit_rules", args=["TC"]), rules(**fields)).status_code == 422
    assert RuleSet.objects.count() == before
    assert not Entry.objects.exists()


def test_a_comparison_with_the_text_is_noted(admin: Client) -> None:
    rule_set = rule_set_for(program("TC"), date(2026, 1, 1))
    assert rule_set is not None
    address = reverse("programs:confirm_rules", args=["TC", rule_set.pk])
    assert admin.post(address, {"legal_basis": " "}).status_code == 422
    assert admin.post(address, {"legal_basis": "Quyết định 6468-QĐ/HVCTQG, Điều 20"}).status_code == 302
    rule_set.refresh_from_db()
    assert rule_set.verified
    assert Entry.objects.get().action == "programs.confirm_rule_set"
    assert admin.post(reverse("programs:confirm_rules", args=["SC", rule_set.pk]), {"legal_basis": "x"}).status_code == 404


def test_a_program_is_added_and_corrected(admin: Client) -> None:
    values = {"code": "KNM", "name": "Kỹ năng mới", "order": "200"}
    assert admin.post(reverse("programs:add"), values).status_code == 302
    assert admin.post(reverse("programs:add"), values).status_code == 422
    assert admin.post(reverse("programs:add"), values | {"code": "sai mã"}).status_code == 422
    assert "quy tắc chung" in admin.get(reverse("programs:program", args=["KNM"])).content.decode()
    assert admin.post(reverse("programs:edit", args=["KNM"]), {"name": "Kỹ năng", "order": "200"}).status_code == 302
    assert Program.objects.get(code="KNM").name == "Kỹ năng"
    version = {"label": "2 ngày", "sessions": "4", "starts_on": "2026-01-01"}
    assert admin.post(reverse("programs:add_version", args=["KNM"]), version).status_code == 302
    assert admin.post(reverse("programs:add_version", args=["KNM"]), version).status_code == 422
    assert sorted(Entry.objects.values_list("action", flat=True)) == ["programs.add", "programs.add_version", "programs.edit"]


def test_the_preview_tells_whom_new_rules_touch(admin: Client, root: Unit) -> None:
    requirement()
    school = unit("S", kind="political_school")
    for code, opens_on in (("TC25", date(2025, 9, 1)), ("TC26", date(2026, 9, 1))):
        TrainingClass.objects.create(
            code=code, name=code, program=program("TC"), provider=school, opens_on=opens_on, sessions_planned=1
        )
    post(person(root), root, "Bí thư đảng ủy tỉnh")
    ward = unit("W", parent=root, kind="ward")
    post(person(ward), ward, "Bí thư đảng ủy phường")
    completion(person(ward), "TC", date(2024, 1, 1))
    shown = admin.post(reverse("programs:edit_rules", args=["TC"]), rules(step="preview"))
    told = {(one.number, one.kept) for one in shown.context["preview"].touched}
    assert told == {(1, True), (1, False)}
    page = shown.content.decode()
    assert "1 lớp khai giảng trước ngày đó giữ quy chế" in page
    assert "1 lớp dự kiến khai giảng từ ngày đó trở đi" in page
    assert "1 người chưa xong vào ngày đó" in page
    assert "1 kết quả đã có" in page


def test_the_default_rules_change_for_every_program_without_rules_of_its_own(admin: Client) -> None:
    bare = Program.objects.create(code="KNM", name="Kỹ năng mới")
    school = unit("S", kind="political_school")
    TrainingClass.objects.create(
        code="KNM26", name="Lớp", program=bare, provider=school, opens_on=date(2026, 9, 1), sessions_planned=1
    )
    page = admin.get(reverse("programs:default_rules")).content.decode()
    assert "Kỹ năng mới" in page
    assert "Trung cấp lý luận chính trị" not in page
    address = reverse("programs:edit_default_rules")
    shown = admin.post(address, rules(step="preview"))
    assert [one.text for one in shown.context["preview"].touched] == ["Kỹ năng mới: 1 lớp dự kiến khai giảng từ ngày đó trở đi."]
    assert admin.post(address, rules()).status_code == 302
    assert admin.post(address, rules()).status_code == 422
    old, new = rule_set_for(bare, date(2026, 3, 31)), rule_set_for(bare, date(2026, 4, 1))
    assert old is not None
    assert new is not None
    assert (old.attendance_floor, old.program, new.attendance_floor, new.program) == (80, None, 75, None)
    confirm = reverse("programs:confirm_default_rules", args=[new.pk])
    assert admin.post(confirm, {"legal_basis": "Quyết định 1-QĐ, Điều 2"}).status_code == 302
    of_tc = rule_set_for(program("TC"), date(2026, 4, 1))
    assert of_tc is not None
    assert admin.post(reverse("programs:confirm_default_rules", args=[of_tc.pk]), {"legal_basis": "x"}).status_code == 404
