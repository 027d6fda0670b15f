"""What an import says line by line."""

from nennep.exchange.result import as_lines
from nennep.exchange.rules.reason import reject, warn
from nennep.exchange.rules.verdict import Imported, Verdict

ROWS = [
    Verdict("DS", 2, "created", [], {"full_name": "Nguyễn Văn An"}),
    Verdict("DS", 3, "created", [warn("short_name", value="Bình")], {"full_name": "Bình"}),
    Verdict("DS", 4, "updated", [], {"full_name": "Lê Thị Chi"}),
    Verdict("DS", 5, "unchanged", [], {"full_name": "Phạm Văn Dũng"}),
    Verdict("DS", 6, "rejected", [reject("no_name")], {"full_name": ""}),
]


def lines(*, brief: bool) -> list[str]:
    return list(as_lines(Imported(7, "ds.xlsx", "roster", ROWS, {}), None, brief=brief))


def test_every_row_is_named() -> None:
    told = lines(brief=False)
    assert [line.split(":")[0] for line in told[:5]] == ["DS!2", "DS!3", "DS!4", "DS!5", "DS!6"]
    assert len(told) == 6


def test_in_brief_only_rows_with_something_to_say_are_named_and_the_others_counted() -> None:
    told = lines(brief=True)
    assert [line.split(":")[0] for line in told[:3]] == ["DS!3", "DS!4", "DS!6"]
    assert "2 " in told[3]
    assert "--verbose" in told[3]
    assert told[4] == lines(brief=False)[5]
