"""Reply: the one to three plain sentences at the head of an answer."""

from collections.abc import Mapping, Sequence

from chains import caveat, phrase, shorthand
from chains.answer import Finding, Question
from chains.cohort import SHORT, Cohort, chosen, five_year_range, is_median_survival, median_range
from chains.conversation import Conversation
from chains.gist import gist
from chains.ground import unchecked_words
from chains.lookup import COMMANDS
from chains.merge import FieldChange
from chains.named import Named
from chains.plan import distant
from chains.retrieve import shared
from chains.turn import Turn
from knowledge.applicability import Scope
from knowledge.case import CaseDetails
from knowledge.evidence import Passage
from knowledge.rules.verdict import Verdict
from knowledge.rules.vocabulary import listed

MAX_QUESTIONS = 3
FACTOR_WORDS: Mapping[str, str] = {
    "grade": "who_grade",
    "stag": "ajcc_stage",
    "tnm": "ajcc_stage",
    "krenning": "krenning",
    "uptake": "krenning",
    "prrt": "prrt_eligibility",
    "progress": "progression",
    "panzuto": "panzuto_risk",
    "liver": "liver_burden",
    "surviv": "survival",
    "score": "panzuto_risk",
    "zaidi": "zaidi_recurrence",
    "das score": "das_prrt_score",
    "milan": "milan_net",
    "netpet": "netpet",
    "recist": "recist",
    "sum of": "recist",
    "prognostic factor": "prognostic_factors",
    "risk factor": "prognostic_factors",
}


def bottom_line(turn: Turn) -> str:
    """Stage and grade, and the span of the cohorts; what would narrow it is asked back."""
    by_rule = {v.rule: v for v in turn.verdicts}
    return " ".join([_what_it_is(turn.case, by_rule), *_span(by_rule.get("survival"))])


NamedTold = Sequence[tuple[Named, Passage | None]]
"""The treatments that a question names, each with the passage that speaks of it, if any does."""


Lead = tuple[str, Passage]
"""The statement that says what comes first or next, with the label under which it is told."""


def options_line(turn: Turn, options: Sequence[str], named: NamedTold = (), lead: Lead | None = None) -> str:
    """What the sources say of the treatments that are asked about, or put first; what the tumour is, and which options
    they name."""
    by_rule = {v.rule: v for v in turn.verdicts}
    opening = [*_of_named(named, turn.case, by_rule), *_of_lead(lead, turn.case)]
    return " ".join([*opening, _what_it_is(turn.case, by_rule), _options(options, lead)])


def options_alone(turn: Turn, options: Sequence[str], named: NamedTold = (), lead: Lead | None = None) -> str:
    """What the reply about treatment adds to the one about prognosis, which has said what the tumour is."""
    by_rule = {v.rule: v for v in turn.verdicts}
    return " ".join(
        [*_of_named(named, turn.case, by_rule), *_of_lead(lead, turn.case), _options(options, lead)]
    ).strip()


def _of_lead(lead: Lead | None, case: CaseDetails) -> list[str]:
    if lead is None:
        return []
    label, passage = lead
    said = _in_a_reply(passage, caveat.told(gist(passage), passage.statement, Scope.of(case)))
    return [f"On {_in_a_sentence(label)}: {said}"]


def _options(options: Sequence[str], lead: Lead | None = None) -> str:
    if not options:
        return "The guidelines of the register name no treatment for this constellation."
    others = [option for option in options if lead is None or option != lead[0]]
    if not others:
        return "The choice is for the team."
    named = listed([_in_a_sentence(option) for option in others])
    if lead is not None:
        return f"The guidelines speak of {named} too; the choice is for the team."
    return f"The guidelines speak of {named}; which comes first is for the team to decide."


def _in_a_sentence(label: str) -> str:
    return label if label.isupper() else label[0].lower() + label[1:]


def _of_named(named: NamedTold, case: CaseDetails, by_rule: Mapping[str, Verdict]) -> list[str]:
    """What speaks of each treatment that is asked about: the verdict of its rule, then the passage; or that none does.

    Where one passage speaks of several, it is told once.
    """
    told: dict[str, list[str]] = {}
    for one, passage in named:
        verdict = by_rule.get(one.verdict or "")
        said = [verdict.statement] if verdict is not None and _speaks(verdict, case) else []
        if passage is not None and (not said or passage.kind == "guideline"):
            said.append(_in_a_reply(passage, caveat.told(gist(passage), passage.statement, Scope.of(case))))
        told.setdefault(" ".join(said), []).append(one.name)
    return [
        f"On {listed(names)}: {said}"
        if said
        else f"The sources do not say whether {listed(names, 'or')} is to be chosen here."
        for said, names in told.items()
    ]


def _speaks(verdict: Verdict, case: CaseDetails) -> bool:
    """Whether a rule has something to say on the treatment: a finding, or what is still open of the facts told."""
    if verdict.rule == "prrt_eligibility" and not case.receptor_imaging:
        return False
    return verdict.status in {"assigned", "cannot_assign"}


def _span(survival: Verdict | None) -> list[str]:
    """The lowest and the highest figure of the cohorts that are told: alive at five years, else median survival."""
    group = "figures of groups, not this patient's own probability"
    alive, median = five_year_range(survival), median_range(survival)
    nearest = chosen(survival, SHORT)
    if alive and median and alive[0] is alive[1] and is_median_survival(nearest[0]):
        further = f"{phrase.number(alive[0]['value'])} % of patients were alive at 5 years in a further one"
        return [f"Median survival in the nearest published cohorts {_told_span(median)}, and {further}: {group}."]
    if alive:
        low, high = (phrase.number(c["value"]) for c in alive)
        if alive[0] is alive[1]:
            whose = _population(alive[0])
            return [
                f"In the one near cohort of this extent ({whose}) {low} % of patients were alive at 5 years: {group}."
            ]
        told = f"{low} %" if low == high else f"{low} % to {high} %"
        return [f"In the nearest published cohorts {told} of patients were alive at 5 years: {group}."]
    if median and median[0] is median[1]:
        told = f"median survival {_told_span(median)}"
        return [f"In the one near cohort of this extent ({_population(median[0])}) {told}: {group}."]
    if median:
        return [f"Median survival in the nearest published cohorts {_told_span(median)}: {group}."]
    return ["No published cohort of the register fits this case closely enough to give a figure."]


def _population(cohort: Cohort) -> str:
    return str(cohort["population"]).partition(";")[0]


def _told_span(median: Sequence[Cohort]) -> str:
    low, high = (f"{phrase.number(c['value'])} {c['unit']}" for c in median)
    unit = f" {median[1]['unit']}"
    return f"was {low}" if low == high else f"ran from {low.removesuffix(unit)} to {high}"


def _what_it_is(case: CaseDetails, by_rule: Mapping[str, Verdict]) -> str:
    parts = []
    stage, grade = by_rule.get("ajcc_stage"), by_rule.get("who_grade")
    if stage and stage.status == "not_applicable":
        parts.append("with distant metastases" if distant(case) else "staged by another system than that of NET")
    elif stage and stage.status == "assigned":
        m = stage.inputs.get("m")
        parts.append(f"stage {stage.value}" + (f" ({m} as far as known)" if m and str(m).startswith("M1") else ""))
    else:
        parts.append("stage not assigned yet")
    if grade and grade.status == "assigned":
        parts.append(_grade_words(str(grade.value), grade))
    elif grade and grade.status == "conflict":
        stated = f" (stated {case.stated_grade}, derived {grade.value})" if case.stated_grade else ""
        parts.append(f"grade in conflict{stated}")
    else:
        parts.append("grade not assigned yet")
    where = phrase.SITE_ADJECTIVE.get(case.primary_site or "", "")
    known = case.histology or where or case.differentiation == "poor"
    tumour = phrase.tumour(case) if known else "neuroendocrine neoplasm"
    named = tumour if where and where in tumour else f"{where} {tumour}".strip()
    inferred = case.primary_site_basis == "inferred"
    basis = f", the primary inferred from {phrase.inferred_from(case)}" if inferred else ""
    basis = ", the primary only likely" if "primary_site" in case.likely else basis
    return f"{named[0].upper()}{named[1:]}{basis}: {', '.join(parts)}."


def _grade_words(value: str, grade: Verdict) -> str:
    words = {"G1": "grade 1", "G2": "grade 2", "G3": "grade 3"}.get(value, value.replace("_", " "))
    return words + (" as stated" if grade.inputs.get("basis") == "stated" else "")


def questions(turn: Turn) -> tuple[str, ...]:
    """What to ask back, at most three: what would settle a conflict, then what would change the answer most."""
    clashes = [v.ask for v in turn.verdicts if v.status == "conflict" and v.ask]
    closing = [gap.ask for gap in turn.gaps]
    others = [v.ask for v in turn.verdicts if v.ask and v.status == "assigned" and not v.missing]
    return tuple(dict.fromkeys([*clashes, *closing, *others]))[:MAX_QUESTIONS]


def warnings(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """The conflicts that the rules found, as sentences."""
    return tuple(v.statement for v in verdicts if v.status == "conflict")


def missing(turn: Turn) -> str:
    """What else the answer needs."""
    asked = questions(turn)
    return " ".join(asked) if asked else "Nothing that the rules know of would change the answer."


def updated(changes: Sequence[FieldChange], known: Conversation) -> tuple[str, ...]:
    """What a later turn changed, said at the head of the reply."""
    if not known.case.facts() or not changes:
        return ()
    return (f"Updated: {listed([change.words for change in changes[:4]])}.",)


def what_if(changed: Sequence[Verdict], question: Question) -> str:
    """Which findings a supposition would change; the case stays as it was."""
    supposed = question.topic or "that"
    if not changed:
        return f"Supposing {supposed}, no finding changes; the case itself stays as it was."
    titles = listed([v.title for v in changed])
    return f"Supposing {supposed}, these findings change: {titles}. The case itself stays as it was."


def factors_asked(text: str, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts that a question about single factors names; grade and stage when it names none."""
    lower = text.lower()
    rules = dict.fromkeys(rule for word, rule in FACTOR_WORDS.items() if word in lower) or dict.fromkeys(
        ("who_grade", "ajcc_stage")
    )
    return tuple(v for rule in rules for v in verdicts if v.rule == rule)


def of_verdicts(verdicts: Sequence[Verdict]) -> str:
    """The statements of the verdicts asked for."""
    return " ".join(v.statement for v in verdicts[:2])


def of_findings(findings: Sequence[Finding]) -> str:
    """The statements of the findings asked for, with their citations."""
    told = []
    for finding in findings:
        told.append(finding.told() + (f" {finding.ask}" if finding.ask else ""))
    return " ".join(told)


def completing(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """One sentence with the words that would complete a lookup that could not be settled."""
    open_fields = [field for v in verdicts if v.status == "cannot_assign" for field in v.missing]
    words = shorthand.completing(open_fields)
    return (f"To complete it, add {'; '.join(words)}.",) if words else ()


def unread(words: Sequence[str]) -> tuple[str, ...]:
    """One sentence with the words of a lookup that were not used, so that none is passed over in silence."""
    quoted = listed([f'"{word[:40]}"' for word in words[:6]])
    return (f"Not used here: {quoted}.",) if words else ()


def of_passages(found: Sequence[Passage], text: str = "") -> str:
    """The statement nearest to the question and how many are listed, or that the sources do not answer."""
    if not found:
        return "The sources do not answer this question."
    said = nearest(found, text)
    return said if len(found) == 1 else f"{said} {len(found)} statements are listed below."


def of_no_statement(matter: str) -> str:
    """That what is kept of a label does not speak of the matter that is asked about."""
    return f"What is kept here of the label does not speak of {matter}: read the label itself."


def of_no_label(drugs: Sequence[str]) -> str:
    """That the label of a drug is not kept, and of which drugs it is."""
    kept = ", ".join(drugs)
    return f"No FDA label of that drug is kept here, or it does not answer this. Labels are kept of: {kept}."


def nearest(found: Sequence[Passage], text: str = "") -> str:
    """The statement that answers best: what shares most with the question, a checked one before an unchecked, a
    guideline before the rest."""
    near = [p for p in found[:4] if p.statement.checked] or list(found[:1])
    most = max(shared(text, p) for p in near)
    closest = [p for p in near if shared(text, p) == most]
    chosen = next((p for p in closest if p.kind == "guideline"), closest[0])
    return _in_a_reply(chosen, chosen.statement.text)


def _in_a_reply(passage: Passage, text: str) -> str:
    """The text of a passage, marked where nobody found it in its source."""
    unchecked = unchecked_words([passage])
    return f"{text.rstrip().rstrip('.')} ({unchecked})." if unchecked else text


def beside(found: Sequence[Passage], text: str = "") -> str:
    """The nearest statement on a further question of a message, or a plain word that the sources do not answer."""
    return nearest(found, text) if found else "The sources do not answer the other question."


def lookup_help() -> str:
    """The list of quick lookups."""
    return "Quick lookups: " + "; ".join(f"{command.usage} ({command.does})" for command in COMMANDS) + "."
