"""What holds the house together (docs/architecture.md): rows, thin views, no signals."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src/nennep"
JUNK = {"utils", "helpers", "services", "managers", "signals", "common", "misc"}
SIGNALS = {
    "django.dispatch",
    "django.db.models.signals",
    "django.core.signals",
    "django.test.signals",
    "django.contrib.auth.signals",
}


def rows() -> list[set[str]]:
    """Return the apps of each row, the upper first, as the import contract names them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers" and one["containers"] == ["nennep"])
    return [{name.strip(" ()") for name in layer.split("|")} for layer in layers]


HEIGHT = {app: -place for place, row in enumerate(rows()) for app in row}


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield name and syntax tree of each source file, those of `folders` (or files of that name) inside an app if named."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if "migrations" not in parts and (not folders or set(folders) & set(parts[1:])):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("nennep.")]


def test_every_app_stands_in_a_row() -> None:
    assert {model._meta.app_label for model in own_models()} <= HEIGHT.keys()
    assert {path.parent.name for path in PACKAGE.glob("*/apps.py")} <= HEIGHT.keys()


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model: type[models.Model]) -> None:
    above = HEIGHT[model._meta.app_label]
    for field in model._meta.get_fields():
        target = getattr(field, "related_model", None)
        if not field.concrete or target is None or not target.__module__.startswith("nennep."):
            continue
        label = target._meta.app_label
        assert label == model._meta.app_label or HEIGHT[label] < above, (
            f"{model._meta.label}.{field.name} points at {target._meta.label}"
        )


def test_views_and_api_neither_save_nor_query() -> None:
    seen, found = 0, []
    for name, tree in sources("views", "api"):
        seen += 1
        found += [
            f"{name}:{node.lineno}: .{node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr in {"objects", "save", "bulk_create", "bulk_update"}
        ]
    assert seen > 10
    assert found == []


def test_there_are_no_signals_of_our_own() -> None:
    found = []
    for name, tree in sources():
        for node in ast.walk(tree):
            modules = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                modules = [node.module, *[f"{node.module}.{one.name}" for one in node.names]]
            found += [f"{name}:{node.lineno}: {module}" for module in modules if module in SIGNALS]
    assert found == []


def test_no_module_is_a_junk_drawer() -> None:
    assert [path for path in PACKAGE.rglob("*") if path.stem in JUNK and path.suffix in {"", ".py"}] == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    asks = {("timezone", "now"), ("timezone", "localdate"), ("date", "today"), ("datetime", "now"), ("datetime", "today")}
    found = []
    for name, tree in sources():
        found += [
            f"{name}:{node.lineno}: {node.value.id}.{node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in asks
        ]
    assert [one for one in found if not one.startswith("src/nennep/core/clock.py:")] == []


def test_verbs_sit_in_actions() -> None:
    found, seen = [], 0
    for name, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(one, ast.Name) and one.id == "verb" for one in node.decorator_list
            ):
                seen += 1
                if "/actions" not in name:
                    found.append(f"{name}:{node.lineno}: {node.name}")
    assert seen > 10
    assert found == []
