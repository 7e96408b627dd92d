"""Title: what a thread is about, from structured facts alone: "Pancreatic NET, G2". Never a word of a person."""

from collections.abc import Mapping

from chains.answer import Answer
from chains.phrase import SITE_ADJECTIVE

_HISTOLOGY: Mapping[str, str] = {
    "net": "NET",
    "nec": "NEC",
    "minen": "MiNEN",
    "typical_carcinoid": "typical carcinoid",
    "atypical_carcinoid": "atypical carcinoid",
    "lcnec": "large-cell NEC",
    "sclc": "small-cell cancer",
}


def title_of(answer: Answer) -> str:
    """The title; empty where neither the site nor the kind of tumour is known.

    Age, sex, dates and places are left out: a title is seen in lists, beside the name of whoever asked.
    """
    case = answer.case
    site, kind = SITE_ADJECTIVE.get(case.primary_site or ""), _HISTOLOGY.get(case.histology or "")
    if answer.refused or (site is None and kind is None):
        return ""
    words = " ".join(filter(None, (site, kind or "tumour")))
    return ", ".join(filter(None, (words[0].upper() + words[1:], _grade(answer))))


def _grade(answer: Answer) -> str:
    graded = (finding for finding in answer.findings if finding.rule == "who_grade" and finding.status == "assigned")
    value = next((str(finding.value) for finding in graded), f"G{answer.case.stated_grade or ''}")
    return value if value in {"G1", "G2", "G3"} else ""
