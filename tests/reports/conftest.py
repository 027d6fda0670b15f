"""The generated years that the tests of this folder share."""

import pytest

from tests.factories.year import Year


@pytest.fixture(params=range(3))
def year(request: pytest.FixtureRequest, db: None) -> Year:
    """Some years of a ward, drawn from one of three seeds."""
    return Year(request.param)
