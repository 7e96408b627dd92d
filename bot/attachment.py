"""Attachment: a file for a thread, made of an answer. Its names are the same for every patient."""

from datetime import date

from bot.render.chart import alternative, chart_of, why_not
from bot.render.sheet import IN_THREAD, sheet_of
from chains.answer import Answer
from knowledge.case import Value

ALT_TEXT = 1_000
"""Slack takes no longer description of a picture."""


class Attachment(Value):
    """A file with its title, and the words for those who do not see it where it is a picture."""

    filename: str
    title: str
    content: bytes
    alt: str | None = None
    comment: str
    """What is posted with it, in plain words."""


def chart(answer: Answer) -> Attachment | str:
    """The chart of an answer as a picture, or the sentence why there is none."""
    drawn = chart_of(answer)
    if drawn is None:
        return why_not(answer)
    from bot.render.figure import picture

    made = picture(drawn)
    return Attachment(
        filename="netboard-survival.png",
        title="Survival in published cohorts",
        content=made.content,
        alt=alternative(made.shown, ALT_TEXT),
        comment="Published cohorts that fit this case best, and in what each differs from it.",
    )


def sheet(answer: Answer, day: date) -> Attachment | str:
    """The tumour-board sheet of an answer as a page, or the sentence why there is none."""
    made = sheet_of(answer, day)
    if made is None:
        return "There is no tumour-board sheet, as this answer tells of no case."
    from bot.render.page import page

    return Attachment(
        filename="netboard-tumour-board-sheet.pdf",
        title="Tumour-board sheet",
        content=page(made, IN_THREAD).content,
        comment="The case as this answer understood it, on one page for the board.",
    )
