"""What every import of a year book stands on."""

import pytest

from nennep.organizations import catalog as kinds
from nennep.programs import catalog as programs


@pytest.fixture
def catalogs(db: None) -> None:
    kinds.load()
    programs.load()
