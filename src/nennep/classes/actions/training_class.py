"""Opening a class and beginning it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nennep.audit.actions import change, record
from nennep.classes import policy
from nennep.classes.actions.steps import SessionPlan, add_sessions, lock, path_of, source_of
from nennep.classes.models import ClassState, TrainingClass
from nennep.classes.rules.closing import check_not_closed
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.obligations.actions.steps import announce_class
from nennep.organizations.actions.steps import require_in_being
from nennep.organizations.models import ServedUnit, Unit
from nennep.organizations.queries.actor import in_force
from nennep.programs.models import Program
from nennep.programs.queries.rule_set import rule_set_for
from nennep.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """What a class needs to be opened."""

    code: str
    name: str
    program: Program
    opens_on: date
    sessions: Sequence[SessionPlan]
    closes_on: date | None = None
    form: str = ""
    place: str = ""
    partner_name: str = ""
    parts: Sequence[str] = ()


@verb
def open_class(*, actor: Actor, provider: Unit, plan: ClassPlan, today: date) -> TrainingClass:
    """Open a class at a provider under the rule set in force on its first day, with all its sessions.

    It is in progress from its first day, planned until then. From now on obligations count it as announced.

    Raises:
        Refused: class_code_taken (code), class_without_sessions, session_outside_class (day).
    """
    require(policy.can_open(actor, provider))
    require_in_being(provider, plan.opens_on)
    _check(plan)
    made = TrainingClass.objects.create(
        code=plan.code,
        name=plan.name,
        search_key=fold(f"{plan.code} {plan.name}")[:260],
        program=plan.program,
        rule_set=rule_set_for(plan.program, plan.opens_on),
        provider=provider,
        provider_name=provider.name,
        partner_name=plan.partner_name,
        opens_on=plan.opens_on,
        closes_on=plan.closes_on or max(session.day for session in plan.sessions),
        sessions_planned=len(plan.sessions),
        form=plan.form,
        place=plan.place,
        parts=list(plan.parts),
        state=ClassState.OPEN if plan.opens_on <= today else ClassState.PLANNED,
    )
    add_sessions(made, plan.sessions)
    announce_class(plan.program.pk, source_of(made), made.opens_on, made.closes_on, _served(provider, today))
    record(actor, [change("classes.open", made, unit_path=provider.path, code=made.code, sessions=len(plan.sessions))])
    return made


def _check(plan: ClassPlan) -> None:
    if TrainingClass.objects.filter(code__iexact=plan.code).exists():
        raise Refused("class_code_taken", code=plan.code)
    if not plan.sessions:
        raise Refused("class_without_sessions")
    for session in plan.sessions:
        if session.day < plan.opens_on or (plan.closes_on and session.day > plan.closes_on):
            raise Refused("session_outside_class", day=session.day.strftime("%d/%m/%Y"))


def _served(provider: Unit, today: date) -> list[int] | None:
    """Return the units whose people the provider takes; None when none is named: everybody's."""
    return list(ServedUnit.objects.filter(in_force(today), provider=provider).values_list("unit_id", flat=True)) or None


@verb
def begin_class(*, actor: Actor, training_class: TrainingClass, today: date) -> TrainingClass:
    """Begin a planned class under the rules in force on its first day; one that begins early takes today as its opening.

    Raises:
        Refused: class_closed, class_begun.
    """
    require(policy.can_manage(actor, training_class))
    found = lock(training_class)
    check_not_closed(found.state)
    if found.state == ClassState.OPEN:
        raise Refused("class_begun")
    found.state, found.opens_on = ClassState.OPEN, min(found.opens_on, today)
    found.rule_set = rule_set_for(found.program, found.opens_on) or found.rule_set
    found.save(update_fields=["state", "opens_on", "rule_set"])
    path, opens_on = path_of(training_class), found.opens_on.isoformat()
    record(actor, [change("classes.begin", found, unit_path=path, opens_on=opens_on, rule_set=found.rule_set_id)])
    return found
