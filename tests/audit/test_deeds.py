"""Every action that the program writes has its words."""

import re
from pathlib import Path

from nennep.audit.deeds import DEEDS

SOURCE = Path(__file__).parents[2] / "src" / "nennep"
ACTION = re.compile(r'[cC]hange\(\s*"([a-z_]+\.[a-z_]+)"')


def test_every_action_has_its_words() -> None:
    written = {action for path in SOURCE.rglob("*.py") for action in ACTION.findall(path.read_text(encoding="utf-8"))}
    assert len(written) > 20
    assert written - set(DEEDS) == set()
