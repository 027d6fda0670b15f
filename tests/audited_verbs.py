"""Every verb leaves its audit entries: the whole suite is watched, and a verb that none of its tests saw writing one fails the run.

A part of the suite (a path, -k, -m) is not judged, since it does not call every verb.
"""

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Any

import pytest

import nennep
from nennep.core import verbs

WITHOUT_ENTRY: dict[str, str] = {}  # verb -> reason
_seen: set[str] = set()


def all_verbs() -> set[str]:
    """Return the verbs of all apps, as 'nennep.app.actions.module.name'."""
    found = set()
    for module in pkgutil.walk_packages(nennep.__path__, "nennep."):
        if ".actions" in module.name:
            for thing in vars(importlib.import_module(module.name)).values():
                wrapped = getattr(thing, "__wrapped__", None)
                if wrapped is not None and getattr(thing, "__code__", None) and thing.__code__.co_filename == verbs.__file__:
                    found.add(f"{wrapped.__module__}.{wrapped.__qualname__}")
    return found


def _calling_verb() -> str | None:
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == verbs.__file__ and "function" in frame.f_locals:
            function = frame.f_locals["function"]
            return f"{function.__module__}.{function.__qualname__}"
        frame = frame.f_back
    return None


@pytest.fixture(scope="session", autouse=True)
def watched_log() -> None:
    """Note which verb is at work when entries are written: by one of the two ways in which `record` writes."""
    from nennep.audit import actions  # noqa: PLC0415 - Django is set up by now

    few, many = actions._write_out, actions.insert_rows

    def write_out(actor: object, changes: Sequence[object], at: object) -> None:
        few(actor, changes, at)
        _note(bool(changes))

    def insert_rows(*args: Any, **kwargs: Any) -> list[int]:
        written = many(*args, **kwargs)
        _note(bool(written))
        return written

    actions._write_out, actions.insert_rows = write_out, insert_rows


def _note(written: bool) -> None:
    name = _calling_verb()
    if written and name:
        _seen.add(name)


def _whole_suite(config: pytest.Config) -> bool:
    narrowed = config.option.keyword or config.option.markexpr or config.option.ignore or getattr(config.option, "lf", False)
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not narrowed


def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker of xdist saw."""
    _seen.update(getattr(node, "workeroutput", {}).get("audited_verbs", ()))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Judge a whole run."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["audited_verbs"] = sorted(_seen)
        return
    if not _whole_suite(session.config) or session.testsfailed or session.shouldstop:
        return
    silent = all_verbs() - _seen - WITHOUT_ENTRY.keys()
    if silent:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        sys.stderr.write("\nNo test saw these verbs leave an audit entry:\n" + "".join(f"  {name}\n" for name in sorted(silent)))
