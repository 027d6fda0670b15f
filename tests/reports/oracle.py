"""The annual report once more, by plain loops over all rows: slow, simple, and written apart from the queries."""

from collections import Counter
from datetime import date
from typing import Any

from nennep.attendance.models import Attendee
from nennep.campaigns.models import StudyEvent
from nennep.classes.models import Enrollment, Support, TrainingClass
from nennep.organizations.models import Unit
from nennep.people.models import Membership, Person, TheoryLevel
from nennep.planning.models import QuotaEntry
from nennep.recognition.models import Commendation
from nennep.records.models import Completion

RANKS = ["", "SC", "TC", "CC"]
FORMS = ["hall", "online", "broadcast", "self_study"]


def below(unit: Unit | None, top: Unit) -> bool:
    """Say whether `unit` is `top` or lies under it, by walking up."""
    while unit is not None:
        if unit.pk == top.pk:
            return True
        unit = unit.parent
    return False


def membership_on(person: Person, day: date) -> Membership | None:
    """Return the row of a person that covers a day."""
    for one in Membership.objects.filter(person=person).select_related("unit__parent__parent"):
        if (one.starts_on is None or one.starts_on <= day) and (one.ends_on is None or day <= one.ends_on):
            return one
    return None


def first_after(person: Person, day: date) -> Membership | None:
    """Return the first row of a person of whom nothing is known up to a day."""
    rows = list(Membership.objects.filter(person=person).select_related("unit__parent__parent"))
    first = min(rows, key=lambda one: one.starts_on or date.min)
    return first if first.starts_on and first.starts_on > day else None


def level_on(person: Person, day: date) -> str:
    """Return the highest level stated or reached up to a day."""
    stated = [one.level for one in TheoryLevel.objects.filter(person=person) if not one.achieved_on or one.achieved_on <= day]
    reached = [
        one.program.gives_level
        for one in Completion.objects.filter(person=person).select_related("program")
        if one.completed_on <= day
    ]
    return max([*stated, *reached, ""], key=RANKS.index)


def share(part: int, whole: int) -> float | None:
    """Return a rate as printed."""
    return None if whole == 0 else round(part / whole, 4)


def report(top: Unit, first: int, last: int) -> dict[str, Any]:
    """Return the report in JSON form."""

    def inside(day: date | None) -> bool:
        return day is not None and first <= day.year <= last

    return {
        "unit": {"code": top.code, "name": top.name},
        "from": first,
        "to": last,
        **_people(top, date(last, 12, 31), inside),
        **_training(top, range(first, last + 1), inside),
        "study": _study(top, inside),
        "commendations": _commendations(top, inside),
    }


def _people(top: Unit, end: date, inside: Any) -> dict[str, Any]:
    members, admitted, official = [], [], 0
    for person in Person.objects.all():
        now = membership_on(person, end)
        if now and now.standing != "non_member" and below(now.unit, top):
            members.append(person)
        if inside(person.admitted_on):
            then = membership_on(person, person.admitted_on)
            admitted += [then.unit_id] if then and below(then.unit, top) else []
        if inside(person.official_on):
            then = membership_on(person, person.official_on)
            official += bool(then and below(then.unit, top))
    levels = Counter(level_on(person, end) or "none" for person in members)
    return {
        "membership": {
            "members_at_end": len(members),
            "admitted": len(admitted),
            "cells_with_admission": len(set(admitted)),
            "made_official": official,
        },
        "theory_level": {
            **{name: levels[name] for name in ("none", "SC", "TC", "CC")},
            "share_tc_or_higher": share(levels["TC"] + levels["CC"], len(members)),
        },
    }


def _training(top: Unit, years: range, inside: Any) -> dict[str, Any]:
    enrolled = [
        one
        for one in Enrollment.objects.select_related("sending_unit__parent__parent", "training_class__program")
        if below(one.sending_unit, top) and inside(one.training_class.opens_on)
    ]
    quotas: Counter[str] = Counter()
    for entry in QuotaEntry.objects.all():
        account, other = entry.account, entry.counterpart
        if account.unit_id == top.pk and account.year in years and not (other and below(other.unit, top)):
            quotas[account.program.code] += entry.places
    codes = sorted({one.training_class.program.code for one in enrolled} | {code for code, places in quotas.items() if places})
    titles = Counter(one.title_key for one in enrolled if one.title_key)
    classes = [one for one in TrainingClass.objects.all() if any(below(each.sending_unit, top) for each in one.enrollments.all())]
    expected = sum(one.training_class.sessions_planned for one in enrolled)
    excused, unexcused = (sum(getattr(one, name) for one in enrolled) for name in ("absent_excused", "absent_unexcused"))
    return {
        "training": [
            _line(code, quotas[code], [one for one in enrolled if one.training_class.program.code == code]) for code in codes
        ],
        "training_by_title": sorted(titles.items()),
        "classes": {
            "opened": sum(inside(one.opens_on) for one in classes),
            "closed": sum(inside(one.closes_on) for one in classes),
            "trainees": len(enrolled),
        },
        "attendance": {
            "expected": expected,
            "attended": expected - excused - unexcused,
            "absent_excused": excused,
            "absent_unexcused": unexcused,
            "rate": share(expected - excused - unexcused, expected),
        },
    }


def _line(code: str, quota: int, enrolled: list[Enrollment]) -> dict[str, Any]:
    results = Counter(one.result for one in enrolled)
    return {
        "program": code,
        "quota": quota,
        "sent": len(enrolled),
        **{name: results[name] for name in ("completed", "not_completed", "dropped", "studying")},
        "classification": dict(Counter(one.classification for one in enrolled if one.classification)),
        "support_vnd": sum(one.amount for one in Support.objects.filter(enrollment__in=enrolled)),
    }


def _study(top: Unit, inside: Any) -> dict[str, Any]:
    mine = [
        one
        for one in Attendee.objects.select_related("unit__parent__parent", "gathering__study_event", "study_result")
        if below(one.unit, top) and inside(one.gathering.study_event.starts_on)
    ]
    took_part = [one for one in mine if one.state in ("present", "made_up")]
    states = Counter(one.state for one in mine)
    forms = Counter(one.gathering.study_event.form for one in took_part)
    essays = sum(1 for one in mine if hasattr(one, "study_result") and one.study_result.essay_on)
    with_mine = {one.gathering_id for one in mine}
    return {
        "events": sum(
            1
            for one in StudyEvent.objects.all()
            if inside(one.starts_on) and (below(one.organizer, top) or one.gathering_id in with_mine)
        ),
        "participants": len({one.person_id for one in took_part}),
        "expected": len(mine),
        "attended": states["present"],
        "excused": states["excused"],
        "unexcused": states["unexcused"],
        "made_up": states["made_up"],
        "essays": essays,
        "essay_rate": share(essays, len(took_part)),
        "by_form": {form: forms[form] for form in FORMS},
    }


def _commendations(top: Unit, inside: Any) -> int:
    count = 0
    for one in Commendation.objects.all():
        then = membership_on(one.person, one.decided_on) or first_after(one.person, one.decided_on) if one.person else None
        unit = one.unit or (then.unit if then else None)
        count += inside(one.decided_on) and below(unit, top)
    return count
