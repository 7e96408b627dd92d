"""Editions: the tables of one staging system for some sites, and the groups of another beside it."""

from pydantic import Field

from knowledge.case import Extent, Value
from knowledge.rules.ranges import cut_offs, plain
from knowledge.rules.table import Table
from knowledge.rules.tnm import Group, SiteTable


class StageTable(Table):
    """One edition of a staging system for some sites."""

    number: str
    """``8`` or ``9``: the edition as the answer shows it."""
    from_year: int
    """First year of diagnosis that the edition covers."""
    until_year: int | None = None
    """Last year of diagnosis that it covers, where a later edition is not held here."""
    site: tuple[SiteTable, ...] = Field(min_length=1)

    def at(self, name: str) -> SiteTable | None:
        """The definitions for a site, if the edition covers it here."""
        return next((site for site in self.site if name in site.sites), None)

    def thresholds(self) -> tuple[str, ...]:
        """Each side of each size boundary and each stage, by the first of the sites that share a table."""
        words = []
        for site in self.site:
            first = site.sites[0]
            words += [f"{first} {stage}" for stage in site.stages()]
            words += [f"{first} {side} {plain(mm)} mm" for mm in cut_offs(site.sizes) for side in ("to", "over")]
        return tuple(words)

    def shown(self) -> tuple[str, ...]:
        """Stages and sizes of the worked examples."""
        words = []
        for example in self.examples:
            name, size = example.case.get("primary_site"), example.case.get("tumour_size_mm")
            words.append(f"{name} {example.value}")
            site = self.at(str(name))
            if site is not None and size is not None:
                near = min(cut_offs(site.sizes), key=lambda mm: abs(mm - size))
                words.append(f"{name} {'over' if size > near else 'to'} {plain(near)} mm")
        return tuple(words)


class OtherGroups(Value):
    """Stage groups of another system over the same T, N and M, for some sites."""

    sites: tuple[str, ...]
    groups: tuple[Group, ...]
    other_t: tuple[Extent, ...] = ()
    """Extents for which this system has another T, so that no stage of it is told."""


class OtherSystem(Table):
    """Stage groups of another system, shown beside the stage: where they differ, or where they were in force."""

    key: str
    """Under this name the stage stands in the inputs of a verdict."""
    until_year: int | None = None
    """Last year of diagnosis for which the system is shown; without it, it is shown wherever it differs."""
    site: tuple[OtherGroups, ...]

    def thresholds(self) -> tuple[str, ...]:
        """Each stage of each site."""
        return tuple(f"{site.sites[0]} {group.stage}" for site in self.site for group in site.groups)

    def shown(self) -> tuple[str, ...]:
        """Stages of the worked examples."""
        return tuple(f"{e.case.get('primary_site')} {e.inputs.get(self.key, e.value)}" for e in self.examples)

    def stage(self, site: str, t: str, n: str, m: str, extent: Extent | None = None) -> str | None:
        """The stage in this system; none where its T for the extent is another."""
        found = next((s for s in self.site if site in s.sites), None)
        groups = () if found is None or extent in found.other_t else found.groups
        return next((g.stage for g in groups if g.takes(t, n, m)), None)

    def shows(self, stage: str, current: str | None, year: int | None) -> bool:
        """Whether its stage is worth showing beside the current one."""
        return stage != current if self.until_year is None else year is not None and year <= self.until_year
