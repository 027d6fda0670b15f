"""Commendations are recorded; the decision itself was taken by the body named in it."""

from dataclasses import dataclass
from datetime import date

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.organizations.models import Unit
from nennep.people.models import Person
from nennep.recognition import policy
from nennep.recognition.models import Commendation
from nennep.recognition.queries.commendation import unit_on
from nennep.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class Decision:
    """What stands in the decision."""

    decision_no: str
    decided_on: date
    body: str
    form: str
    reason: str = ""


@verb
def record_commendation(*, actor: Actor, decision: Decision, to: Unit | Person, today: date) -> Commendation:
    """Record that a unit or a person was commended.

    Raises:
        Forbidden: the actor does not keep the records of the unit, or of the unit to which the person belonged on the day.
        Refused: commendation_in_future, belonged_nowhere, commendation_recorded.
    """
    if decision.decided_on > today:
        raise Refused("commendation_in_future", date=f"{decision.decided_on:%d/%m/%Y}")
    person = to if isinstance(to, Person) else None
    unit = to if isinstance(to, Unit) else unit_on(to, decision.decided_on)
    if unit is None:
        raise Refused("belonged_nowhere", name=str(to), date=f"{decision.decided_on:%d/%m/%Y}")
    require(policy.can_record(actor, unit))
    whom = {"person": person} if person else {"unit": unit}
    if Commendation.objects.filter(decision_no__iexact=decision.decision_no, decided_on=decision.decided_on, **whom).exists():
        raise Refused("commendation_recorded", decision_no=decision.decision_no, name=str(to))
    made = Commendation.objects.create(
        decision_no=decision.decision_no,
        decided_on=decision.decided_on,
        body=decision.body,
        form=decision.form,
        reason=decision.reason,
        search_key=fold(f"{decision.decision_no} {decision.body} {decision.form}"),
        **whom,
    )
    facts = {"to": str(to), "decided_on": decision.decided_on.isoformat(), "body": decision.body}
    record(actor, [change("recognition.record", made, person_id=person.pk if person else None, unit_path=unit.path, **facts)])
    return made
