# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Retold: what later words make of an analogue - it was begun as advised, goes on, was taken up again, or not gone on with.

"They advised starting lanreotide … He had his first injection on the 3rd" tells of a drug that runs, and so does "after 12
months of lanreotide … We continue"; "lanreotide 14/1 as bridge … not continued after surgery" tells of one that is over.
"""

import re

from chains.extract.text.day import DATE, NO_YEAR, WEEKDAY
from chains.extract.text.hint import Hint
from chains.extract.text.page import Page
from chains.extract.treatment.standing import ENDED, STARTED, TOLD, UNTOLD, Named, Standing

BEHIND_CHARS, NEAR_CHARS, LEAD_CHARS = 330, 150, 60
"""How far behind an analogue its first injection may be told, that it goes on or was refused, and how far before it a new start."""
_HINT = Hint(
    r"first|next|refus|declin|want|accept|agree|last|1st|loading|contin|go on|going on|goes on|carr|re-?start|resum|then|said no|says no|yrs? into|years? into|it is|given|done|administered|injected"
)
_WHO = r"(?:he|she|they|pt|patient|the patient|mr [a-z]+|mrs [a-z]+|ms [a-z]+)"
_FIRST = r"(?:first|1st|loading|initial|second|2nd)"
_INJECTION = (
    r"(?:injection|inj\.?|jab|shot|depot|dose)(?! of (?!it|lan|octr|lar|som|sand|the (?:lan|octr|som|ssa)))(?![a-z])"
)
_HAD_IT = re.compile(
    rf"(?:[.;:,\n(-] ?|\b(?:and|which|so|but) ){_WHO} (?:(?:has|have|had|also|then|already|duly) ){{0,3}}(?:had|got|received|tolerated|was given|been given|given)(?: (?:his|her|the|their|a))?(?: (?:very|own))? {_FIRST} {_INJECTION}(?!,? (?:booked|planned|to be|will|due|cancelled|postponed))"
    rf"|[.;:,\n(-] ?(?:(?:his|her|the|their) )?{_FIRST} {_INJECTION}(?: of it)? (?:(?:was|has been|is) )?(?:given|administered|injected|done|went in)(?! (?:as|if|once|when|after|next|tomorrow|until))(?= ?(?:[.,;)\n]|$)| (?:on|in|by|at|last|yesterday|today|this|here|without|\d))"
)
_AHEAD = re.compile(r"\b(?:once|when|after|until|if|before|unless|as soon as|will have|not|never|n't)\b[^.;\n]{0,20}$")
_WE_GO_ON = re.compile(
    r"[^?]{0,140}?(?:^|[.;,\n-] ?|\b(?:so|and|thus|therefore) )(?:we|i|to|plan:?|decision:?) ?(?:will |shall |have |now |therefore |then |just ){0,2}(?:continued?|go on|carry on|keep going)(?: (?:it|with it|with this|the same|unchanged|so|like (?:this|that)|for now|as (?:before|is)|treatment|therapy|the (?:treatment|therapy|injections?)))?(?= ?(?:[.;)!\n]|$))"
)
_ALL_THE_SAME = re.compile(
    r"[^.;?\n]{0,70}?(?:\(|, |- |\bbut )(?:but |and |it |is |was |has been |still |being ){0,4}(?:continued|continues|carried on|kept(?: on| going)?|goes on)(?: (?:all the same|anyway|nonetheless|regardless|though|for now|for the tumou?r|unchanged|as antiproliferative))?(?= ?(?:[).;\n]|$))"
)
_TRIED = re.compile(r"\b(?:trial|test|try|attempt) (?:of|with) (?:the |s\.?c\.? |short[ -]acting )?$")
_ON_WITH_IT = re.compile(
    r"[^.;?\n]{0,90}?(?:[,;(→-] ?|\b(?:so|and|therefore|hence|then) )(?:is |was |we |he |she |will |now |being ){0,3}(?:to )?(?:go(?:es|ing)? on|carr(?:y|ies|ied) on|continu(?:e|es|ed|ing)|kept|keep|converted|changed|switched)(?: (?:with|w/|on|at|as|it|to|the|monthly|lar|autogel|depot|long-acting)){0,4}(?: (?:\d{2,3}(?: ?mg)?|lar|autogel|monthly|depot|it)\b| ?(?=[.,;)\n]|$))(?! (?:if|until|only))"
)
_IF = re.compile(r"\b(?:if|unless|whether|would|could|should|might|may|planned|when|once)\b")
_INTO_IT = re.compile(
    r"[^\n]{0,150}?\b(?:he|she|they|pt|patient)(?:'s|'re| is| are| was)?(?: now| already| about| some)? (?:\d{1,2}|an?|one|two|three|four|five|six|several|many) (?:yrs?|years?|months?|mths?) into (?:it|this|them)(?![a-z])"
)
_SAID_NO = re.compile(
    rf"[^?]{{0,160}}?\b{_WHO}\b[^.;?\n]{{0,70}}?\b(?:said|says|has said) no(?: to (?:it|this|that|the (?:injections?|drug|idea)))?(?: (?:in|on|last|this|yesterday|today)[^.;\n]{{0,12}})?(?= ?(?:[.,;)\n]|$))"
)
_NOT_GONE_ON = re.compile(
    r"(?: ?/ ?[a-z]+)?(?: (?:lar|autogel|depot))?[^.;?\n]{0,50}?(?:(?:was|were|is|has been|therefore|then|and|but) ){0,3}not (?:been )?(?:continued|gone on with|carried on|resumed|re-?started)(?= (?:after|post|beyond|since|following|because|due|as|at|on|any)| ?[.,;)\n]|$)"
)
_ANEW = re.compile(
    r"\b(?:re ?-?start(?:ed|s|ing)?|resumed?|re ?-?commenced?|re ?-?introduced|put back|back)(?: (?:on|with|to|the|his|her|him|monthly)){0,3} $"
)
_ANEW_BEHIND = re.compile(
    r"(?: (?:lar|autogel|depot|\d{2,3}(?: ?mg)?|q ?\d ?w|monthly)){0,4}? (?:was |has been |were |is )?(?:then |now |again |since )?(?:re ?-?started|resumed|re ?-?commenced|re ?-?introduced)(?! (?:if|when|once|after|next))"
)
_NOT_DONE = re.compile(
    r"\b(?:if|when|once|not|never|to be|can|could|should|would|may|might|whether|until|to|will|plan(?:ned)?|consider|asks?)\b[^.;\n]{0,24}$"
)
_LAST_ONE = re.compile(
    rf"(?: (?:lar|autogel|depot|\d{{2,3}}(?: ?mg)?))?,? ?\(?(?:the |his |her )?last (?:(?:one|dose|inj(?:ection)?|jab|shot|was|is|given|had|on|about|approx) ){{0,4}}(?:(?:[1-9]|[1-3]\d|a few) ?(?:d|days?) (?:ago|back)|(?:[1-6]|one|two|three|four|five|a few) ?(?:(?:w|wks?|weeks?) (?:ago|back)|/ ?52)|(?:yesterday|today|last week|(?:on )?{WEEKDAY})(?![a-z])|(?:on )?{DATE}{NO_YEAR},? (?:and |the )?next)(?![^.;\n]{{0,40}}\b(?:stop|not|ever|final)[a-z]*)"
)
_THEY_REFUSED = re.compile(
    rf"(?: (?:lar|autogel|depot))?,? ?[(:-]? ?(?:(?:cause|'cause|because|cos|coz|bc|b/c|as|since|for|reason) ?:? )?{_WHO} (?:(?:has|had|have|always|repeatedly|firmly|simply|just|both) ){{0,2}}(?:refus(?:es|ed)|declin(?:es|ed)|(?:does|did)(?: not|n't) (?:want|wish|like|accept|agree to)|won't (?:have|take|accept)|will not (?:have|take|accept)|wants no|said no to)(?: (?:to have|any|the|all|it|them|more|monthly|for|needles?|injections?|jabs?|shots?|this|that|drugs?)){{0,4}}(?= ?(?:[).;,\n]|$))"
)
_NEXT_ONE = re.compile(
    r"(?:[.,;:(\n-] ?|\b(?:so|his|her|the|their|and|with) )next (?:dose of |inj(?:ection)? of |inj\.? )?(?:the |his |her )?$"
)
_FULL_STOP = re.compile(r"[.!](?= |\n|$)|\n")
_BY_WHOM = re.compile(
    r"(?: ?\(?(?:lar|autogel|depot|\d{2,3}(?: ?mg)?|im|sc|deep)\)?){0,4} (?:monthly|every (?:28|21|14|30)(?:/7| days)|every (?:[2346]|two|three|four) ?(?:weeks|wks|/52)|(?:4|four|3|three)[ -]?weekly|q ?\d{1,2} ?(?:d|w|days|weeks|wks?)?)[ ,(-]{1,3}(?:(?:is|now|always|all) ){0,2}(?:done|given|administered|injected)(?: (?:in|at|by|with|through|from|our|the|his|her|own|practice|district|community|home|local)){1,4} (?:surgery|gp|nurses?|home|practice|wife|husband|daughter|son|pharmacy|clinic|doctor|himself|herself|dn|team)(?![a-z])(?![^.;\n]{0,60}\b(?:until|till|stopp?ed|then|to (?:19|20)\d\d))"
)
"""How often it is given, and by whom."""
_SO_BE_IT = re.compile(
    r"(?:(?:so|ok|okay|well) ?,? )?¤(?: (?:only|monthly|\d{2,3}(?: ?mg)?)){0,2} (?:then(?: i guess| please)?|it is(?: then)?) ?[.!]?"
)


def _hints(page: Page) -> bool:
    """Whether the text holds a word by which an analogue may be told anew."""
    return _HINT.stands_in(page.folded.text)


def retold(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Every analogue with what later words of the text make of it."""
    if not any(one.kind == "ssa" for one in named) or not page.kept(_hints):
        return
    text, ended = page.folded.text, False
    ends = [*(one.start for one in named[1:]), len(text)]
    for place, (one, stop) in enumerate(zip(named, ends, strict=True)):
        if one.kind != "ssa":
            continue
        own = standings[place] = _retold(text, one, standings[place], stop)
        if (
            ended
            and own.status in {"ongoing", "done"}
            and own.weight in {STARTED, UNTOLD, TOLD}
            and _is_anew(text, one)
        ):
            own = standings[place] = Standing("ongoing", TOLD)
        ended = ended or own == Standing("done", ENDED)
        given = any(
            was.status in {"ongoing", "done"}
            for was, of in zip(standings[:place], named, strict=False)
            if of.kind == "ssa"
        )
        if own.status is None and given and _NOT_GONE_ON.match(text, one.end, one.end + NEAR_CHARS):
            standings[place] = Standing("done", ENDED)


def _is_anew(text: str, one: Named) -> bool:
    """Whether an analogue that had ended is told to have been taken up again."""
    lead = text[max(0, one.start - LEAD_CHARS) : one.start]
    anew = _ANEW.search(lead)
    if anew:
        return not _NOT_DONE.search(lead[: anew.start()])
    return _ANEW_BEHIND.match(text, one.end, one.end + NEAR_CHARS) is not None


def _retold(text: str, one: Named, own: Standing, stop: int) -> Standing:
    if own.weight == ENDED or own.status in {"ongoing", "declined"}:
        return own
    near = min(stop, one.end + NEAR_CHARS)
    lead = text[max(0, one.start - LEAD_CHARS) : one.start]
    if own.status == "planned" and _NEXT_ONE.search(lead):
        return Standing("ongoing", TOLD)
    if own.status in {"planned", "considered"}:
        for had in _HAD_IT.finditer(text, one.end, min(len(text), one.end + BEHIND_CHARS)):
            if not _AHEAD.search(text, one.end, had.start() + 1):
                return Standing("ongoing", TOLD)
        if _SAID_NO.match(text, one.end, min(stop, one.end + BEHIND_CHARS)):
            return Standing("declined", TOLD)
    if own.status in {"considered", "done"} and _TRIED.search(lead):
        on = _ON_WITH_IT.match(text, one.end, min(len(text), one.end + NEAR_CHARS))
        if on and not _IF.search(lead) and not _IF.search(on.group()):
            return Standing("ongoing", TOLD)
    if own.status == "done" and _BY_WHOM.match(text, one.end, one.end + NEAR_CHARS):
        return Standing("ongoing", TOLD)
    if own.status == "done" and _WE_GO_ON.match(text, one.end, near):
        return Standing("ongoing", TOLD)
    if own.status in {None, "done"} and own.weight < TOLD and _ALL_THE_SAME.match(text, one.end, near):
        return Standing("ongoing", TOLD)
    if own.status in {None, "considered"} and _INTO_IT.match(text, one.end, near):
        return Standing("ongoing", TOLD)
    if own == Standing(None, TOLD) and _THEY_REFUSED.match(text, one.end, near):
        return Standing("declined", TOLD)
    if own.status in {None, "done"} and own.weight < TOLD and _LAST_ONE.match(text, one.end, near):
        return Standing("ongoing", TOLD)
    if own.status is None or own == Standing("done", UNTOLD):
        full_stop = _FULL_STOP.search(text, one.end, near)
        behind = text[one.end : full_stop.end() if full_stop else near]
        if _SO_BE_IT.fullmatch(f"{_FULL_STOP.split(lead)[-1]}¤{behind}".strip(" \n-")):
            return Standing("planned", TOLD)
    return own
