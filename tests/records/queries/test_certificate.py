import pytest

from nennep.core.errors import NotVisible
from nennep.records.queries.certificate import by_paper, by_token, visible, visible_or_404
from tests.conftest import QueriesAt
from tests.factories.people import person
from tests.records.conftest import Issued, issue


def test_issuer_and_keeper_see_it_and_others_do_not(issued: Issued) -> None:
    for actor in (issued.registrar, issued.officer):
        assert visible_or_404(actor, issued.certificate.pk) == issued.certificate
    for actor in (issued.other_registrar, issued.other_officer):
        with pytest.raises(NotVisible):
            visible_or_404(actor, issued.certificate.pk)


def test_a_paper_is_found_by_its_token_or_by_number_and_name_together(issued: Issued) -> None:
    assert by_token(issued.certificate.token) == issued.certificate
    assert by_token(issued.certificate.token[:-1]) is None
    assert by_paper("12/gcn-ttct", "nguyen van anh") == issued.certificate
    for number, holder in (
        ("12/GCN-TTCT", ""),
        ("12/GCN-TTCT", "Trần Văn Ánh"),
        ("13/GCN-TTCT", "Nguyễn Văn Ánh"),
        ("", "Nguyễn Văn Ánh"),
    ):
        assert by_paper(number, holder) is None


def test_the_same_number_of_another_issuer_is_another_paper(issued: Issued) -> None:
    other = issue(issued.center.parent or issued.center, person(issued.center, full_name="Lê Thị Hoa"))
    assert by_paper("12/GCN-TTCT", "Lê Thị Hoa") == other


def test_the_list_takes_one_query(issued: Issued, queries_at: QueriesAt) -> None:
    numbers = iter(range(100, 200))
    counts = queries_at(
        lambda: [(one.holder_name, str(one.completion.program), str(one.issuer)) for one in visible(issued.registrar)],
        lambda: issue(issued.center, person(issued.center), f"{next(numbers)}/GCN-TTCT"),
    )
    assert counts == [1, 1]
