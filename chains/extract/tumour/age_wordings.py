# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Age wordings: every way in which the age of a patient is written, here and in the neighbouring languages."""

import re
from functools import cache

from chains.extract.text.number import WORDS
from chains.extract.text.vocabulary import LEFT, RIGHT, table

_PERSON = "(?:mrs?|ms|patient|pat|pt|lady|gentleman|woman|man|gal|guy|girl|boy|lad|chap|teacher|builder|farmer|dad|mum|mom|mother|father|husband|wife|son|daughter|brother|sister|partner)"
"""Whom an age in brackets may belong to; relatives are read only where they are the patient."""
_TENS = "|".join(word for word, value in WORDS.items() if value in range(20, 100, 10))
_TEENS = "|".join(word for word, value in WORDS.items() if value in range(10, 20))
_UNITS = "|".join(word for word, value in WORDS.items() if value in range(1, 10))


_OLD_THING = r"(?:scans?|cts?|mris?|pets?|octreoscan|stents?|reports?|slides?|blocks?|data|films?|images?|imaging|stud(?:y|ies)|biops(?:y|ies)|histology|specimens?|samples?|letters?|results?|notes?|scars?|mesh|grafts?|ports?|pacemaker|valves?|prosthes[ie]s|hip|knee|shunts?|tips|drains?|fractures?|echo|ecg|bloods|tumou?r block|anastomosis|records?)\b"
"""What may be years old beside the patient: "the 3-year-old scan"."""


_NET_WORDS = r"(?:(?:p|si|sb|nf|pan|panc)?-?nets?|nec|carcinoid|insulinoma|gastrinoma|midgut|mid gut|primary)"
"""What may stand right before an age that nothing else tells: "midgut, 69"."""


def _one_of(key: str) -> str:
    """One of the words of a list, without borders, to stand inside a longer pattern."""
    return f"(?:{'|'.join(sorted(table('patient')[key], key=len, reverse=True))})"


@cache
def age_wordings() -> tuple[tuple[int, re.Pattern[str], tuple[str, ...]], ...]:
    """Every way to write an age, with its rank, and the signs without which it cannot stand in a text."""
    # behind a title one letter is a name: "Mrs M., 70 y"
    untitled = "".join(
        rf"(?<!{one} )"
        for one in (
            r"mr",
            r"mr\.",
            r"mrs",
            r"mrs\.",
            r"ms",
            r"ms\.",
            r"miss",
            r"herr",
            r"frau",
            r"fr\.",
            r"hr\.",
            r"mme",
            r"mme\.",
        )
    )
    sex = r"(?P<sex>m|f|male|female|man|woman|gentleman|lady|boy|girl|gent|chap)"
    digits = r"(?<![\d./-])(?P<age>\d{1,3})"
    isotope = r"-?(?:fdg|f?dopa|f-|sige|fluor|et\b|psma|labell?ed|pet)| (?:fdg|f?dopa|fluor[a-z]+|psma)\b"
    grown = digits.replace("1,3", "2,3")
    years, title, person = _one_of("years_abroad"), _one_of("titles_abroad"), _one_of("persons_abroad")
    title = rf"(?:(?P<sex>{title})\.?|mrs?\.?|ms\.?)"
    name = r"(?:[a-z]\.(?:[ -]?[a-z]\.){0,2}|(?:(?:van|vd|v\.d\.|de[nr]?|ten|ter|von|zu|la|le|di|da|del|dos|du|st\.?) ){0,2}[a-z][a-z'-]{0,20}\.?(?: [a-z][a-z'-]{1,20}){0,2})"
    ended = rf"(?= ?(?:[,;)\n]|\.(?!\d)|$)| (?:con|avec|met|mit|with|w/|alt|oud|{_one_of('sexes_abroad')})\b)"
    return tuple(
        (rank, re.compile(text), tuple(needs))
        for rank, text, *needs in (
            (
                3,
                rf"{LEFT}{digits}[ -]?(?:years?|yrs?|y)[- ]?(?:old|of age|o\b){RIGHT}(?! (?:[a-z]+ )?{_OLD_THING})(?:,? ?(?:(?:caucasian|white|black|asian|otherwise|healthy|fit|previously) ){{0,12}}{sex}{RIGHT})?",
            ),
            (
                3,
                rf"{LEFT}(?P<neg>-)?{grown}[ -]?(?:y/?o|yo|y\.o\.|yrs?\.?|y\.?|years?)?(?: ?/|[ -])?,? ?(?:aged )?{sex}{RIGHT}(?!{isotope})(?![ ]?(?:mm|cm|%|0|1[abc]))",
            ),
            (
                3,
                rf"{LEFT}(?:aged?|age of|age at (?:presentation|review))(?: is|:| of|=)? ?(?P<neg>-)?{digits}{RIGHT}(?!-?(?:\d|%)| ?-?(?:weeks?|months?|days?))",
            ),
            (
                2,
                rf"(?<!'){LEFT}{untitled}{sex}(?: patient| pt)?[,/]? ?(?:aged? |of |\()?{grown}(?: ?(?:y/?o|yrs?|years?(?: old| of age)?|y))?{RIGHT}(?!\.\d| ?(?:mm|cm|%|x|lesions|months|cycles|mg|nodes))",
            ),
            (
                1,
                rf"{LEFT}(?:mr|mrs|ms)\.? (?:(?:van|de|der|den|ten|ter|von|zu|la|le|al|el|bin|di|da|del|dos|du|st\.?|mc|mac) ){{0,3}}(?:[a-z][a-z'-]{{0,20}}\.?|[a-z]\.(?: ?[a-z]\.){{1,2}}),? ?"
                rf"(?:(?:who is )?aged? |(?:who )?is (?:now )?|who's |\()?{grown}(?: ?(?:y/?o|yrs?|years?(?: old)?|y))?{RIGHT}(?! ?(?:mm|cm|%|x|mg))",
            ),
            # "Ms Orla Fitzgibbon, 54": a name of several words, which begin with capitals
            (
                1,
                rf"{LEFT}(?:mr|mrs|ms)\.? (?P<named>(?:[a-z]\. ?)?[a-z'-]{{2,20}}(?: [a-z][a-z'-]{{0,20}}\.?){{1,4}}), (?P<age>[1-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$))(?!, ?\d)",
                "m",
            ),
            (2, rf"{LEFT}{digits} ?(?:y/?o|yo|y\.o\.){RIGHT}"),
            # "M., 59 y."
            (
                2,
                rf"{LEFT}{untitled}{sex}\., ?{grown}(?: ?(?:y/?o|yrs?|years?(?: old)?|y))\.?(?= ?(?:[,).;\n]|$)| [a-z])",
            ),
            # "P.Z., m., aged 35", "53/Malay/F"
            (3, rf"{LEFT}{untitled}{sex}\.?, aged? {grown}{RIGHT}(?!%|\.\d| ?(?:mm|cm))", "age"),
            (2, rf"{LEFT}(?P<age>[1-9]\d) ?/ ?[a-z]{{5,10}} ?/ ?(?P<sex>m|f){RIGHT}", "/"),
            # "He is seventy one."
            (
                1,
                rf"{LEFT}(?:he|she|patient|pt|lady|gentleman) is (?:now )?(?P<age>(?:{_TENS})(?:[ -](?:{_UNITS}))?)(?= ?(?:[,.;)\n]|and |with |$))",
            ),
            # "sixty seven year old woman"
            (
                3,
                rf"{LEFT}(?P<age>(?:{_TENS})(?:[ -](?:{_UNITS}))?|{_TEENS})[ -](?:years?|yrs?)[ -](?:old|of age){RIGHT}(?:,? ?{sex}{RIGHT})?",
            ),
            # "a lovely lady on my caseload, 66."
            (
                1,
                rf"{LEFT}(?:lady|gentleman|woman|man|chap|gent|widower|(?<!his )widow|housewife|patient|pt)(?: (?:from|in|under|on) (?:the|my|our|your) [a-z]+(?: [a-z]+)?)?, ?(?P<age>[1-9]\d)(?= ?(?:[,);\n]|\.(?!\d)|$))(?!, ?\d)",
            ),
            # "Back from holiday. 69, NET of unknown primary", at the beginning of a sentence
            (
                1,
                r"(?:^|(?<=[.!?\n] )|(?<=\n)|(?<=(?:mdt|ref|new): )|(?<=(?:pt|re): ))(?P<age>[1-9]\d), (?=(?:g[123] |metastatic |known |functioning |non-?functioning )?(?:(?:p|si|sb)?-?nets?|nec|cup|carcinoid|atypical|typical|lung|pancrea|small bowel|ile|midgut|rectal|gastric|neuro|insulinoma|gastrinoma|ecog))",
            ),
            # "Lady is 69", "Mrs — is now 35", "The woman has 70 years", "Now 54 years.", "Age at consent 64"
            (
                1,
                rf"{LEFT}(?:lady|woman|man|gentleman|(?<!my )(?<!our )(?<!his )(?<!her )(?:lad|lass|lassie|chap|bloke|guy|girl|boy|gent)|dad|mum|mom|mother|father|husband|wife|son|daughter|brother|sister|partner|(?:mrs?|ms)\.?(?: [a-z—–-]{{1,12}}\.?)?) (?:is|has) (?:now )?(?P<age>[1-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$| years?\b| y\b| and\b))",
            ),
            (
                0,
                r"(?:^|(?<=[.;:,\]\n] )|(?<=\n))now (?P<age>[2-9]\d) (?:years?|yrs?|y)(?= ?(?:[,;)\n]|\.(?!\d)|$| old))",
                "now ",
            ),
            (
                2,
                rf"{LEFT}age(?: at (?:consent|enrol+ment|inclusion|visit)|/sex) ?[:=]? ?(?P<age>[1-9]\d)(?: ?/ ?(?P<sex>m|f))?{RIGHT}",
                "age",
            ),
            (2, rf"{LEFT}{sex}/(?P<age>\d{{2,3}}){RIGHT}(?!/)"),
            # the head of a note: "A.N. / M / 58 / Surgeon", "Ms. B.W. / 47 / small bowel NET", "X.Y.   M / 45"
            (2, rf"{LEFT}{sex} ?/ ?(?P<age>[1-9]\d)(?: ?(?:y/?o|yrs?|years?|y){RIGHT}|(?= ?(?:[/|,;)\n]|$)))", "/"),
            # "Mrs. xx / 29 yrs / Delhi"
            (
                1,
                rf"{LEFT}(?:mrs?|ms|miss|pt|patient)\.? [a-z]{{1,12}}\.? ?[/|] ?(?P<age>[1-9]\d)(?: ?(?:y/?o|yrs?|years?|y))? ?(?=[/|])",
            ),
            # "pt 52, doesn't want it", "Patient 57 y, NET G2"
            (
                0,
                rf"(?<!another ){LEFT}(?P<numbered>pt|patient|pat)\.? (?P<age>[1-9]\d)(?: ?(?:y/?o|yrs?|years?|y)(?=[ ,.;])(?!,? (?:disease|progression|recurrence|relapse|event|symptom)-? ?free)(?! (?:ago|after|later|post|since|follow|surviv|of follow|history))|(?=, [a-z](?!t \d)))",
            ),
            # "He is an airline pilot of 48."
            (
                1,
                rf"{LEFT}(?:he|she|patient|pt)(?: is|'s| was) an? (?:[a-z-]+ ){{1,4}}of (?P<age>[1-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$| (?:with|who)\b))",
            ),
            # "54 Asian woman", "61 Polish gentleman"
            (
                2,
                rf"(?<![a-z] no ){LEFT}{grown} (?:(?:otherwise|fit|healthy|retired|married|widowed|single) )?{_one_of('origins')} (?P<sex>male|female|man|woman|lady|gentleman|gent|wahine|tane)(?![a-z])",
            ),
            # "SH: widower, ex-miner, 79."
            (
                0,
                r"(?:(?<=[\n.])|(?<=[\n.] )|^)(?:sh|shx|soc(?:ial)?(?: history| hx)?) ?: ?[^.:\n\d]{3,60}, (?P<age>[2-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$))",
                ":",
            ),
            # "midgut, 69.", "Insulinoma, 50, obese"
            (
                0,
                rf"{LEFT}{_NET_WORDS}(?: \(?g ?[123]\)?)?, (?P<age>[2-9]\d)(?=, (?!\d)[a-z]|\.(?!\d)(?: |$|\n)| ?\n)",
                ", ",
            ),
            # "Slides asked for. 66, fit, on edoxaban"
            (
                0,
                r"(?:(?<=[.!?\n] )|(?<=\n))(?P<age>[2-9]\d), (?=(?:very |really |otherwise |quite |still |rather )?(?:fit|frail|well|active|healthy|lives|living|independent|retired|works|working|non-?smoker|ex[ -][a-z]{4,}|never smoke|married|single(?! (?:lesion|met|liver))|widow|obese|diabetic|ps \d|keen|runs|cycles(?= ?[,.;])|farmer|teacher|nurse|driver)(?![a-z]))",
            ),
            # "Paciente femenina 47 a."
            (
                1,
                rf"{LEFT}(?:femenin[ao]|masculin[ao]|feminina|{_one_of('sexes_abroad')}),? (?:de )?(?P<age>[1-9]\d) ?a\.?(?= ?(?:[,;)\n-]|$| ))",
            ),
            (1, rf"{LEFT}[a-z]\. ?/ ?(?P<age>[1-9]\d) ?(?=/ ?[a-z])", "/"),
            # "Pt L.J., 52, postmenopausal", "Re Mr P.O'D., 81"
            (
                1,
                rf"{LEFT}(?:patient|pat|pt|re|mrs?|ms|miss)\.?:? (?:mrs?\.? |ms\.? |miss )?[a-z]\. ?(?:-?(?:o'|mc)?[a-z]\. ?){{1,2}}[,;–-] ?(?P<age>[1-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$| [–-] ))(?!, ?\d)",
            ),
            # "pt K.S., male, now 73", "female, years 73", "DOB 1952 (72)"
            (2, rf"{LEFT}{sex},? (?:now|years|yrs|age) (?P<age>[1-9]\d)(?= ?(?:[,;()\n]|\.(?!\d)|$| years?\b))"),
            (
                1,
                rf"{LEFT}(?:dob|born|b\.|geb\.?|year of birth)[ :]{{0,2}}(?:in )?(?:\d{{1,2}}[./-]\d{{1,2}}[./-])?(?:19|20)\d\d,? \(?(?P<age>[1-9]\d)(?= ?(?:\)|years?\b|yrs?\b|y\b))",
            ),
            (
                1,
                rf"{LEFT}(?:(?:patient|pt\.?|pat\.?|he|she|you|i) (?:is|are|was|of|am)|(?:patient|pt|he|she) (?:himself|herself) is|(?:he|she)'s|you're|i'm|(?:he|she|patient|pt) ?[:=]) (?:now )?(?:a )?{digits}(?: (?:years?|yrs?|y))?{RIGHT}(?! ?(?:mm|cm|%|months|weeks|days|mg|-))",
            ),
            (
                1,
                rf"{LEFT}(?:mrs?|ms|patient|pt|lady|gentleman|woman|man)\b\.?(?:(?!follow|smok|pack|surviv|\bfor\b|\bon\b|since)[^;\n\d]){{0,30}}[,(] ?{grown} ?(?:years?|yrs?|y)(?: old)?(?= ?(?:[,).;\n]|$))",
            ),
            # "insulinoma gal (38)", "the lady from St Mary's (44)"
            (
                1,
                rf"{LEFT}{_PERSON}(?: (?!with|and|who|for|on)[a-z']+\.?){{0,4}} ?\((?P<age>[1-9]\d)(?: ?(?:y/?o|yrs?|years?|y|j))?\)",
                "(",
            ),
            # "Hx from daughter: dad 81 had ..."
            (
                1,
                rf"{LEFT}(?:dad|mum|mom|mother|father|husband|wife) (?P<age>[1-9]\d)(?= (?:had|has|is|was|not|with|who|on)\b|, (?!\d))",
            ),
            # "my husband, 50, pancreas NET"
            (1, rf"{LEFT}{_PERSON}, (?P<age>[1-9]\d)(?=, (?!\d))"),
            # "Pat. (w, 57)", "Pat. m. 65", "Patient (f, 61)"
            (
                3,
                rf"{LEFT}(?:pat|pt|patient)\.?[,:]? ?\(?(?P<sex>[mfw]|male|female)\.?[,/ ]{{1,2}} ?(?P<age>\d{{2}}){RIGHT}(?! ?(?:mm|cm|%|mg))",
            ),
            (2, r"\((?P<sex>[mfw])[,/ ]{1,2}(?P<age>\d\d)\)", "("),
            (2, r"\((?P<age>\d\d)(?: ?(?:y|yrs?|years?|j))?[,/ ]{1,2}(?P<sex>[mfw])\)", "("),
            # German: "Pat. 64 J., male", "77-jährige pat."
            (2, rf"{LEFT}{grown} ?j(?:ahre|\.|(?= ?,))(?: alt)?(?:,? ?(?P<sex>m|f|w|male|female){RIGHT})?", "j"),
            (
                2,
                rf"{LEFT}{grown}[ -]?j(?:ae|a|ä)hrig(?:e[rnms]?|(?= ?[,/]))(?: (?P<sex>patientin|frau|mann|dame|herr))?",
                "hrig",
            ),
            # Scandinavian: "66-årig mand", "58 årig kvinna"
            (
                2,
                rf"{LEFT}{grown}[ -]?arige?a?(?: (?P<sex>{_one_of('sexes_north')}))?{RIGHT}",
                "arig",
            ),
            # "Patient himself, 60, has", "She (34) has"
            (1, rf"{LEFT}(?:patient|pt|he|she) (?:himself|herself),? ?[,(] ?(?P<age>[1-9]\d)(?=[,)](?! ?\d))", "self"),
            (1, rf"{LEFT}(?:he|she|patient|pt) \((?P<age>[1-9]\d)(?: ?(?:y/?o|yrs?|years?|y))?(?=\)|, (?!\d))", "("),
            # "patient 36 years, 20 weeks pregnant"
            (
                1,
                rf"{LEFT}{person},? (?:aged )?(?P<age>[1-9]\d) ?(?:years?|yrs?)(?= ?(?:[,;)\n]|\.(?!\d)|$))(?!, (?:disease|progression|recurrence|relapse|event|symptom)-? ?free)",
            ),
            # "Mum (74, small bowel NET)"
            (1, rf"{LEFT}{_PERSON} ?\((?P<age>[1-9]\d)(?=, (?!\d))", "("),
            # "Sr. João, 72a"
            (1, rf"{LEFT}{untitled}{title} (?P<named>{name}),? ?\(?(?P<age>[1-9]\d) ?a(?=[,.;)\n]|$)", "s"),
            # "Liver mets are NET. 74. Lanreotide ongoing": a sentence of its own
            (0, r"(?<=[.)!?] )(?<!\d[.)!?] )(?P<age>[3-9]\d)\.(?= [a-z]|\n|$)"),
            # "Mr 81, SI-NET", "now 64, liver mets"
            (1, rf"{LEFT}(?:mr|mrs|ms)\.?,? (?P<age>[1-9]\d)(?= ?(?:[,;)(\n]|\.(?!\d)|$| y))"),
            (0, r"(?:^|(?<=[.;:,\n] )|(?<=\n))now (?P<age>[2-9]\d)(?=, (?!\d))", "now "),
            (
                0,
                rf"{LEFT}(?:fit|well|active|healthy|independent) at (?P<age>[1-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$| and\b))",
            ),
            # "Diagnosed at 52 and now 58", "Today, at 49, he is hypoglycaemic again"
            (
                5,  # the age that the text starts from takes 4 of it
                rf"{LEFT}(?:aged?|age of|diagnosed at|at) \d\d[^.;:\n\d%]{{0,40}}?[, ]now (?P<age>[1-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$| years?\b| and\b))",
                "now ",
            ),
            (
                1,
                rf"{LEFT}(?:today|now|currently|at present),? (?:at (?:the age of )?|aged )(?P<age>[1-9]\d)(?= ?[,;]| years?\b| (?:he|she|the)\b)",
            ),
            # "y/o: 52", "just celebrated her 65th birthday", "our dad turned eighty-one"
            (2, rf"{LEFT}(?:y/o|age ?\((?:y|yrs?|years?)\)|age in years) ?[:=] ?(?P<age>[1-9]\d){RIGHT}", "y"),
            (
                2,
                rf"{LEFT}(?:(?:celebrated|had|has had|reached) (?:my|his|her) (?P<age>[1-9]\d)(?:st|nd|rd|th) birthday)",
                "birthday",
            ),
            (
                1,
                rf"{LEFT}(?:i|he|she|dad|mum|mom|father|mother|patient|pt|husband|wife|brother|sister)(?: (?:has|have|just|recently))? turned (?P<age>[1-9]\d|(?:{_TENS})(?:[ -](?:{_UNITS}))?){RIGHT}",
                "turned",
            ),
            # "Ours is 64, rectal NET"
            (1, rf"{LEFT}(?:ours|mine) is (?:an? )?(?P<age>[1-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$| and\b))"),
            # "Pat. Hr. M., 67 J/m", "Mme B, 67 ans", "Mr vd Berg 69 jr", "Signora 60 years"
            (
                1,
                rf"{LEFT}{untitled}{title} (?P<named>{name}),? ?\(?(?P<age>[1-9]\d)(?: ?(?:{years}|y/?o|yrs?|years?|y)\.?(?: old)?(?: ?/ ?[mwf])?{ended}|(?= ?[,)]))",
            ),
            (
                1,
                rf"{LEFT}{untitled}{title},? \(?(?P<age>[1-9]\d) ?(?:{years}|y/?o|yrs?|years?|y)\.?(?: old)?{ended}",
            ),
            # "patient de 63 ans", "Pz di 63 anni", "Donna di 55 anni"
            (
                2,
                rf"{LEFT}(?:(?P<sex>{_one_of('sexes_abroad')})|{person}),? ?(?:de|di|van|von|da|mit|met|of)? ?(?P<age>[1-9]\d) ?(?:{years})\.?{RIGHT}",
            ),
            # "Hombre 29, insulinoma", "Kvinde 66: NET", "dhr, 60.", "Pat. 48w,"
            (
                1,
                rf"{LEFT}(?P<sex>{_one_of('sexes_abroad')}|{_one_of('sexes_north')}|dhr\.?),? (?P<age>[1-9]\d)(?= ?(?:[,:;)\n]|\.(?!\d)|$)| (?:(?:p|si)?-?nets?|nec|carcinoid|met|mit|med|con|avec|with|g[123])(?![a-z]))",
            ),
            (2, rf"{LEFT}(?:pat|pt|patient)\.?:? (?P<age>[1-9]\d) ?(?P<sex>[wfm])(?= ?[,;)\n])"),
            (1, r"(?:^|(?<=[:\n] ))(?P<age>[2-9]\d) (?P<sex>e)(?=, [a-z])"),
            (1, rf"{LEFT}p\. (?P<age>[1-9]\d) (?:ar|ans|jr|jaar|anni)(?=[ ,.;])", "p. "),
            # "Sixty-two, ex construction", "This gentleman (DOB withheld, 47)", "not keen on chemo at 86"
            (0, rf"(?:^|(?<=[.!?\n] )|(?<=\n))(?P<age>(?:{_TENS})-(?:{_UNITS})),(?= [a-z])"),
            (2, r"\((?:dob|born|date of birth)[^()\d]{0,24}, (?P<age>[1-9]\d)\)", "("),
            (
                0,
                rf"{LEFT}(?:keen on|wants?|for) (?:chemo(?:therapy)?|surgery|an operation|prrt) at (?P<age>[6-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$))",
                " at ",
            ),
            # Dutch: "V 67 jr", "M, 71 jaar"
            (2, rf"{LEFT}(?P<sex>[vmwf]),? (?P<age>[1-9]\d) ?(?:jr|jaar){RIGHT}", "j"),
            # "67 J/m", "54 J./w", "71 jr, man"
            (
                2,
                rf"{LEFT}{grown} ?(?:{years})\.?(?: ?/ ?|, ?| )(?P<sex>[mwf]|male|female|{_one_of('sexes_abroad')}){RIGHT}",
            ),
            # "NEC, 74j", "67 ans," in a clause of its own
            (0, rf"(?:^|(?<=[.,;:?!\n(] )|(?<=\n)|(?<=\())(?P<age>[2-9]\d) ?(?:{years})\.?{ended}"),
            # "60 years." at the end of a clause of its own; what lasted so long has a "for" or "over" before it
            (
                0,
                r"(?:^|(?<=[.,;:?!\n(] )|(?<=[a-z] - )|(?<=\n)|(?<=\())(?P<age>[2-9]\d) ?(?:yrs?|years?|y)\.?(?= ?(?:[,;)\n]|\.(?!\d)|$)| (?:non|never|lives|fit|old|otherwise|married|retired|ecog|ps|male|female|man|woman|lady|m|f|smoker|ex|at diagnosis)\b| - )",
            ),
            (
                1,
                rf"^ ?{digits} ?(?:yrs?|years?|y)(?=[ ,])(?! (?:ago|after|later|post|since|follow|survival|of follow|history))",
            ),
        )
    )
