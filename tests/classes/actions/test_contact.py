import pytest

from nennep.audit.models import Entry
from nennep.classes.actions.contact import write_note
from nennep.classes.models import ContactKind
from nennep.classes.queries import contact
from nennep.core.errors import Forbidden, NotVisible, Refused
from tests.classes.conftest import Taught, Town
from tests.factories.classes import NOW


def test_both_sides_write_and_read_the_same_lines(town: Town, taught: Taught) -> None:
    fields = {"training_class": taught.of, "sending_unit": town.ward, "now": NOW}
    write_note(actor=town.registrar, kind=ContactKind.VIOLATION, text="Bỏ tiết", enrollment=taught.an, **fields)
    write_note(actor=town.officer, kind=ContactKind.BRIEFING, text="Đã quán triệt", **fields)

    for actor in (town.registrar, town.officer):
        unit = contact.partner_or_404(actor, taught.of, town.ward.pk)
        assert [(note.text, note.by_provider) for note in contact.notes(taught.of, unit)] == [
            ("Đã quán triệt", False),
            ("Bỏ tiết", True),
        ]
    assert Entry.objects.filter(action="classes.write_note").count() == 2
    assert not Entry.objects.filter(object_label__contains="Bỏ tiết").exists()


@pytest.mark.parametrize("who", ["secretary", "other_officer", "other_registrar", "an"])
def test_nobody_else_reads_or_writes(town: Town, taught: Taught, who: str) -> None:
    actor = town.member(town.an) if who == "an" else getattr(town, who)
    with pytest.raises(NotVisible):
        contact.partner_or_404(actor, taught.of, town.ward.pk)
    with pytest.raises(Forbidden):
        write_note(actor=actor, training_class=taught.of, sending_unit=town.ward, kind=ContactKind.CONTACT, text="x", now=NOW)


def test_the_provider_has_a_log_with_each_sender_and_a_sender_only_its_own(town: Town, taught: Taught) -> None:
    assert set(contact.partners(town.registrar, taught.of)) == {town.ward, town.other_ward}
    assert list(contact.partners(town.officer, taught.of)) == [town.ward]


def test_who_says_what(town: Town, taught: Taught) -> None:
    for actor, kind, enrollment, reason in (
        (town.officer, ContactKind.VIOLATION, taught.an, "breach_by_provider"),
        (town.registrar, ContactKind.VIOLATION, None, "breach_without_trainee"),
        (town.registrar, ContactKind.BRIEFING, None, "briefing_by_sender"),
        (town.registrar, ContactKind.NOTICE, taught.chi, "trainee_of_other_unit"),
    ):
        with pytest.raises(Refused, match=reason):
            write_note(
                actor=actor, training_class=taught.of, sending_unit=town.ward, kind=kind, text="x", now=NOW, enrollment=enrollment
            )
    with pytest.raises(Refused, match="not_a_sender"):
        write_note(
            actor=town.registrar, training_class=taught.of, sending_unit=town.top, kind=ContactKind.NOTICE, text="x", now=NOW
        )
