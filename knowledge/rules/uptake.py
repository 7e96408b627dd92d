"""Uptake: what somatostatin receptor imaging says by the Krenning score, and what it does not say."""

from pydantic import Field

from knowledge.case import CaseDetails, ReceptorImaging
from knowledge.rules.facts import Facts
from knowledge.rules.rule import Rule
from knowledge.rules.table import Table
from knowledge.rules.verdict import Verdict
from knowledge.rules.vocabulary import LOCATIONS, listed


class KrenningTable(Table):
    """Meaning of each score, and which scores are equivocal in a surgical bed."""

    meaning: dict[str, str] = Field(min_length=5, max_length=5)
    """Uptake by score, ``0`` to ``4``, on planar imaging."""
    pet_meaning: dict[str, str] = Field(min_length=5, max_length=5)
    """Uptake by score on PET."""
    pet_tracers: tuple[str, ...]
    """Parts of the names of tracers for PET."""
    definite_from: int
    """The score from which a definite lesion outside the primary counts as a metastasis."""
    equivocal_in_bed: tuple[int, ...]

    def thresholds(self) -> tuple[str, ...]:
        """Every score."""
        return tuple(self.meaning)


class Krenning(Rule):
    """The rule ``krenning``: the highest score, by location."""

    def __init__(self, table: KrenningTable) -> None:
        self.table = table
        self.tables = (table,)

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """The highest score with its meaning, or a question for the score."""
        table = self.table
        scores = by_location(case)
        positive = [lesion for lesion in case.receptor_imaging if lesion.krenning is None and lesion.uptake is not None]
        if not scores:
            word = "unscored" if positive else "nothing"
            return table.verdict(
                "cannot_assign", table.say(word), inputs={}, missing=("receptor_imaging",), ask="score"
            )
        value = max(scores.values())
        where = listed(LOCATIONS[place] for place, score in scores.items() if score == value)
        sentences = [table.say("highest", score=value, where=where, meaning=table.meaning[str(value)])]
        flags, words = [], ["scale"]
        if len(set(scores.values())) > 1:
            rest = listed(f"{LOCATIONS[place]} {score}" for place, score in scores.items() if score != value)
            sentences[0] = table.say(
                "highest_of_several", score=value, where=where, meaning=table.meaning[str(value)], rest=rest
            )
        if scores.get("surgical_bed") in table.equivocal_in_bed:
            flags.append("equivocal_surgical_bed")
            words.append("bed")
            sentences.append(table.say("bed", score=scores["surgical_bed"]))
        if facts.presume and self._on_pet(case):  # a lookup asks for the scale itself
            sentences.append(table.say("pet", score=value, meaning=table.pet_meaning[str(value)]))
            words.append("pet")
        sentences.append(table.say("not"))
        return table.verdict(
            "assigned", " ".join(sentences), value=value, inputs=dict(scores),
            cites=table.keys(*words), flags=tuple(flags),
            ask="bed" if flags else None,
        )  # fmt: skip

    def _on_pet(self, case: CaseDetails) -> bool:
        """Whether a scored lesion was seen with a tracer for PET."""
        tracers = [(lesion.tracer or "").lower() for lesion in case.receptor_imaging if lesion.krenning is not None]
        return any(part in tracer for tracer in tracers for part in self.table.pet_tracers)


def by_location(case: CaseDetails) -> dict[str, int]:
    """The highest Krenning score at each location, in the order in which the case gives them."""
    scores: dict[str, int] = {}
    for lesion in case.receptor_imaging:
        if lesion.krenning is not None:
            scores[lesion.location] = max(lesion.krenning, scores.get(lesion.location, 0))
    return scores


def lesions_of(case: CaseDetails, facts: Facts) -> tuple[ReceptorImaging, ...]:
    """What receptor imaging says of lesions; no uptake at a site that is free of disease tells of no lesion."""
    return tuple(x for x in case.receptor_imaging if not (receptor_status(x, 1) is False and _free(x, case, facts)))


def _free(lesion: ReceptorImaging, case: CaseDetails, facts: Facts) -> bool:
    absent = {m.site for m in case.metastases if m.status == "absent"} - facts.spread.present
    if lesion.location == "lymph_node":
        return bool(absent & {"lymph_node_regional", "lymph_node_distant"}) and not (
            facts.spread.present & {"lymph_node_regional", "lymph_node_distant"}
        )
    return lesion.location == "surgical_bed" or lesion.location in absent


def receptor_status(lesion: ReceptorImaging, positive_from: int) -> bool | None:
    """True for a receptor-positive lesion, False for a negative one, ``None`` when the case does not say."""
    if lesion.krenning is not None:
        return lesion.krenning >= positive_from
    return None if lesion.uptake is None else lesion.uptake == "positive"
