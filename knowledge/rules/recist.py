"""RECIST: response from sums of diameters, new lesions and non-target disease, and the tumour growth rate beside it."""

from typing import NamedTuple

from knowledge.case import CaseDetails, Measurements
from knowledge.rules.facts import Facts
from knowledge.rules.ranges import Range, plain
from knowledge.rules.rule import Rule
from knowledge.rules.table import Shape, Table
from knowledge.rules.verdict import Verdict

COURSE = {"PD": "progressive", "SD": "stable", "PR": "responding", "CR": "responding"}
"""What each response means for the course of the disease."""


class RecistTable(Table):
    """Limits of response by RECIST, and those of the tumour growth rate."""

    shape: Shape = "formula"
    rise_percent: float
    """Least rise over the smallest sum that is progression, in percent."""
    rise_mm: float
    """Least absolute rise that is progression, in mm."""
    fall_percent: float
    """Least fall from baseline that is a partial response, in percent."""
    growth_cut: float
    """Tumour growth rate in percent a month from which the outcome was worse."""
    growth_months: Range
    """Months after baseline at which that cut was found."""

    def thresholds(self) -> tuple[str, ...]:
        """Each response, and each side of each limit."""
        return (
            "PD", "SD", "PR", "CR", f"rise of {plain(self.rise_percent)}", f"rise below {plain(self.rise_percent)}",
            f"rise of {plain(self.rise_mm)} mm", f"rise below {plain(self.rise_mm)} mm",
            f"fall of {plain(self.fall_percent)}", f"fall below {plain(self.fall_percent)}",
            "growth above", "growth below",
        )  # fmt: skip

    def shown(self) -> tuple[str, ...]:
        """Responses and sides of limits that the worked examples show."""
        words = [str(example.value) for example in self.examples]
        for example in self.examples:
            told = CaseDetails.model_validate(example.case).measurements
            change = None if told is None else change_of(told)
            if change is None:
                continue
            near = abs(change.percent - self.rise_percent) <= 2
            side = "of" if change.percent >= self.rise_percent else "below"
            words += [f"rise {side} {plain(self.rise_percent)}"] if near else []
            if change.percent >= self.rise_percent:
                words.append(f"rise {'of' if change.mm >= self.rise_mm else 'below'} {plain(self.rise_mm)} mm")
            if abs(-change.from_baseline - self.fall_percent) <= 2:
                side = "of" if -change.from_baseline >= self.fall_percent else "below"
                words.append(f"fall {side} {plain(self.fall_percent)}")
            if change.growth is not None:
                words.append("growth above" if change.growth >= self.growth_cut else "growth below")
        return tuple(words)


class Change(NamedTuple):
    """How the sum of diameters changed."""

    baseline: float
    nadir: float
    current: float
    mm: float
    """Against the smallest sum, in mm."""
    percent: float
    """Against the smallest sum, in percent."""
    from_baseline: float
    """Against the baseline, in percent."""
    growth: float | None
    """Tumour growth rate from baseline to now in percent a month; none where the sum was smaller in between."""
    one_sum: bool
    """True when a single earlier sum stands for baseline and smallest sum."""


class Recist(Rule):
    """The rule ``recist``."""

    def __init__(self, table: RecistTable) -> None:
        self.table = table
        self.tables = (table,)

    def assess(self, case: CaseDetails, _facts: Facts, /) -> Verdict:
        """CR, PR, SD or PD; the growth rate stands in the inputs where two sums and their interval are given."""
        table = self.table
        told = case.measurements or Measurements()
        change = change_of(told)
        inputs = _inputs(told, change)
        rising = any(lesion.trend == "increased" for lesion in case.receptor_imaging)
        flags = ("uptake_increase",) if rising else ()
        if told.new_lesions or told.non_target_progression:
            word = "new_lesions" if told.new_lesions else "non_target"
            return self._told("PD", table.say(word), inputs, flags, change)
        if change is None:
            if case.measurements is None:
                return table.verdict("not_applicable", table.say("nothing"), inputs=inputs, ask="sums", flags=flags)
            return table.verdict(
                "cannot_assign", table.say("one_sum"), inputs=inputs, missing=("measurements",), ask="sums", flags=flags
            )
        if change.percent >= table.rise_percent and change.mm >= table.rise_mm:
            return self._told("PD", self._sentence("rise", change), inputs, flags, change)
        if change.nadir == 0 < change.current and change.baseline > 0:
            return table.verdict(
                "cannot_assign", table.say("back", current=plain(change.current)),
                inputs=inputs | {"possible": ["PR", "PD"]}, missing=("measurements",), ask="complete", flags=flags,
            )  # fmt: skip
        shrunk = -change.from_baseline >= table.fall_percent
        value = "PR" if shrunk else "SD"
        if change.current == 0:
            if told.new_lesions is False and told.non_target_gone:
                return self._told("CR", table.say("gone"), inputs, flags, change)
            if told.non_target_gone is None:
                possible = ["CR", "PR"] if told.new_lesions is False else ["CR", "PR", "PD"]
                return table.verdict(
                    "cannot_assign", table.say("gone_open"), inputs=inputs | {"possible": possible},
                    missing=("measurements",), ask="non_target", flags=flags,
                )  # fmt: skip
        if told.new_lesions is None:
            return table.verdict(
                "cannot_assign", f"{self._sentence('change', change)} {table.say('new_unknown', value=value)}",
                inputs=inputs | {"possible": [value, "PD"]}, missing=("measurements",), ask="new_lesions", flags=flags,
            )  # fmt: skip
        return self._told(value, self._sentence("fall" if shrunk else "neither", change), inputs, flags, change)

    def _told(
        self, value: str, sentence: str, inputs: dict[str, object], flags: tuple[str, ...], change: Change | None
    ) -> Verdict:
        table = self.table
        parts = [table.say("assigned", value=value), sentence]
        cites = ["recist", value]
        if change is not None and change.one_sum:
            parts.append(table.say("one_earlier"))
        if flags:
            parts.append(table.say("uptake"))
        months = inputs.get("months")
        if change is not None and change.growth is not None:
            rate = plain(round(change.growth, 2))
            told = isinstance(months, float | int) and table.growth_months.holds(months)
            side = "above" if change.growth >= table.growth_cut else "below"
            word = "shrinking" if change.growth < 0 else f"growth_{side}" if told else "growth"
            parts.append(table.say(word, rate=rate.removeprefix("-")))
            cites.append("growth")
        return table.verdict(
            "assigned", " ".join(parts), value=value, inputs=inputs, flags=flags, cites=table.keys(*cites)
        )

    def _sentence(self, word: str, change: Change) -> str:
        figures = {
            "percent": plain(round(abs(change.percent), 1)), "mm": plain(round(abs(change.mm), 1)),
            "fall": plain(round(-change.from_baseline, 1)), "nadir": plain(change.nadir),
            "current": plain(change.current), "baseline": plain(change.baseline),
            "way": "more" if change.mm >= 0 else "less",
        }  # fmt: skip
        return self.table.say(word, **figures)


def change_of(told: Measurements) -> Change | None:
    """How the sum changed, or ``None`` while there is no current or no earlier sum."""
    earlier = [mm for mm in (told.baseline_mm, told.nadir_mm) if mm is not None]
    if told.current_mm is None or not earlier:
        return None
    baseline = told.baseline_mm if told.baseline_mm is not None else earlier[0]
    nadir, current = min(earlier), told.current_mm
    mm = current - nadir
    growth = None
    if told.months and current > 0 and nadir == baseline == told.baseline_mm:
        growth = 100 * ((current / baseline) ** (3 / told.months) - 1)
    return Change(
        baseline, nadir, current, mm, _percent(mm, nadir), _percent(current - baseline, baseline), growth,
        len(earlier) == 1,
    )  # fmt: skip


def _percent(change: float, of: float) -> float:
    """A change in percent; of nothing, any growth is all of it."""
    if of == 0:
        return 0.0 if change == 0 else 100.0
    return round(100 * change / of, 9)


def _inputs(told: Measurements, change: Change | None) -> dict[str, object]:
    inputs: dict[str, object] = told.model_dump(exclude_none=True)
    if change is not None:
        inputs |= {
            "baseline_mm": change.baseline, "nadir_mm": change.nadir, "change_mm": round(change.mm, 1),
            "change_percent": round(change.percent, 1), "from_baseline_percent": round(change.from_baseline, 1),
        }  # fmt: skip
        if change.growth is not None:
            inputs["growth_percent_per_month"] = round(change.growth, 2)
    return inputs
