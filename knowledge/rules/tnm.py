"""TNM: the T, N and M categories that a case leaves open at one site, under one edition."""

from collections.abc import Iterable
from functools import cached_property
from math import inf
from typing import Literal

from pydantic import Field

from knowledge.case import CaseDetails, Extent, Value
from knowledge.rules.ranges import Bands, Interval, labels_of
from knowledge.rules.spread import Spread, category_of


class Group(Value):
    """One row of a stage table: any of these T with any of these N and M make the stage."""

    stage: str
    t: tuple[str, ...] = ()
    """Empty means any T, TX and T0 included."""
    n: tuple[str, ...] = ()
    """Empty means any N, NX included."""
    m: tuple[str, ...]

    def takes(self, t: str, n: str, m: str) -> bool:
        """True when the three categories fall into this row; T1a falls into T1."""
        return _in(t, self.t) and _in(n, self.n) and _in(m, self.m)


class SiteTable(Value):
    """Definitions and stage groups of one or more sites that share them."""

    sites: tuple[str, ...]
    sizes: Bands = Field(min_length=2)
    """T by largest diameter in mm, for a tumour that reaches no further than its organ."""
    extent: dict[Extent, tuple[str, ...]]
    """The least T for each extent; more than one where the extent does not tell them apart."""
    boundary_mm: dict[str, str] = Field(default_factory=dict)
    """A note for a size exactly on a boundary, by size in mm."""
    n_by_count: Bands = ()
    """N by number of regional nodes with tumour; none where N goes by the place of the nodes."""
    n_by_place: tuple[str, ...] = ()
    """Every N from none upwards where N goes by the place of the nodes, not by their number."""
    m_scheme: Literal["liver_split", "lung"] = "liver_split"
    groups: tuple[Group, ...] = Field(min_length=4)
    groups_checked: bool = False
    """True when the rows without distant metastases were read in a page that gives this edition."""

    @property
    def n_values(self) -> tuple[str, ...]:
        """Every N that can be known."""
        return self.n_by_place or tuple(band.label for band in self.n_by_count)

    @cached_property
    def _known(self) -> dict[tuple[str, str, str], str | None]:
        return {}

    def stage(self, t: str, n: str, m: str) -> str | None:
        """The stage group of three categories, or ``None`` when the edition has no group for them."""
        known, tnm = self._known, (t, n, m)
        if tnm not in known:
            known[tnm] = next((group.stage for group in self.groups if group.takes(t, n, m)), None)
        return known[tnm]

    def foreign_n(self, case: CaseDetails) -> str | None:
        """A stated N that this site does not have, such as the N2 of a carcinoma; ``None`` where there is none."""
        stated = category_of(case.n, "N")
        known = {"NX", *(value[:2] for value in self.n_values)}
        return None if stated is None or stated[:2] in known else stated

    def stages(self) -> tuple[str, ...]:
        """Names of all stage groups, each once."""
        return tuple(dict.fromkeys(group.stage for group in self.groups))

    def t_from(self, size_mm: float | None, extent: Extent | None) -> tuple[str, ...]:
        """T categories that size and extent leave open; without an extent every extent is possible."""
        whole = Interval(0, inf, False, False)
        sizes = labels_of(self.sizes, whole if size_mm is None else Interval(size_mm, size_mm))
        known = self.extent.get(extent) if extent is not None else None
        floors = known or tuple(t for options in self.extent.values() for t in options)
        return tuple(sorted({max(size, floor) for size in sizes for floor in floors}))


class Categories(Value):
    """What a case leaves open for T, N and M, with what was stated."""

    t: tuple[str, ...]
    n: tuple[str, ...]
    m: tuple[str, ...]
    t_by_size: str | None = None
    conflicts: tuple[str, ...] = ()
    """``t``, ``n`` or ``m`` where what is stated and what the findings give differ."""


def categories(case: CaseDetails, spread: Spread, site: SiteTable) -> Categories:
    """T, N and M as far as the case tells; what the findings give outranks a stated category that they rule out."""
    conflicts = []
    t = site.t_from(case.tumour_size_mm, case.tumour_extent)
    stated_t = category_of(case.t, "T")
    if stated_t is not None:
        fits = stated_t in ("TX", "T0") or any(_in(option, (stated_t,)) or _in(stated_t, (option,)) for option in t)
        if fits:
            finer = tuple(option for option in t if _in(option, (stated_t,)))
            t = finer if len(finer) == 1 else (stated_t,)
        else:
            conflicts.append("t")
    by_size = labels_of(site.sizes, Interval(s, s)) if (s := case.tumour_size_mm) is not None else ()
    n, clash = _n(case, spread, site)
    if clash:
        conflicts.append("n")
    m = _lung_m(case, spread) if site.m_scheme == "lung" else spread.categories()
    if spread.stated_m == "M0" and spread.distant:
        conflicts.append("m")
    return Categories(t=t, n=n, m=m, t_by_size=by_size[0] if by_size else None, conflicts=tuple(conflicts))


def _n(case: CaseDetails, spread: Spread, site: SiteTable) -> tuple[tuple[str, ...], bool]:
    """N categories left open, and whether the stated one clashes with the nodes."""
    values = site.n_values
    none, *positive = values
    stated = category_of(case.n, "N")
    found: tuple[str, ...] = ()
    count = case.nodes.positive if case.nodes is not None else None
    if count == 0:
        found = (none,)
    elif count is not None and site.n_by_count:
        found = labels_of(site.n_by_count, Interval(count, count))
    elif (case.nodes is not None and case.nodes.involved) or "lymph_node_regional" in spread.present:
        found = tuple(positive)
    elif "lymph_node_regional" in spread.absent:
        found = (none,)
    if stated is None:
        return found or values, False
    if stated == "NX" and not found:
        return ("NX",), False
    if stated == "NX":
        return found, False
    stated = stated if stated in values else stated[:2] if stated[:2] in values else positive[-1]
    if found and (stated == none) != (found == (none,)):
        return found, True
    return (stated,), False


def _lung_m(case: CaseDetails, spread: Spread) -> tuple[str, ...]:
    outside = spread.distant - {"lung"}
    if len(outside) > 1 or (outside == {"liver"} and case.liver is not None and (case.liver.lesion_count or 0) > 1):
        return ("M1c",)
    if outside:
        return ("M1c",) if spread.stated_m == "M1c" else ("M1b",) if spread.stated_m == "M1b" else ("M1b", "M1c")
    if spread.distant:
        return (spread.stated_m,) if spread.stated_m in ("M1b", "M1c") else ("M1a",)
    stated = spread.categories()
    return (
        ("M1a", "M1b", "M1c")
        if stated == ("M1",)
        else ("M0", "M1a", "M1b", "M1c")
        if stated == ("M0", "M1")
        else stated
    )


def _in(category: str, options: Iterable[str]) -> bool:
    """True when the category is one of the options or a part of one; no options means any."""
    options = tuple(options)
    return not options or category in options or category[:2] in options
