"""Answered: what a form says of a treatment behind its colon: "prior chemotherapy > 2 lines: no"."""

import re

from chains.extract.treatment.gap import holds_only
from chains.extract.treatment.standing import Named

_NO = re.compile(r"(?P<label>[^.:;?!\n()]{0,50}) ?: ?(?:no|none|nil|never|n/a|not applicable)(?= ?(?:[.,;()/\n]|$| -))")


def is_answered_no(text: str, one: Named, high: int) -> bool:
    """Whether only what forms ask ("within 12 months") stands between a treatment and the "no" to it."""
    answer = _NO.match(text, one.end, high)
    return answer is not None and holds_only(answer["label"], "form")
