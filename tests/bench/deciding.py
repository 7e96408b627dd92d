"""How long the rules take: all of them over one case, for every worked example of every table."""

import time
from statistics import median

from knowledge.register import load_register
from knowledge.rules.engine import Rulebook

ROUNDS = 5


def rows() -> list[tuple[str, str, str]]:
    """Rows for the table of ``make bench``: the median and the slowest case, the best of a few rounds each."""
    rulebook = Rulebook.load(load_register())
    cases = [example.patient() for table in rulebook.tables for example in table.examples]
    for case in cases:
        rulebook.assess(case)
    times = []
    for case in cases:
        rounds = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            rulebook.assess(case)
            rounds.append((time.perf_counter() - begun) * 1000)
        times.append(min(rounds))
    return [
        (f"all rules over one case, median of {len(cases)}", f"{median(times):.2f} ms", "< 2 ms"),
        ("  slowest of them", f"{max(times):.2f} ms", "< 2 ms"),
    ]
