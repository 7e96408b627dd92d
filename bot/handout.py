"""Handout: charts and tumour-board sheets on the command line, as files."""

import sys
from datetime import date

from bot.console import ANSWERED, WRONG_INPUT, complain
from bot.destination import Destination
from bot.render.chart import chart_of, why_not
from bot.render.sheet import ELSEWHERE, markdown, sheet_of
from chains.answer import Answer


def draw(answer: Answer, file: Destination, *, told: bool) -> None:
    """Write the chart of an answer; where there is none, say so in one line. ``told`` prints its words too."""
    chart = chart_of(answer)
    if chart is None:
        complain(why_not(answer))
        return
    from bot.render.figure import picture

    drawn = picture(chart)
    file.write(drawn.content)
    if told:
        sys.stdout.write(f"Chart: {file.file}\n{drawn.alt}\n")


def write_sheet(answer: Answer, file: Destination | None, today: date) -> int:
    """Write the sheet of an answer as its file's ending says, or Markdown to standard output; the exit code."""
    sheet = sheet_of(answer, today)
    if sheet is None:
        complain("A tumour-board sheet needs a case: give at least the site of the tumour and its grade or stage.")
        return WRONG_INPUT
    if file is None:
        sys.stdout.write(markdown(sheet))
        return ANSWERED
    written = [file.file]
    if file.ending == ".pdf":
        from bot.render.page import page

        file.write(page(sheet, ELSEWHERE).content)
    else:
        chart = file.beside("chart.png") if sheet.chart else None
        if chart and sheet.chart:
            from bot.render.figure import picture

            file.write(picture(sheet.chart).content, chart)
            written.append(chart)
        file.write(markdown(sheet, chart.name if chart else None).encode())
    sys.stdout.write(f"Sheet: {' and '.join(str(one) for one in written)}\n")
    return ANSWERED
