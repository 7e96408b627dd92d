"""Reader: a clinician's text in, the case it tells out, with a span for every fact and a problem for what cannot be."""

from bisect import bisect_left
from operator import itemgetter

from chains.extract.assembly import assemble
from chains.extract.imaging.abdomen import read_extra_abdominal
from chains.extract.imaging.bone import read_bone
from chains.extract.imaging.critical_organ import read_critical_organ
from chains.extract.imaging.fdg_intensity import read_fdg_intensity
from chains.extract.imaging.imaging import read_imaging
from chains.extract.imaging.liver import read_liver
from chains.extract.imaging.liver_type import read_liver_type
from chains.extract.imaging.spread import read_spread
from chains.extract.imaging.target_sums import read_target_sums
from chains.extract.likely.likely import with_likely_facts
from chains.extract.likely.unlikely import slot_of, without_unlikely
from chains.extract.mentions import read_mentions, speaks_of_a_new_patient
from chains.extract.pathology.atrx_daxx import read_atrx_daxx
from chains.extract.pathology.diagnosis import read_diagnosis
from chains.extract.pathology.extent import read_extent
from chains.extract.pathology.ki67 import read_ki67
from chains.extract.pathology.margins import read_margins
from chains.extract.pathology.mitoses import read_mitoses
from chains.extract.pathology.necrosis import read_necrosis
from chains.extract.pathology.nodes import read_nodes
from chains.extract.pathology.size import read_sizes
from chains.extract.reading import Conflict, Mention, Reading
from chains.extract.second.agreement import agreed
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken
from chains.extract.treatment.naive import read_treatment_naive
from chains.extract.treatment.proviso import runs_anyway
from chains.extract.treatment.treatments import named_only, read_treatments
from chains.extract.tumour.blood import read_nlr
from chains.extract.tumour.course import read_course
from chains.extract.tumour.denied import denied_diagnoses, denies_all, tells_of_goblet_cells
from chains.extract.tumour.grade import read_grade
from chains.extract.tumour.graded_symptoms import read_graded_symptoms
from chains.extract.tumour.histology import read_histology, settle_carcinomas
from chains.extract.tumour.hormones import read_hormones, read_markers
from chains.extract.tumour.metastatic import with_metastatic
from chains.extract.tumour.pancreas_part import read_pancreas_part
from chains.extract.tumour.past import without_past
from chains.extract.tumour.patient import read_patient
from chains.extract.tumour.site import read_site
from chains.extract.tumour.stability import read_stable_months
from chains.extract.tumour.symptoms import read_symptoms
from chains.extract.tumour.tnm import read_tnm
from chains.extract.wording import phrase_of
from knowledge.case import CaseDetails, Problem

_OF_THE_PERSON = {"age_years", "sex", "ecog", "hereditary"}
"""What may be told of a person whose cancer is another one."""
SLIP_CHARS = 4
"""How close before a fact the value may have stood that its writer took back for it."""


def _read(page: Page) -> tuple[list[Found], list[Problem]]:
    """What every reader finds on a page, and what cannot be right."""
    found: list[Found] = []
    problems: list[Problem] = []
    for read in (
        read_site,
        read_histology,
        read_spread,
        read_treatments,
        read_course,
        read_hormones,
        read_markers,
        read_extent,
        read_diagnosis,
        read_margins,
        read_pancreas_part,
        read_necrosis,
        read_atrx_daxx,
        read_treatment_naive,
        read_stable_months,
        read_bone,
        read_critical_organ,
        read_extra_abdominal,
        read_liver_type,
        read_fdg_intensity,
        read_graded_symptoms,
    ):
        found += page.kept(read)  # what one reader asks of another is read once
    for read_with_problems in (
        read_grade,
        read_ki67,
        read_mitoses,
        read_sizes,
        read_tnm,
        read_nodes,
        read_liver,
        read_imaging,
        read_patient,
        read_symptoms,
        read_nlr,
        read_target_sums,
    ):
        facts, wrong = read_with_problems(page)
        found += facts
        problems += wrong
    found = without_past(page, found)
    found = with_metastatic(page, settle_carcinomas(page, _no_ki67_as_liver(page, found)))
    return _no_sum_as_size(page, found, problems)


def read_facts(text: str) -> tuple[Page, list[Found]]:
    """A text made ready for reading, and what the rules alone find in it, told or only supposed."""
    page = Page(text)
    return page, _read(page)[0]


def read_case(text: str) -> Reading:
    """Read one text that tells of a patient. Never raises, whatever a person wrote; what is only supposed stays out of
    the case, and what no rule reads but the words make likely is marked."""
    return _reading(Page(text), and_likely=True)


def read_told(text: str) -> Reading:
    """Read one text by the rules alone, without what its words only make likely."""
    return _reading(Page(text), and_likely=False)


def _reading(page: Page, *, and_likely: bool) -> Reading:
    found, problems = _read(page)
    mentions = read_mentions(page)
    named = mentions.neuroendocrine or any(fact.field == "histology" and fact.rank >= 0 for fact in found)
    kinds = [fact for fact in found if fact.field == "histology" and fact.rank >= 0]
    other = any(cancer.context == "current" for cancer in mentions.other_cancers)
    other = other and not tells_of_goblet_cells(page.text)
    denied = not kinds and (denies_all(page.text) or (other and any(denied_diagnoses(page.text))))
    if denied or (not named and other):
        found = [fact for fact in found if fact.field in _OF_THE_PERSON]
    supposed, actual = _divide(page, found)
    actual, doubted = agreed(page, actual)
    case, conflicts = assemble(page, actual)
    actual, unlikely = without_unlikely(page, actual, case) if and_likely else (actual, [])
    if unlikely:
        case, conflicts = assemble(page, actual)
    hypothetical = assemble(page, supposed)[0] if supposed else None
    if and_likely and not denied and (named or not other):
        case = with_likely_facts(
            page, actual, case, conflicts, _closed(hypothetical, [*doubted, *unlikely], conflicts, problems)
        )
    return Reading(
        case=case,
        hypothetical=hypothetical if hypothetical and hypothetical.facts() else None,
        problems=_once(problems),
        conflicts=conflicts,
        mentions=mentions,
        unsaid=() if denied or (not named and other) else _unsaid(page, case, doubted),
        doubted=tuple(
            Mention(name=f"grade {fact.value}", span=page.span(fact.start, fact.end))
            for fact in doubted
            if fact.field == "stated_grade" and case.stated_grade is None
        ),
        unlikely=tuple(
            Mention(name=phrase_of(fact.field, fact.value), span=page.span(fact.start, fact.end))
            for fact in unlikely
            if slot_of(fact) not in case.slots()
        ),
        no_tumour=denied,
        corrected=_corrected(page, actual),
        new_patient=speaks_of_a_new_patient(page),
    )


def _closed(
    hypothetical: CaseDetails | None, doubted: list[Found], conflicts: tuple[Conflict, ...], problems: list[Problem]
) -> frozenset[str]:
    """The slots of which something was read that is not told: what is supposed, doubted, in conflict or impossible."""
    closed = set(hypothetical.slots()) if hypothetical else set()
    closed.update(slot_of(fact) for fact in doubted)
    if any(fact.field == "treatments" and fact.value.kind == "surgery" for fact in doubted):
        closed.add("primary_site")  # which the operation would imply
    closed.update(clash.field for clash in conflicts)
    closed.update(problem.field for problem in problems)
    return frozenset(closed)


def _unsaid(page: Page, case: CaseDetails, doubted: list[Found]) -> tuple[Mention, ...]:
    """The treatments that are named and of which the case holds none of their kind, each kind once."""
    named = [(one.kind, one.name, one.start, one.end) for one in named_only(page)]
    named += [(one.value.kind, one.value.name, one.start, one.end) for one in doubted if one.field == "treatments"]
    told = {one.kind for one in case.treatments}
    first: dict[str, Mention] = {}
    for kind, name, start, end in sorted(named, key=itemgetter(2)):
        if kind not in told:
            first.setdefault(kind, Mention(name=name, span=page.span(start, end)))
    return tuple(first.values())


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    """Each impossible value once, in the order of the text."""
    by_place = {(problem.span, problem.field): problem for problem in problems}
    return tuple(by_place[place] for place in sorted(by_place))


def _no_ki67_as_liver(page: Page, found: list[Found]) -> list[Found]:
    """The facts without a share of the liver that is a Ki-67 of a liver metastasis ("15 % liver met biopsy")."""
    taken = Taken(len(page.text), [(fact.start, fact.end) for fact in found if fact.field == "ki67"])
    return [
        fact
        for fact in found
        if not fact.field.startswith("liver.involvement") or not taken.overlaps(fact.start, fact.end)
    ]


def _no_sum_as_size(page: Page, found: list[Found], problems: list[Problem]) -> tuple[list[Found], list[Problem]]:
    """Both without a size of the tumour that is a sum of diameters ("sum of target lesions 620 mm")."""
    sums = [page.span(fact.start, fact.end) for fact in found if fact.field.startswith("measurements.")]
    sums += [problem.span for problem in problems if problem.field == "measurements"]
    if not sums:
        return found, problems
    taken = Taken(len(page.original), sums)
    return (
        [
            fact
            for fact in found
            if fact.field != "tumour_size_mm" or not taken.overlaps(*page.span(fact.start, fact.end))
        ],
        [problem for problem in problems if problem.field != "tumour_size_mm" or not taken.overlaps(*problem.span)],
    )


def _divide(page: Page, found: list[Found]) -> tuple[list[Found], list[Found]]:
    """What is only supposed, and what is told."""
    supposed: list[Found] = []
    actual: list[Found] = []
    for fact in found:
        told = fact.field == "treatments" and runs_anyway(page, fact.start)
        if not told and "hypothetical" in page.context(fact.start, fact.end):
            supposed.append(fact)
        else:
            actual.append(fact)
    return supposed, actual


def _stands_for_a_slip(page: Page, fact: Found) -> bool:
    """Whether a value was taken out right before a fact, or within it."""
    slips = page.folded.slips
    place = bisect_left(slips, fact.start - SLIP_CHARS)
    return place < len(slips) and slips[place] <= fact.end


def _corrected(page: Page, found: list[Found]) -> tuple[str, ...]:
    fields = {
        fact.field.partition(".")[0]
        for fact in found
        if "correcting" in page.context(fact.start, fact.end) or _stands_for_a_slip(page, fact)
    }
    return tuple(name for name in CaseDetails.model_fields if name in fields)
