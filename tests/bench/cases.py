"""Cases: varied questions to measure with, all invented."""

import itertools

from bot.cli import EXAMPLE

SITES = ("pancreatic", "ileal", "rectal", "gastric", "duodenal", "appendiceal", "colonic", "lung")
GRADES = ("G1", "grade 2", "G3 well-differentiated", "WHO grade 2")
EXTENTS = (
    "with liver metastases, Krenning 3",
    "with bone and liver mets, DOTATATE avid",
    "T2 N1 M0, R0",
    "multiple liver lesions Krenning 4 up from last year",
    "localised, 18 mm",
)
ASKS = ("Prognosis?", "What are the treatment options?", "What is the outlook?", "Median survival?", "Next step?")


def messages(count: int) -> list[str]:
    """Varied cases, all invented: site, grade, extent, Ki-67, age and question in every combination."""
    made = (
        f"{40 + n % 45}{'MF'[n % 2]}, {grade} {site} NET {extent}, Ki-67 {2 + n % 18}%. {ask}"
        for n, (site, extent, grade, ask) in enumerate(itertools.product(SITES, EXTENTS, GRADES, ASKS))
    )
    step = list(made)
    return [EXAMPLE, *step[:: max(1, len(step) // count)]][:count]
