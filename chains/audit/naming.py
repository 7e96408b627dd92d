"""Naming: which sites, lineages and drugs a text names, and whether it denies something; by the audit's own words."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from knowledge.case import GEP_SITES, CaseDetails, Value

_CARCINOMA = frozenset({"nec", "lcnec", "sclc", "minen"})


class Named(Value):
    """What a text names."""

    sites: frozenset[str]
    lineages: frozenset[str]
    drugs: frozenset[str]

    def beyond(self, held: "Named") -> tuple[str, ...]:
        """What is named here and not there."""
        return (
            *sorted(self.sites - held.sites),
            *sorted(self.lineages - held.lineages),
            *sorted(self.drugs - held.drugs),
        )

    def joined(self, other: "Named") -> "Named":
        """What either names."""
        return Named(
            sites=self.sites | other.sites, lineages=self.lineages | other.lineages, drugs=self.drugs | other.drugs
        )


def named(text: str) -> Named:
    """Sites, lineages and drugs of a text, each by its plain name."""
    lower = text.lower().replace("‑", "-").replace("–", "-")
    drugs = _among("drugs", lower)
    return Named(sites=_among("sites", lower), lineages=_among("lineages", lower), drugs=drugs | _classes_of(drugs))


def says(group: str, text: str, name: str = "words") -> bool:
    """Whether a text holds one of the words of a group."""
    return _patterns(group)[name].search(text.lower()) is not None


def tells_drug(text: str, drug: str, others: frozenset[str]) -> bool:
    """Whether a text names a drug, its class, its trial, or one of the others that it was held against."""
    lower = text.lower()
    wanted = _among("drugs", drug.lower())
    return bool((named(text).drugs | _among("trials", lower)) & (wanted | _classes_of(wanted) | others))


def lineage(case: CaseDetails) -> str | None:
    """``nec`` or ``net``, as the case's own fields tell it; None where they do not or contradict each other."""
    if case.histology in _CARCINOMA or (case.histology is None and case.differentiation == "poor"):
        return "nec"
    if case.differentiation == "poor":
        return None
    if case.histology is not None or case.differentiation == "well" or case.stated_grade in {1, 2}:
        return "net"
    return None


def of_case(case: CaseDetails) -> Named:
    """What an answer may name because the patient has it: sites, lineage and treatments."""
    sites: set[str] = {m.site for m in case.metastases} | {case.primary_site or "unknown_primary"}
    sites |= {"gep"} if case.primary_site in GEP_SITES else set()
    sites |= {one.location for one in case.receptor_imaging}
    sites |= {"liver"} if case.liver else set()
    sites |= {"bone"} if case.bone else set()
    spoken = named(" ; ".join(t.name for t in case.treatments))
    known = lineage(case)
    return Named(
        sites=frozenset(sites) | spoken.sites, lineages=frozenset({known} if known else ()), drugs=spoken.drugs
    )


def _among(group: str, lower: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _patterns(group).items() if pattern.search(lower))


@cache
def _data() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = tomllib.loads(
        files("chains.audit").joinpath("words.toml").read_text(encoding="utf-8")
    )
    return data


@cache
def _patterns(group: str) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])") for name, words in _data()[group].items()}


def _classes_of(drugs: frozenset[str]) -> frozenset[str]:
    return frozenset(_data()["classes"][drug] for drug in drugs if drug in _data()["classes"])
