"""Mentions: what a text speaks of - the field, other cancers, drugs, trials - for the step that tells what is asked."""

import re
from functools import cache
from typing import Literal

from chains.extract.reading import Mention, Mentions, OtherCancer
from chains.extract.text.family import family_spans
from chains.extract.text.mask import cancers_in, is_neuroendocrine
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, table
from chains.extract.treatment.naming import sense_of


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(forms("terms", "neuroendocrine")),
        re.compile(
            r"[^.;\n]{0,26}?(?:\b(?:19|20)\d\d\b|in remission|years? ago|treated|cured|previously|resected|"
            r"in complete remission)"
        ),
        re.compile(
            rf"{LEFT}(?:new|another|different|next|second|other) (?:patient|pt|case)"
            rf"(?! (?:series|report|reports|load|of the)){RIGHT}"
        ),
        re.compile(
            r"\b(?:(?:thought|felt|believed|presumed|assumed|suspected|considered|supposed) to (?:be|have)|suspected as"
            r"|(?:initially|first|mis)[ -]?(?:called|diagnosed as|labelled|labeled|read as)) (?:an? )?$"
        ),
    )


def read_mentions(page: Page) -> Mentions:
    """Everything the text names, facts or not."""
    terms = _patterns()[0]
    plain = page.plain
    seen = tuple(Mention(name=match.group(), span=page.span(*match.span())) for match in scan(terms, plain))
    kinds = table("treatments")["treatment"]
    named = [(sense_of(page, *hit), *hit[1:]) for hit in page.named("treatments", "treatment")]
    drugs = tuple(
        Mention(name=name, span=page.span(start, end))
        for name, start, end in named
        if name is not None and kinds[name]["kind"] not in {"surgery", "transplant", "liver_directed", "radiotherapy"}
    )
    trials = tuple(Mention(name=name, span=page.span(start, end)) for name, start, end in page.named("terms", "trial"))
    return Mentions(
        neuroendocrine=bool(seen), terms=seen, other_cancers=_other_cancers(page), drugs=drugs, trials=trials
    )


def speaks_of_a_new_patient(page: Page) -> bool:
    """Whether the text turns to another patient."""
    return next(scan(_patterns()[2], page.folded.text), None) is not None


def _other_cancers(page: Page) -> tuple[OtherCancer, ...]:
    text = page.folded.text
    family = Taken(len(text), family_spans(text, page.sentences))
    found = []
    for name, start, end in cancers_in(text):
        if is_neuroendocrine(text, start) or re.match(
            r" (?:screening|risk|prevention|centre|center)\b", text[end : end + 12]
        ):
            continue
        contexts = page.context(start, end)
        context: Literal["current", "history", "family", "negated", "possible"]
        if family.overlaps(start, end):
            context = "family"
        elif "negated" in contexts:
            context = "negated"
        elif "history" in contexts or _patterns()[1].match(text, end):
            context = "history"
        elif contexts & {"possible", "asked"} or _patterns()[3].search(text, max(0, start - 40), start):
            context = "possible"
        else:
            context = "current"
        found.append(OtherCancer(name=name, context=context, span=page.span(start, end)))
    return tuple(found)
