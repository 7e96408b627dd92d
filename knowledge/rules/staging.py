"""Staging: the AJCC stage of a well-differentiated NET, by site and edition, with the ENETS stage beside it."""

from collections.abc import Sequence
from itertools import chain, product

from knowledge.case import CaseDetails, Problem
from knowledge.rules.editions import OtherSystem, StageTable
from knowledge.rules.facts import Facts, primary_surgery, stage_name
from knowledge.rules.ranges import plain
from knowledge.rules.rule import Rule
from knowledge.rules.tnm import Categories, SiteTable, categories
from knowledge.rules.verdict import Verdict
from knowledge.rules.vocabulary import EXTENTS, SITES, SPREAD, listed

_OF_NET = frozenset({"t", "n", "m", "primary_site"})
"""Fields of which a carcinoma may have values that no NET has."""


class Staging(Rule):
    """The rule ``ajcc_stage`` over its editions."""

    def __init__(self, editions: Sequence[StageTable], others: Sequence[OtherSystem]) -> None:
        self.editions = sorted(editions, key=lambda table: table.from_year)
        self.others = tuple(others)
        self.tables = (*self.editions, *self.others)

    def table_for(self, case: CaseDetails, /) -> StageTable:
        """The edition for the site and year of diagnosis; the earliest that covers the site when no year is known."""
        fitting = [t for t in self.editions if case.primary_site is None or t.at(case.primary_site) is not None]
        fitting = fitting or self.editions[:1]
        year = case.diagnosis_year
        return next((t for t in reversed(fitting) if year is not None and t.from_year <= year), fitting[0])

    def verdict(self, case: CaseDetails, facts: Facts, problems: tuple[Problem, ...] = ()) -> Verdict:
        """As of every rule; but a category or a site that no NET has is no fault of a carcinoma."""
        found = super().verdict(case, facts, problems)
        if found.status != "invalid_input" or found.inputs["field"] not in _OF_NET:
            return found
        return self._carcinoma(self.table_for(case), facts) or found

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """The stage, or what would settle it."""
        table = self.table_for(case)
        refusal = self._refused(table, case, facts)
        if refusal is not None:
            return refusal
        site = table.at(case.primary_site or "")
        if site is None:
            return table.verdict("not_applicable", table.say("other_site", site=_site(facts)), cites=())
        if (foreign := site.foreign_n(case)) is not None:
            values = listed(site.n_values, "or")
            said = table.say("foreign_n", n=foreign, site=_site(facts), edition=table.edition, values=values)
            return table.verdict(
                "invalid_input", said,
                inputs={"field": "n", "text": foreign, "edition": table.number}, missing=("n",), ask="n",
                cites=table.keys(f"chapter_{case.primary_site}", "foreign"),
            )  # fmt: skip
        found = categories(case, facts.spread, site)
        stages = _stages(site, found)
        inputs = _inputs(table, found, case)
        if len(stages) == 1 and None not in stages:
            return self._assigned(table, site, case, facts, found, str(stages[0]), inputs)
        return self._open(table, site, case, facts, found, stages, inputs)

    def _refused(self, table: StageTable, case: CaseDetails, facts: Facts) -> Verdict | None:
        if (carcinoma := self._carcinoma(table, facts)) is not None:
            return carcinoma
        metastatic = ("metastatic",) if facts.metastatic else ()
        if facts.lineage == "unclear":
            return table.verdict(
                "cannot_assign", table.say("unclear"), missing=("differentiation",), ask="differentiation",
                flags=metastatic, inputs={"edition": table.number}, cites=table.keys("unclear"),
            )  # fmt: skip
        if case.primary_site in (None, "unknown_primary"):
            word = "no_site" if case.primary_site is None else "unknown_primary"
            spread = listed(SPREAD[s] for s in sorted(facts.spread.distant))
            more = " " + table.say("spread_known", sites=spread) if spread else ""
            return table.verdict(
                "cannot_assign", table.say(word) + more, missing=("primary_site",), ask="site", flags=metastatic,
                inputs={"edition": table.number, "m": _one(facts.spread.categories())},
                cites=table.keys("m0" if facts.metastatic is False else "general"),
            )  # fmt: skip
        return None

    def _carcinoma(self, table: StageTable, facts: Facts) -> Verdict | None:
        if facts.lineage not in ("nec", "minen"):
            return None
        return table.verdict(
            "not_applicable", table.say("carcinoma", name="MiNEN" if facts.lineage == "minen" else "NEC"),
            flags=("nec_uses_carcinoma_tnm",), inputs={"edition": table.number},
        )  # fmt: skip

    def _assigned(
        self, table: StageTable, site: SiteTable, case: CaseDetails, facts: Facts,
        found: Categories, stage: str, inputs: dict[str, object],
    ) -> Verdict:  # fmt: skip
        elsewhere = self._elsewhere(case, found)
        beside = [pair for pair in elsewhere if pair[0].shows(pair[1], stage, case.diagnosis_year)]
        inputs |= {other.key: named for other, named in beside}
        flags = self._remarks(case, facts, found)
        stated = stage_name(case.stated_stage)
        clash = stated is not None and not _same(stated, stage) and all(stated != named for _, named in elsewhere)
        earlier = clash and "after_resection" in flags and not (stated or "").startswith("IV")
        clash = clash and not earlier
        if clash or found.conflicts:
            says = stated if clash else listed(str(getattr(case, c)) for c in found.conflicts)
            tnm = self._tnm_as_known(found, flags)
            sentence = table.say("conflict", stated=says, stage=stage, tnm=tnm, edition=table.edition)
            foreign = clash and stated not in site.stages()
            if foreign:
                sentence += " " + table.say("not_known", stage=stated, edition=table.edition, site=_site(facts))
            return table.verdict(
                "conflict", f"{sentence} {self._later(table, case)}".strip(), value=stage,
                inputs=inputs | {"stated": says, "derived": stage}, ask="system" if foreign else "stated", flags=flags,
                cites=_chapter(table, case),
            )  # fmt: skip
        sentence = table.say(
            "assigned", stage=stage, tnm=self._tnm_as_known(found, flags), edition=table.edition, site=_site(facts)
        )
        if earlier:
            sentence += " " + table.say("at_operation", stated=stated)
        elif stated is not None and not _same(stated, stage):
            beside = [pair for pair in elsewhere if pair[1] == stated][:1]
            sentence += " " + beside[0][0].say("stated", stated=stated)
            flags = (*flags, f"stated_in_{beside[0][0].key.removesuffix('_stage')}")
        else:
            sentence = " ".join([sentence, *(other.say("beside", stage=named) for other, named in beside)])
        others = [other.keys(f"chapter_{case.primary_site}") for other, _ in beside]
        unchecked = not site.groups_checked and "M0" in found.m
        remark = "" if earlier else self._note(table, site, case, facts, flags)
        note = table.say("unchecked") if unchecked else remark
        return table.verdict(
            "assigned", f"{sentence} {note}".strip(), value=stage, inputs=inputs, flags=flags, provisional=unchecked,
            cites=tuple(dict.fromkeys(chain(table.keys(*_cite_words(found, case.primary_site)), *others))),
            missing=("primary_site",) if facts.site_inferred else (),
            ask="confirm_site" if facts.site_inferred else None,
        )  # fmt: skip

    def _open(
        self, table: StageTable, site: SiteTable, case: CaseDetails, facts: Facts,
        found: Categories, stages: tuple[str | None, ...], inputs: dict[str, object],
    ) -> Verdict:  # fmt: skip
        stated = stage_name(case.stated_stage)
        named = [s for s in stages if s is not None]
        flags = self._remarks(case, facts, found)
        if stated is not None:
            within = [s for s in named if _same(stated, s)]
            if within or (stated in ("I", "II", "III", "IV") and any(s.startswith(stated) for s in named)):
                value = within[0] if within else stated
                return table.verdict(
                    "assigned", table.say("stated", stage=value), value=value,
                    inputs=inputs | {"basis": "stated", "stated": stated},
                    missing=_missing(found, site, case), flags=flags, cites=_chapter(table, case),
                )  # fmt: skip
            if stated not in site.stages():
                return table.verdict(
                    "cannot_assign", table.say("not_known", stage=stated, edition=table.edition, site=_site(facts)),
                    inputs=inputs | {"stated": stated}, missing=("stated_stage", *_missing(found, site, case)),
                    ask="system", flags=(*flags, "stage_of_another_system"), cites=_chapter(table, case),
                )  # fmt: skip
            return table.verdict(
                "conflict", table.say("impossible", stated=stated, stages=listed(named, "or"), tnm=_tnm(found)),
                inputs=inputs | {"stated": stated, "possible": named}, ask="stated", flags=flags,
                cites=_chapter(table, case),
            )  # fmt: skip
        missing = _missing(found, site, case)
        ask = "no_group" if not named or not missing else missing[0] if missing[0] in table.questions else "metastases"
        return table.verdict(
            "cannot_assign", _what_if(table, site, case, found, named),
            inputs=inputs | {"possible": named}, missing=missing, ask=ask, flags=flags, cites=_chapter(table, case),
        )  # fmt: skip

    def _elsewhere(self, case: CaseDetails, found: Categories) -> list[tuple[OtherSystem, str]]:
        """Each other system for which the facts suffice, with its stage."""
        settled = []
        for other in self.others:
            stages = {
                other.stage(case.primary_site or "", *tnm, extent=case.tumour_extent)
                for tnm in product(found.t, found.n, found.m)
            }
            if len(stages) == 1 and (stage := stages.pop()) is not None:
                settled.append((other, stage))
        return settled

    def _remarks(self, case: CaseDetails, facts: Facts, found: Categories) -> tuple[str, ...]:
        flags = []
        if facts.metastatic:
            flags.append("metastatic")
        if facts.spread.distant and _one(found.m) == "M1a" and case.m is None:
            flags.append("m_as_far_as_known")
        if facts.spread.distant and (primary_surgery(case) or case.tnm_prefix == "r"):
            flags.append("after_resection")
        if facts.spread.possible_distant:
            flags.append("possible_metastases")
        if facts.site_inferred:
            flags.append("site_inferred")
        if facts.presumed:
            flags.append("presumed_net")
        if case.diagnosis_year is None:
            flags.append("edition_by_default")
        return tuple(flags) + tuple(f"conflict_{c}" for c in found.conflicts)

    def _tnm_as_known(self, found: Categories, flags: tuple[str, ...]) -> str:
        if all(len(c) == 1 for c in (found.t, found.n)) and "m_as_far_as_known" not in flags:
            return _tnm(found)
        m = _one(found.m) or "M1"
        return f"{m} as far as known" if "m_as_far_as_known" in flags else m if m.startswith("M1") else _tnm(found)

    def _later(self, table: StageTable, case: CaseDetails) -> str:
        """A warning where the year of diagnosis falls under a later edition that is not held here."""
        if table.until_year is None or case.diagnosis_year is None or case.diagnosis_year <= table.until_year:
            return ""
        return table.say("later", year=table.until_year)

    def _note(self, table: StageTable, site: SiteTable, case: CaseDetails, facts: Facts, flags: tuple[str, ...]) -> str:
        size = case.tumour_size_mm
        notes = [self._later(table, case)] if self._later(table, case) else []
        if size is not None and plain(size) in site.boundary_mm and "metastatic" not in flags:
            notes.append(site.boundary_mm[plain(size)])
        if any(lesion.location == "surgical_bed" for lesion in case.receptor_imaging) and facts.metastatic:
            notes.append(table.say("surgical_bed"))
        elif facts.spread.possible_distant:
            sites = listed(SPREAD[s] for s in sorted(facts.spread.possible_distant))
            notes.append(table.say("possible", sites=sites))
        elif "after_resection" in flags:
            notes.append(table.say("after_resection"))
        elif facts.presumed:
            notes.append(table.say("presumed"))
        return " ".join(notes[:1])


def _stages(site: SiteTable, found: Categories) -> tuple[str | None, ...]:
    reach = {site.stage(*tnm) for tnm in product(found.t, found.n, found.m)}
    order = site.stages()
    return tuple(sorted(reach, key=lambda s: -1 if s is None else order.index(s)))


def _inputs(table: StageTable, found: Categories, case: CaseDetails) -> dict[str, object]:
    inputs: dict[str, object] = {
        "t": _one(found.t), "n": _one(found.n), "m": _one(found.m), "edition": table.number,
    }  # fmt: skip
    if inputs["t"] is None and found.t_by_size is not None:
        inputs["t_by_size"] = found.t_by_size
    if case.tnm_prefix is not None:
        inputs["prefix"] = case.tnm_prefix
    return inputs


def _one(options: tuple[str, ...]) -> str | None:
    return options[0] if len(options) == 1 else None


def _tnm(found: Categories) -> str:
    return " ".join(listed(options, "or") for options in (found.t, found.n, found.m))


def _site(facts: Facts) -> str:
    name = SITES[facts.site or "unknown_primary"]
    return f"{name} (inferred, please confirm)" if facts.site_inferred else name


def _same(stated: str, stage: str) -> bool:
    return stated == stage or (
        stated in ("I", "IV") and stage.startswith(stated) and stage[len(stated) :].strip("ABC123") == ""
    )


def _missing(found: Categories, site: SiteTable, case: CaseDetails) -> tuple[str, ...]:
    """Fields that would tell the stages apart, the most telling first."""
    fields = []
    base = _stages(site, found)
    for name, options in (("metastases", found.m), ("n", found.n), ("t", found.t)):
        letter = "m" if name == "metastases" else name
        settled = (
            any(len(_stages(site, found.model_copy(update={letter: (o,)}))) < len(base) for o in options)
            and len(options) > 1
        )
        if settled and name == "t":
            fields += [f for f in ("tumour_extent", "tumour_size_mm") if getattr(case, f) is None] or ["t"]
        elif settled:
            fields.append(name)
    return tuple(fields)


def _cite_words(found: Categories, site: str | None) -> tuple[str, ...]:
    """What an assigned stage cites: with metastases T does not count, without them the site's own T does."""
    return ("m1",) if "M0" not in found.m else ("pancreas" if site == "pancreas" else "m0", f"chapter_{site}")


def _chapter(table: StageTable, case: CaseDetails) -> tuple[str, ...]:
    """What holds for the site of the case, and not for another."""
    return table.keys("general", f"chapter_{case.primary_site}")


def _what_if(table: StageTable, site: SiteTable, case: CaseDetails, found: Categories, named: Sequence[str]) -> str:
    if not named:
        return table.say("no_group", tnm=_tnm(found), edition=table.edition)
    wide = [name for name, options in (("t", found.t), ("n", found.n), ("m", found.m)) if len(options) > 1]
    if wide == ["t"] and case.tumour_extent is None and case.tumour_size_mm is not None:
        size = case.tumour_size_mm
        by_extent = {
            extent: {site.stage(t, found.n[0], found.m[0]) or "?" for t in site.t_from(size, extent)}
            for extent in site.extent
        }
        # "Limited to the organ" leaves the layer open in the gut: an extent that settles nothing is no branch.
        settling = {extent: stages for extent, stages in by_extent.items() if len(stages) == 1} or by_extent
        by_stage: dict[str, list[str]] = {}
        for extent, stages in settling.items():
            for one in sorted(stages):
                by_stage.setdefault(one, []).append(EXTENTS[extent])
        return table.say(
            "by_extent", branches="; ".join(f"stage {s} if {listed(w, 'or')}" for s, w in by_stage.items())
        )
    if len(wide) == 1:
        letter = wide[0]
        groups: dict[str, list[str]] = {}
        for option in getattr(found, letter):
            stage = _stages(site, found.model_copy(update={letter: (option,)}))[0]
            groups.setdefault(stage or "not grouped", []).append(option)
        return table.say(
            "by_category", branches="; ".join(f"stage {s} with {listed(o, 'or')}" for s, o in groups.items())
        )
    return table.say("between", stages=listed(named, "or"))
