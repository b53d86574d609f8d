"""State machines: the same 20 runs of 30 steps each time, and 200 new ones of 50 with HOLDFAST_HYPOTHESIS=long."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

# A machine talks to a database: what Hypothesis would say of its pace is true and no news.
AT_ITS_OWN_PACE: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def register_profiles() -> None:
    """One for all; of those for the machines `tests/conftest.py` takes the one that HOLDFAST_HYPOTHESIS names."""
    # A machine that is busy is slow, not wrong: nothing here judges a time.
    settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("patient")
    settings.register_profile("short", max_examples=20, stateful_step_count=30, derandomize=True, **AT_ITS_OWN_PACE)
    settings.register_profile("long", max_examples=200, stateful_step_count=50, **AT_ITS_OWN_PACE)


def run_with_profile(machine: type[RuleBasedStateMachine], profile: str, **given: Any) -> None:
    """Run `machine`, whose class gets what is `given` (a cast, a clock), as often as the profile says."""
    made = type(machine.__name__, (machine,), given)
    run_state_machine_as_test(made, settings=settings.get_profile(profile))
