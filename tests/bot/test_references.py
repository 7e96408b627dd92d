"""References: whatever surface shows one, its year stands in it, whether or not the venue tells it."""

import io
import re

from rich.console import Console

from bot.render.sheet import listing
from bot.render.terminal import answer_text
from chains.consult import Consultant

ASKED = (
    "58M, G2 pNET s/p distal pancreatectomy, multiple liver mets. Prognosis?",
    "What does the label of sunitinib say about pancreatic NET?",
)


def test_the_sheet_and_the_terminal_tell_the_year_of_every_reference(consultant: Consultant) -> None:
    bare = 0
    for text in ASKED:
        answer = consultant.answer(text).answer
        console = Console(width=600, file=io.StringIO(), record=True)
        console.print(answer_text(answer))
        printed = console.export_text().split(" References")[-1].splitlines()
        for reference in answer.shown_references():
            (line,) = [line for line in printed if re.match(rf"\s*\[{reference.number}\]", line)]
            assert str(reference.year) in line
            assert str(reference.year) in listing(reference)
            bare += str(reference.year) not in f"{reference.venue} {reference.title} {reference.edition}"
    assert bare
