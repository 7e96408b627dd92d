"""The rulebook that the rule tests share, loaded once from the packaged tables and register."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from knowledge.case import CaseDetails
from knowledge.evidence import Source
from knowledge.rules.engine import Rulebook
from knowledge.rules.verdict import Verdict
from tests.packaged import REGISTER, RULEBOOK


@pytest.fixture(scope="session")
def sources() -> Mapping[str, Source]:
    return REGISTER


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return RULEBOOK


@pytest.fixture(scope="session")
def verdict_of(rulebook: Rulebook) -> Callable[..., Verdict]:
    """What one rule says of a case given as fields."""

    def ask(rule: str, **fields: Any) -> Verdict:
        case = CaseDetails.model_validate(fields)
        return next(v for v in rulebook.assess(case) if v.rule == rule)

    return ask
