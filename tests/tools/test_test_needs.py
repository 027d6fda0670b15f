import pytest

from tools import test_needs


def test_a_machine_without_apt_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setitem(test_needs.NEEDS, "PostgreSQL 15 with contrib", (lambda: True, []))
    assert test_needs.main() == 1
    assert capsys.readouterr().err == "The tests need chromium, gettext. Install them: apt-get install chromium gettext\n"
