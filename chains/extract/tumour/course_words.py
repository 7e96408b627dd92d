# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Course words: the word lists of the course, compiled, by what each tells."""

import re
from functools import cache

from chains.extract.text.vocabulary import either, table


@cache
def course_words() -> dict[str, re.Pattern[str]]:
    """The word lists of the course, compiled."""
    words = table("course")["words"]
    patterns = {name: re.compile(either(forms)) for name, forms in words.items() if isinstance(forms, list)}
    patterns["best"] = re.compile(either(words["best"]) + r" ?(?:a |an )?$")
    patterns["therapy_after"] = re.compile(words["therapy_after"])
    patterns["cause"] = re.compile(
        r"\bindications?(?: for (?:the )?[a-z0-9 -]{2,24})? ?: ?$|\b(?:upon|at|after|following|due to|because of|owing to|for) "
        r"(?:the |a |further |disease |tumou?r |clear |[a-z]+al ){0,12}$"
        # "stopped on progression": why a treatment ended is not the state now
        r"|\b(?<!disease )(?<!stability )(?<!response )(?<!remission )(?<!control )(?<!sd )(?<!has )(?<!had )(?<!was )(?:ended (?:on|upon|at|because of) )(?:the |disease |tumou?r ){0,3}$"
        r"|\b(?:stopped|discontinued|changed|switched|terminated|ceased|halted|abandoned|withdrawn|replaced|given up|interrupted|came off|taken off)(?: (?:it|this|in|early|\d{4}|[a-z]{3,9} \d{4}|again|then|therapy|treatment)){0,3} "
        r"(?:on|with|by|in|upon|at|for|when|as|once|because of)? ?(?:the |a |further |disease |tumou?r |clear |there was |it |he |she |[a-z]+al ){0,6}$"
    )
    patterns["earlier_line"] = re.compile(
        r"(?<![a-z])(?:s/p|status post|st\.? ?p\.?|previous(?:ly)?|prior|received|completed|h/o|history of|treated with)"
        r" [^.;,\n]{2,60} (?:with|until|till|despite) (?:(?:disease|radiographic|radiological|further|clear|documented|interval|the) ){0,3}$"
    )
    patterns["old"] = re.compile(
        r"(?<![a-z])(?:previously|initially|prior|previous|until|till|up to|had|at first|at that time|(?<!since )(?<!from )then|after)(?: [a-z]+)? ?$|\bafter (?:[a-z0-9]+ ){1,3}of $|\b(?:one|ct|mri|scan|pet|that|those) before(?: (?:that|it|this))?,?:?(?: (?:was|showed|had|were|with|still)){0,2} ?$|\bbefore that,?(?: (?:it|he|she|they|the disease))?(?: (?:was|were|had|showed)){0,2} ?$"
    )
    return patterns
