"""The rules of a program: a change is a new version from a day on; what was taught before keeps its rules."""

from nennep.audit.actions import Change, change, record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.programs import policy
from nennep.programs.models import Band, Program, RuleSet
from nennep.programs.rules.classification import problem_of
from nennep.programs.rules.draft import RuleSetDraft
from nennep.programs.rules.versions import Span, place


@verb
def edit_rule_set(*, actor: Actor, program: Program | None, draft: RuleSetDraft) -> RuleSet:
    """Give a program new rules from `draft.starts_on` on; the version in force on that day ends the day before.

    Without a program the rules are the default of all programs that have none of their own.

    Raises:
        Forbidden: the actor is no administrator of the root.
        Refused: rules_begin_twice, no_bands, band_needs_mark, band_outside_scale, band_mark_twice, pass_outside_scale.
    """
    require(policy.can_edit_catalog(actor))
    fault = problem_of(draft.bands, uses_marks=draft.uses_marks, pass_mark=draft.pass_mark)
    if fault:
        raise Refused(fault)
    list(Program.objects.select_for_update().filter(pk=program.pk) if program else Program.objects.select_for_update())
    present = list(RuleSet.objects.filter(program=program).order_by("starts_on"))
    found = place([Span(one.starts_on, one.ends_on) for one in present], draft.starts_on)
    if found is None:
        raise Refused("rules_begin_twice", day=f"{draft.starts_on:%d/%m/%Y}")
    made = _write(program, draft, found.span)
    changes: list[Change] = [
        change("programs.edit_rule_set", made, program=program.code if program else None, starts_on=draft.starts_on.isoformat())
    ]
    if found.cuts is not None and found.cut_ends_on is not None:
        cut = present[found.cuts]
        changes.append(change("programs.end_rule_set", cut, ends_on=[_iso(cut.ends_on), found.cut_ends_on.isoformat()]))
        cut.ends_on = found.cut_ends_on
        cut.save(update_fields=["ends_on"])
    record(actor, changes)
    return made


@verb
def confirm_rule_set(*, actor: Actor, rule_set: RuleSet, legal_basis: str) -> None:
    """Note that somebody compared a rule set with the legal text named.

    Raises:
        Forbidden: the actor is no administrator of the root.
        Refused: basis_wanted.
    """
    require(policy.can_edit_catalog(actor))
    if not legal_basis.strip():
        raise Refused("basis_wanted")
    before = rule_set.legal_basis
    rule_set.legal_basis, rule_set.verified = legal_basis.strip(), True
    rule_set.save(update_fields=["legal_basis", "verified"])
    record(actor, [change("programs.confirm_rule_set", rule_set, legal_basis=[before, rule_set.legal_basis])])


def _write(program: Program | None, draft: RuleSetDraft, span: Span) -> RuleSet:
    made = RuleSet.objects.create(
        program=program,
        name=draft.name,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        legal_basis=draft.legal_basis,
        verified=draft.verified,
        attendance_floor=draft.attendance_floor,
        absences_in_a_row=draft.absences_in_a_row,
        made_up_counts=draft.made_up_counts,
        uses_marks=draft.uses_marks,
        pass_mark=draft.pass_mark,
        certificate_name=draft.certificate_name,
        validity_months=draft.validity_months,
    )
    Band.objects.bulk_create(Band(rule_set=made, key=one.key, label=one.label, min_mark=one.min_mark) for one in draft.bands)
    return made


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
