from pathlib import Path

import pytest

from tests.tools.conftest import Write
from tools.check_templates import complaints


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<p>a</p>\n<script>run()</script>", "an inline script"),
        ('<script type="module">run()</script>', "an inline script"),
        ("<style>p {}</style>", "an inline style"),
        ('<p class="a" style="color: red">', "an inline style"),
        ('<p\n  onclick="run()">', "an event attribute"),
        ('<p hx-on:click="run()">', "an event attribute"),
        ('<a href="javascript:run()">', "a script address"),
        ("<p hx-vals='js:{a: 1}'>", "a script address"),
    ],
)
def test_what_the_policy_forbids_is_found(tmp_path: Path, write: Write, text: str, what: str) -> None:
    write("src/a/templates/a.html", text)
    assert [what in one for one in complaints(tmp_path)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="/main.js" defer></script>',
        '<script type="application/json" id="figures">[1]</script>',
        '<p data-style="a" class="on">the style = plain, once more</p>',
        '<button hx-post="/a" hx-confirm="b">Once</button>',
    ],
)
def test_what_it_allows_passes(tmp_path: Path, write: Write, text: str) -> None:
    write("src/a/templates/a.html", text)
    assert list(complaints(tmp_path)) == []
