"""What the tests share: one recording for each environment."""

import pytest

from recording import ENVIRONMENTS, Recording, record


@pytest.fixture(scope="session", params=ENVIRONMENTS)
def stack(request: pytest.FixtureRequest) -> Recording:
    """Everything that the program of an environment registers."""
    return record(str(request.param))
