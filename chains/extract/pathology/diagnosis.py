# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Diagnosis: the year in which the tumour was found."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.number import YEAR
from chains.extract.text.opening import Several
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT


@cache
def _years() -> tuple[re.Pattern[str], ...]:
    month = r"(?:(?:early|late|mid)[ -])?(?:\d{1,2}[./])?(?:\d{1,2}[./])?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ?)?(?:of )?"
    later = r"(?:liver|hepat|bone|recurren|relapse|metasta|mets?\b|progress|lesion|nodes?\b|uptake)"
    thing = rf"(?:(?!{later})[a-z0-9-]+[ ,]{{1,2}}){{0,5}}?"
    tumour = r"(?:(?:p|si|sb|pan|gep)?-?nets?|neuro-?endocrine (?:tumou?r|neoplasm|carcinoma)|carcinoid(?: tumou?r)?|insulinoma|gastrinoma|vipoma|glucagonoma|nec|minen)"
    words = rf"(?:(?!{later})[a-z0-9'/-]+[ ,]{{1,2}})"
    seen = r"(?:found|detected|discovered|identified|diagnosed|noticed|noted|picked up|uncovered|recogni[sz]ed|revealed|established)"
    year = rf"(?P<year>{YEAR}|(?<=\d\.)(?:19[5-9]\d|20[0-4]\d)(?![\d%]))"
    return tuple(
        re.compile(text)
        for text in (
            rf"{LEFT}(?:(?:first |initially |originally |newly )?diagnos(?:ed|is)(?: (?:made|established|of {thing}|with {thing}|as {thing}|date|year))?|dx(?:'?d)?|initial diagnosis|year of diagnosis|date of diagnosis)(?: ?\((?:id|ed)\))?(?: (?:in|on|was|since|year|of)|[ :=(,]){{0,12}}{month}{year}",
            # "ED 05/2020", as German letters put it; not a visit to the emergency department
            rf"(?<!in )(?<!to )(?<!via )(?<!the )(?<!from )(?<!at )(?<!our ){LEFT}(?:ed|erstdiagnose)[:.]? {month}{year}(?= ?(?:[),.;:\n(]|$))",
            rf"{year}:? (?:initial |first )?(?:diagnosis|diagnosed|dx){RIGHT}",
            # "NET of the small intestine, discovered in 2016", "ileal NET was found during work-up of anaemia in 2020"
            rf"{LEFT}{tumour} {words}{{0,5}}?,? ?(?:was |were |being |had been |first |incidentally |accidentally ){{0,12}}{seen} {words}{{0,8}}?(?:in|on) (?:the )?{month}{year}",
            # "In 2017 midgut NET was detected"
            rf"{LEFT}in {month}{year},? {words}{{0,8}}?{tumour} {words}{{0,5}}?(?:was |were |has been |had been |first |incidentally ){{0,12}}{seen}{RIGHT}",
            # "she was found to have a pancreatic NET in 2014"
            rf"{LEFT}(?:found|diagnosed|discovered|shown) (?:to have|as having) {words}{{0,5}}?{tumour},? (?:in|on) {month}{year}",
            # "known since 2019 with a pancreatic NET", "NET known since 2019"
            rf"{LEFT}known (?:since|from) {month}{year} (?:with|for|to have) {words}{{0,6}}?{tumour}{RIGHT}",
            rf"{LEFT}{tumour},? {words}{{0,4}}?known (?:since|from) {month}{year}",
            # "pancreatic tumour, first seen in 2015", "first found in 2017 on a CT, pNET of the tail"
            rf"{LEFT}(?:{tumour}|tumou?r),? {words}{{0,3}}?(?:first|initially|incidentally) (?:seen|{seen}) {words}{{0,4}}?(?:in|on) {month}{year}",
            rf"{LEFT}(?:first|initially|incidentally) (?:seen|{seen}) (?:in|on) {month}{year},? {words}{{0,7}}?(?:{tumour}|tumou?r){RIGHT}",
            # "2013: incidental finding, diagnosis of pancreatic NET"
            rf"(?:^|(?<=[\n.;] )|(?<=\n)){month}{year} ?[:,-] ?{words}{{0,4}}?(?:diagnosis|diagnosed)(?: of| with| as|:) {words}{{0,5}}?{tumour}{RIGHT}",
        )
    )


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?:19[5-9]|20[0-4])\d")


@cache
def _scanned() -> Several:
    return Several(_years())


_HINTS = (
    *("diagnos", "dx", "ed", "erstdiag", "found", "discover", "detect", "identif", "notic", "noted", "picked up"),
    *("uncover", "recogni", "reveal", "establish", "known", "seen"),
)
"""Parts of words one of which any wording of a year of diagnosis holds."""


def read_diagnosis(page: Page) -> list[Found]:
    """The year of the diagnosis, where it is told of the tumour and not of its spread."""
    found: list[Found] = []
    if not any(hint in page.text for hint in _HINTS) or not _year().search(page.text):
        return found
    for rank, matches in zip((3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2), _scanned().scan(page.text), strict=True):
        for match in matches:
            if not page.context(*match.span("year")) & {"asked", "hypothetical"}:
                found.append(Found("diagnosis_year", int(match["year"]), *match.span("year"), rank=rank))
    return found
