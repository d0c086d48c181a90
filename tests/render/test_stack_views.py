from __future__ import annotations

from generated.variants import MANY, VARIANTS
from rtgen.render import stack_views

PLAN = VARIANTS[MANY]


def test_no_cookie_without_sticky_sessions() -> None:
    stack = PLAN.stack
    assert stack is not None

    assert stack_views.clients_view(stack, PLAN.decisions).sticky
    assert not stack_views.clients_view(stack._replace(sticky_s=0), PLAN.decisions).sticky
