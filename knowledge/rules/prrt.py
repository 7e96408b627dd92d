"""PRRT: whether receptor uptake meets what the trials of lutetium dotatate required, lesion by lesion."""

from collections.abc import Sequence

from knowledge.case import CaseDetails, ReceptorImaging
from knowledge.rules.facts import Facts
from knowledge.rules.ranges import Interval, Range, as_text, ki67_interval
from knowledge.rules.rule import Rule
from knowledge.rules.table import Table
from knowledge.rules.uptake import lesions_of, receptor_status
from knowledge.rules.verdict import Verdict
from knowledge.rules.vocabulary import LOCATIONS, SITES, listed


class PrrtTable(Table):
    """The least score that each trial asked of every lesion."""

    above_liver: int
    at_least_liver: int
    trial_ki67: Range
    """Ki-67 in percent that NETTER-2 enrolled."""
    trial_sites: tuple[str, ...]
    """Primary sites that NETTER-1 enrolled."""
    thoracic_sites: tuple[str, ...]
    """Primary sites that neither trial enrolled; a guideline of their own speaks of them."""

    def thresholds(self) -> tuple[str, ...]:
        """The three values."""
        return ("above_liver", "at_least_liver", "below_liver")

    def level(self, score: int) -> str:
        """What one lesion's score reaches."""
        if score >= self.above_liver:
            return "above_liver"
        return "at_least_liver" if score >= self.at_least_liver else "below_liver"


class PrrtEligibility(Rule):
    """The rule ``prrt_eligibility``: the lesion with the least uptake decides."""

    def __init__(self, table: PrrtTable) -> None:
        self.table = table
        self.tables = (table,)

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """What every lesion reaches, with what the trials asked beyond it."""
        table = self.table
        if (closed := table.closed(facts)) is not None:
            return closed
        lesions = [x for x in lesions_of(case, facts) if x.krenning is not None or x.uptake is not None]
        if not lesions:
            sentence, cites = self._without_imaging(case, facts)
            return table.verdict(
                "cannot_assign", sentence, missing=("receptor_imaging",), ask="score", cites=cites
            )  # fmt: skip
        scored = [x for x in lesions if x.krenning is not None]
        open_lesions = [x for x in lesions if x.krenning is None and x.uptake == "positive"]
        inputs: dict[str, object] = {
            "lesions": [
                {"location": x.location, "krenning": x.krenning, "uptake": x.uptake, "certainty": x.certainty}
                for x in lesions
            ],
            "fdg": case.fdg,
        }
        negative = [x for x in lesions if self._below(x)]
        if negative:
            where = listed(dict.fromkeys(LOCATIONS[x.location] for x in negative))
            mismatch = case.fdg == "positive" and any(receptor_status(x, 1) is False for x in negative)
            sentence = table.say("below", where=where) + (" " + table.say("mismatch") if mismatch else "")
            said = [sentence, self._without_possible(lesions), self._trials(case, facts, ki67=False)]
            return table.verdict(
                "assigned", " ".join(filter(None, said)), value="below_liver", inputs=inputs,
                cites=table.keys("trials", *(("mismatch",) if mismatch else ())),
                flags=("fdg_mismatch",) if mismatch else (),
            )  # fmt: skip
        if open_lesions:
            where = listed(dict.fromkeys(LOCATIONS[x.location] for x in open_lesions))
            said = [table.say("unscored", where=where), self._trials(case, facts, ki67=False)]
            return table.verdict(
                "cannot_assign", " ".join(said), inputs=inputs, missing=("receptor_imaging",), ask="score",
                cites=table.keys("trials"),
            )  # fmt: skip
        least = min(x.krenning for x in scored if x.krenning is not None)
        value = table.level(least)
        sentences = [self._level_sentence(scored, value), self._without_possible(lesions), self._trials(case, facts)]
        return table.verdict(
            "assigned", " ".join(s for s in sentences if s), value=value, inputs=inputs,
            missing=("fdg",) if case.fdg is None else (),
            ask="fdg" if case.fdg is None else "match" if case.fdg == "positive" else None,
            cites=table.keys("trials", value),
            flags=("fdg_positive",) if case.fdg == "positive" else (),
        )  # fmt: skip

    def _below(self, lesion: ReceptorImaging) -> bool:
        if lesion.krenning is None:
            return lesion.uptake == "negative"
        return lesion.krenning < self.table.at_least_liver

    def _level_sentence(self, scored: Sequence[ReceptorImaging], value: str) -> str:
        table = self.table
        lower = listed(
            dict.fromkeys(
                f"{LOCATIONS[x.location]} {x.krenning}" for x in scored if (x.krenning or 0) < table.above_liver
            )
        )
        return table.say(value, lower=lower)

    def _without_possible(self, lesions: Sequence[ReceptorImaging]) -> str:
        """What would change if the lesions that are only possible were no tumour."""
        sure = [x for x in lesions if x.certainty == "definite"]
        if len(sure) == len(lesions) or not sure:
            return ""
        if any(x.krenning is None for x in lesions):
            return ""
        now = self.table.level(min(x.krenning or 0 for x in lesions))
        then = self.table.level(min(x.krenning or 0 for x in sure))
        where = listed(dict.fromkeys(LOCATIONS[x.location] for x in lesions if x.certainty == "possible"))
        return "" if now == then else self.table.say("without", where=where, level=self.table.wording[f"short_{then}"])

    def _without_imaging(self, case: CaseDetails, facts: Facts) -> tuple[str, tuple[str, ...]]:
        """What is said, and cited, where no receptor imaging is told: of the trials, or the chest's guideline."""
        table = self.table
        if facts.site in table.thoracic_sites:
            return table.say("nothing_thoracic"), table.keys("thoracic")
        if facts.site is None or facts.site in table.trial_sites:
            return table.say("nothing"), table.keys("nothing")
        return f"{table.say('nothing')} {self._trials(case, facts, ki67=False)}", table.keys("nothing")

    def _trials(self, case: CaseDetails, facts: Facts, *, ki67: bool = True) -> str:
        """Whom the trials enrolled, where this primary and, if asked for, this Ki-67 are not among them."""
        table = self.table
        if facts.site in table.thoracic_sites:
            return table.say("trials_thoracic", site=SITES[facts.site or ""])
        index = ki67_interval(case.ki67) if ki67 else None
        other = facts.site is not None and facts.site not in table.trial_sites
        trials = table.say("trials_other_site", site=SITES[facts.site or ""]) if other else table.say("trials")
        if index is not None and not _within(index, table.trial_ki67):
            trials += " " + table.say("ki67_outside", ki67=as_text(index, "%"))
        return trials


def _within(inner: Interval, outer: Interval) -> bool:
    return outer.low <= inner.low and inner.high <= outer.high
