"""The sheet `Lớp`: classes as they were held."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from nennep.classes.actions import imported as steps
from nennep.classes.actions.imported import ImportedClass
from nennep.classes.models import ClassSession, TrainingClass
from nennep.exchange.actions.book_context import Context, differences, first, logged, reject_second
from nennep.exchange.queries.known import chunks, spellings
from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.book_check import check_class
from nennep.exchange.rules.reason import reject, warn
from nennep.obligations.actions.steps import announce_class
from nennep.obligations.models import AnnouncedClass
from nennep.organizations.models import Unit
from nennep.programs.models import Program
from nennep.programs.queries.rule_set import rule_set_for
from nennep.vietnamese.text import squash

TITLES = {
    "name": "Tên lớp", "program_id": "Mã chương trình", "provider_name": "Cơ sở đào tạo", "partner_name": "Đơn vị phối hợp",
    "opens_on": "Khai giảng", "closes_on": "Bế giảng", "sessions_planned": "Số buổi", "form": "Hình thức",
}  # fmt: skip
KIND = "classes.trainingclass"


def classes_of(codes: Sequence[str]) -> dict[str, TrainingClass]:
    """Return classes by their codes, each with `is_held_here`: its roll is called in the system."""
    held = Exists(ClassSession.objects.filter(training_class=OuterRef("pk")))
    return {
        one.code.casefold(): one
        for part in chunks(spellings(codes))
        for one in TrainingClass.objects.filter(code__in=part)
        .select_related("program", "provider", "rule_set")
        .annotate(is_held_here=held)
    }


def take_classes(context: Context, rows: Sequence[BookRow]) -> None:
    """Take classes by their codes; one whose roll is called in the system is not changed by a book."""
    reject_second(rows, ("code",))
    known = classes_of([row["code"] for row in rows if row["code"]])
    new: list[tuple[BookRow, ImportedClass]] = []
    changes: dict[int, dict[str, Any]] = {}
    for row in rows:
        check_class(row)
        program = context.find_program(row)
        if row.rejected or program is None:
            continue
        present = known.get(row["code"].casefold())
        if present is None:
            new.append((row, _new(context, row, program)))
        elif columns := _differences(context, row, program, present):
            changes[present.pk] = {name: value for name, (_, value) in columns.items()}
            context.ledger.changed(
                TrainingClass, present.pk, {name: old for name, (old, _) in columns.items()}, changes[present.pk]
            )
            context.log("exchange.update", KIND, present.pk, present.name, logged(columns), path=_path(present.provider))
            row.outcome = "updated"
    steps.change_classes(changes, {one.pk: one.code for one in known.values()})
    _add(context, new)


def _path(provider: Unit | None) -> str:
    return provider.path if provider is not None else ""


def _provider(context: Context, name: str | None) -> Unit | None:
    return context.providers.get(squash(name)) if name else None


def _rule_set(program: Program, opens_on: date) -> int | None:
    found = rule_set_for(program, opens_on)
    return found.pk if found is not None else None


def _new(context: Context, row: BookRow, program: Program) -> ImportedClass:
    provider, opens_on, closes_on = _provider(context, row["provider"]), row["opens"].first, _last(row)
    return ImportedClass(
        code=row["code"],
        name=row["name"] or f"{program.name} {row['code']}"[:200],
        program_id=program.pk,
        rule_set_id=_rule_set(program, opens_on),
        provider_id=provider.pk if provider is not None else None,
        provider_name=row["provider"] or "",
        partner_name=row["partner"] or "",
        opens_on=opens_on,
        closes_on=closes_on,
        sessions_planned=row["sessions"],
        form=row["form"] or "",
        state=steps.state_on(opens_on, closes_on, context.today),
    )


def _last(row: BookRow) -> date | None:
    return row["closes"].last if row["closes"] is not None else None


def _differences(context: Context, row: BookRow, program: Program, present: TrainingClass) -> dict[str, tuple[Any, Any]]:
    told = {
        "name": row["name"], "program_id": program.pk, "provider_name": row["provider"], "partner_name": row["partner"],
        "opens_on": first(row["opens"]), "closes_on": _last(row), "sessions_planned": row["sessions"], "form": row["form"],
    }  # fmt: skip
    columns = differences(row, {name: getattr(present, name) for name in told}, told, TITLES)
    if columns and present.is_held_here:  # type: ignore[attr-defined]  # annotated by classes_of
        row.reasons.append(reject("class_held_here", value=present.code))
        return {}
    if columns:
        _add_consequences(context, columns, program, present)
    return columns


def _add_consequences(context: Context, columns: dict[str, tuple[Any, Any]], program: Program, present: TrainingClass) -> None:
    opens_on = columns.get("opens_on", (None, present.opens_on))[1]
    closes_on = columns.get("closes_on", (None, present.closes_on))[1]
    told: dict[str, Any] = {"state": steps.state_on(opens_on, closes_on, context.today)}
    if "opens_on" in columns or "program_id" in columns:
        told["rule_set_id"] = _rule_set(program, opens_on)
    if "provider_name" in columns:
        provider = _provider(context, columns["provider_name"][1])
        told["provider_id"] = provider.pk if provider is not None else None
    columns |= {name: (getattr(present, name), value) for name, value in told.items() if getattr(present, name) != value}


def _add(context: Context, new: Sequence[tuple[BookRow, ImportedClass]]) -> None:
    keys = steps.add_classes(one for _, one in new)
    context.ledger.created(TrainingClass, keys)
    providers = {unit.pk: unit for unit in context.providers.values()}
    for key, (row, one) in zip(keys, new, strict=True):
        row.outcome = "created"
        path = _path(providers.get(one.provider_id or 0))
        context.log("exchange.create", KIND, key, one.name, path=path)
        if one.opens_on > context.today:
            row.reasons.append(warn("class_planned", value=one.opens_on.strftime("%d/%m/%Y")))
            announce_class(one.program_id, f"class:{one.code}", one.opens_on, one.closes_on)
            announced = AnnouncedClass.objects.filter(source=f"class:{one.code}").values_list("pk", flat=True)
            context.ledger.created(AnnouncedClass, announced)
