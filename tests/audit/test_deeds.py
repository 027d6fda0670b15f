"""Every action that the program writes has its words."""

import re
from itertools import chain
from pathlib import Path

from nennep.audit.deeds import DEEDS
from nennep.nominations.models import NominationState

SOURCE = Path(__file__).parents[2] / "src" / "nennep"
WRITTEN = re.compile(r'[cC]hanged?\(\s*"([a-z_]+\.[a-z_]+)"')
OF_ROUNDS = re.compile(r'round_changed\(\s*"([a-z_]+)"')


def test_every_action_has_its_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")]
    written = set(chain.from_iterable(WRITTEN.findall(text) for text in sources))
    rounds = {f"nominations.{action}" for text in sources for action in OF_ROUNDS.findall(text)}
    moves = {f"nominations.{state}" for state in NominationState.values if state != NominationState.PROPOSED}
    assert len(written) > 40
    assert (written | rounds | moves) - set(DEEDS) == set()
