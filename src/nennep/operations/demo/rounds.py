"""The rounds of nomination: one in each stage, from proposing to closed."""

from collections.abc import Sequence
from itertools import groupby

from nennep.core.actors import Role
from nennep.nominations.actions.answer import answer_people
from nennep.nominations.actions.proposal import Proposal, propose_people
from nennep.nominations.actions.round import RoundPlan, close_round, open_round, start_review
from nennep.nominations.actions.selection import decide_people
from nennep.nominations.actions.submission import submit_list
from nennep.nominations.models import NominationRound, NominationState
from nennep.operations.demo.population import DEPUTY, NON_MEMBER, OFFICIAL, PROBATIONARY, Invented
from nennep.operations.demo.stage import Stage, act
from nennep.operations.demo.tree import CENTER, COMMUNE, NEIGHBOR, SCHOOL, WARD
from nennep.organizations.models import Unit

REASONS = (
    "Quy hoạch, yêu cầu nhiệm vụ",
    "Đúng đối tượng, chấp hành tốt",
    "Chi bộ thống nhất giới thiệu",
    "Đang giữ chức, cần bồi dưỡng",
)


class Rounds:
    """Runs rounds of one committee; who acts is a person of the ward, or the body itself where nobody has an account."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def open(self, unit: str, program: str, title: str, *, ago: int, days: int, provider: str = CENTER) -> NominationRound:
        """Open a round that lets the cells propose for so many days."""
        stage = self.stage
        plan = RoundPlan(
            program=stage.programs[program],
            year=stage.today.year,
            title=title,
            opens_on=stage.day(ago),
            closes_on=stage.day(ago - days),
            provider=stage.units[provider],
        )
        return act(open_round, actor=self._officer(stage.units[unit]), unit=stage.units[unit], plan=plan)

    def propose(self, round: NominationRound, people: Sequence[Invented], *, ago: int) -> None:
        """Let each cell propose those of `people` who belong to it, in their order."""
        stage = self.stage
        for number, (code, group) in enumerate(groupby(sorted(people, key=lambda one: one.unit), key=lambda one: one.unit)):
            unit = stage.units[code]
            proposals = [Proposal(person, REASONS[number % len(REASONS)]) for person in stage.persons(group)]
            act(
                propose_people,
                actor=stage.somebody(unit, Role.CELL_SECRETARY),
                round=round,
                unit=unit,
                proposals=proposals,
                today=stage.day(ago),
                now=stage.moment(ago, 8, number),
            )

    def review(self, round: NominationRound) -> None:
        """End the proposing."""
        act(start_review, actor=self._officer(round.unit), round=round)

    def select(self, round: NominationRound, number: int, *, ago: int) -> None:
        """Select the first so many in order, and put the others in reserve."""
        ids = list(round.nominations.order_by("rank").values_list("pk", flat=True))
        for part, outcome in ((ids[:number], NominationState.SELECTED), (ids[number:], NominationState.RESERVE)):
            if part:
                self._decide(round, part, outcome, ago)

    def _decide(self, round: NominationRound, ids: Sequence[int], outcome: NominationState, ago: int) -> None:
        act(
            decide_people,
            actor=self._committee(round.unit),
            round=round,
            ids=ids,
            outcome=outcome,
            today=self.stage.day(ago),
            now=self.stage.moment(ago, 14),
            reason="Đủ điều kiện, xếp sau trong thứ tự ưu tiên" if outcome == NominationState.RESERVE else "",
            override_reason="Ban Thường vụ đã xem xét hồ sơ, đồng ý cử",
        )

    def submit(self, round: NominationRound, *, ago: int) -> None:
        """Number the list and send it."""
        act(submit_list, actor=self._officer(round.unit), round=round, today=self.stage.day(ago), now=self.stage.moment(ago, 15))

    def answer(self, round: NominationRound, *, ago: int, decline: int = 0) -> None:
        """Admit the submitted people; the last `decline` of them are declined."""
        ids = list(round.nominations.filter(state=NominationState.SUBMITTED).order_by("rank").values_list("pk", flat=True))
        admitted, declined = ids[: len(ids) - decline], ids[len(ids) - decline :]
        for part, outcome, reason in (
            (declined, NominationState.DECLINED, "Đã học chương trình tương đương năm trước"),
            (admitted, NominationState.ADMITTED, ""),
        ):
            if part:
                act(
                    answer_people,
                    actor=self.stage.account("giao.vu"),
                    round=round,
                    ids=part,
                    outcome=outcome,
                    today=self.stage.day(ago),
                    now=self.stage.moment(ago, 10),
                    reason=reason,
                )

    def close(self, round: NominationRound) -> None:
        """Close the round."""
        act(close_round, actor=self._officer(round.unit), round=round)

    def _officer(self, unit: Unit) -> object:
        return self.stage.account("can.bo") if unit.code == WARD else self.stage.somebody(unit, Role.OFFICER)

    def _committee(self, unit: Unit) -> object:
        return self.stage.account("thuong.vu") if unit.code == WARD else self.stage.somebody(unit, Role.APPROVER)


def run_closed(stage: Stage) -> NominationRound:
    """Run a round to its end: deputies of the ward for a class on Party work."""
    rounds = Rounds(stage)
    deputies = [one for one in stage.population.of(WARD, OFFICIAL) if any(title == DEPUTY for title, _ in one.posts)]
    made = rounds.open(WARD, "NVCTD", "Cử học nghiệp vụ công tác đảng", ago=84, days=10)
    rounds.propose(made, deputies[:13], ago=80)
    rounds.review(made)
    rounds.select(made, 12, ago=72)
    rounds.submit(made, ago=70)
    rounds.answer(made, ago=64)
    return made


def run_answered(stage: Stage) -> list[NominationRound]:
    """Run the rounds whose people now sit in class: cell secretaries of three committees, one declined."""
    rounds, made = Rounds(stage), []
    deputies = [one for one in stage.population.of(WARD, OFFICIAL) if any(title == DEPUTY for title, _ in one.posts)]
    for unit, places, extra in ((WARD, 20, deputies[13:16]), (NEIGHBOR, 6, []), (COMMUNE, 5, [])):
        one = rounds.open(unit, "CUV", "Cử học bồi dưỡng cấp ủy viên cơ sở", ago=58, days=14)
        rounds.propose(one, [*stage.population.secretaries(unit), *extra], ago=54)
        rounds.review(one)
        rounds.select(one, places, ago=43)
        rounds.submit(one, ago=41)
        rounds.answer(one, ago=36, decline=1 if unit == WARD else 0)
        made.append(one)
    return made


def run_open(stage: Stage) -> None:
    """Leave one round with the provider, one with the standing committee, one with the cells."""
    rounds, population = Rounds(stage), stage.population
    probationary = population.of(WARD, PROBATIONARY)
    sent = rounds.open(WARD, "DVM", "Cử học lớp đảng viên mới", ago=26, days=12)
    rounds.propose(sent, [probationary[place] for place in (1, 5, 6, 7)], ago=22)
    rounds.review(sent)
    rounds.select(sent, 4, ago=6)
    rounds.submit(sent, ago=4)
    reviewed = rounds.open(WARD, "TC", "Cử học trung cấp lý luận chính trị", ago=19, days=14, provider=SCHOOL)
    planned = [one for one in population.of(WARD, OFFICIAL) if one.planned]
    rounds.propose(reviewed, planned[:2] + planned[9:], ago=12)
    rounds.review(reviewed)
    proposing = rounds.open(WARD, "NTVD", "Giới thiệu học lớp nhận thức về Đảng", ago=5, days=30)
    hopefuls = population.of(WARD, NON_MEMBER)
    rounds.propose(proposing, [*hopefuls[12:16], hopefuls[19]], ago=2)
