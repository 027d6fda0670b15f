import pytest

from nennep.classes.actions.support import add_support, remove_support
from nennep.classes.models import Support
from nennep.classes.queries import support
from nennep.classes.queries.sight import sight_of
from nennep.core.errors import Forbidden, NotVisible, Refused
from tests.classes.conftest import Taught, Town


def test_a_sender_pays_for_its_own_and_sees_the_totals(town: Town, taught: Taught) -> None:
    ids = [taught.an.pk, taught.binh.pk]
    add_support(actor=town.officer, training_class=taught.of, enrollment_ids=ids, amount=200_000, source="Ngân sách phường")
    add_support(actor=town.officer, training_class=taught.of, enrollment_ids=ids[:1], amount=50_000, source="Quỹ khuyến học")
    add_support(actor=town.registrar, training_class=taught.of, enrollment_ids=[taught.chi.pk], amount=70_000, source="Tỉnh")

    own = support.trainees(town.officer, taught.of, sight_of(town.officer, taught.of))
    assert [(str(row.person), row.paid) for row in own] == [("Nguyễn Văn An", 250_000), ("Trần Thị Bình", 200_000)]  # type: ignore[attr-defined]  # an annotation
    totals = support.totals(own)
    assert (totals.by_source, totals.whole) == ([("Ngân sách phường", 400_000), ("Quỹ khuyến học", 50_000)], 450_000)
    everybody = support.trainees(town.registrar, taught.of, sight_of(town.registrar, taught.of))
    assert support.totals(everybody).whole == 520_000


@pytest.mark.parametrize("who", ["other_officer", "secretary", "other_registrar"])
def test_nobody_else_pays_or_takes_back(town: Town, taught: Taught, who: str) -> None:
    with pytest.raises(Forbidden):
        add_support(actor=getattr(town, who), training_class=taught.of, enrollment_ids=[taught.an.pk], amount=1, source="x")
    (made,) = add_support(actor=town.officer, training_class=taught.of, enrollment_ids=[taught.an.pk], amount=1, source="x")
    with pytest.raises(NotVisible):
        support.visible_or_404(getattr(town, who), made.pk)
    with pytest.raises(Forbidden):
        remove_support(actor=getattr(town, who), support=made)


def test_what_was_entered_by_mistake_is_removed(town: Town, taught: Taught) -> None:
    (made,) = add_support(actor=town.officer, training_class=taught.of, enrollment_ids=[taught.an.pk], amount=1, source="x")
    remove_support(actor=town.officer, support=support.visible_or_404(town.officer, made.pk))
    assert not Support.objects.exists()


def test_what_cannot_be_entered(town: Town, taught: Taught) -> None:
    for ids, amount, source, reason in (
        ([], 1, "x", "nobody_chosen"),
        ([taught.an.pk], 0, "x", "amount_out_of_range"),
        ([taught.an.pk], 2_000_000_000, "x", "amount_out_of_range"),
        ([taught.an.pk], 1, " ", "source_missing"),
        ([999_999], 1, "x", "not_a_trainee"),
    ):
        with pytest.raises(Refused, match=reason):
            add_support(actor=town.officer, training_class=taught.of, enrollment_ids=ids, amount=amount, source=source)
