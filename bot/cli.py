"""The command line: ask, chat, factor, rules, serve, doctor, feedback, knowledge, eval, demo."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import custody, shelves
from bot.console import (
    ANSWERED,
    WRONG_INPUT,
    WRONG_SETUP,
    Json,
    complain,
    console,
    print_json,
    progress,
    read_and_write_anything,
)
from bot.destination import Destination, DestinationError
from bot.settings import Settings, SetupError

if TYPE_CHECKING:
    from chains.answer import Answer
    from chains.consult import Consultant

EXAMPLE = (
    "What is the prognosis for a patient with a grade 2 neuroendocrine tumor after distal pancreatectomy, with "
    "possible residual tumor at the surgical site (Krenning score 2) and increased uptake in multiple liver lesions "
    "(Krenning score 3)?"
)

app = typer.Typer(
    name="netboard",
    help="Cited answers to questions about patients with neuroendocrine tumours.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(shelves.app, name="knowledge")
app.add_typer(custody.audit, name="audit")
app.command()(custody.forget)
app.command()(custody.reseal)


def main() -> None:
    """Run the command line; every foreseen failure is one line on stderr."""
    read_and_write_anything()
    try:
        app()
    except SetupError as error:
        complain(str(error))
        raise SystemExit(WRONG_SETUP) from None
    except DestinationError as error:
        complain(str(error))
        raise SystemExit(WRONG_INPUT) from None
    except BrokenPipeError:
        raise SystemExit(ANSWERED) from None


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="The case and the question; - reads standard input.")],
    as_json: Json = False,
    more: Annotated[bool, typer.Option("--more", help="The long answer.")] = False,
    figure: Annotated[Path | None, typer.Option("--figure", help="Draw the cohorts that fit, as a PNG file.")] = None,
) -> None:
    """Answer one message."""
    chart = Destination("--figure", figure, (".png",)) if figure else None
    message = sys.stdin.read() if text == "-" else text
    answer = _answered(lambda: _consultant().answer(message, depth="full" if more else "short").answer, as_json)
    _show(answer, as_json)
    if chart and not answer.refused:
        from bot.handout import draw

        draw(answer, chart, told=not as_json)
    raise typer.Exit(_code(answer))


@app.command()
def sheet(
    text: Annotated[str, typer.Argument(help="The case; - reads standard input.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="A file that ends in .pdf (one A4 page) or .md; without one, Markdown.")
    ] = None,
) -> None:
    """Write the tumour-board sheet of a case: what was understood, findings, questions, chart, references."""
    from bot.handout import write_sheet

    file = Destination("--out", out, (".pdf", ".md")) if out else None
    message = sys.stdin.read() if text == "-" else text
    answer = _answered(lambda: _consultant().answer(message).answer, as_json=False)
    if answer.refused:
        complain(answer.reply)
        raise typer.Exit(WRONG_INPUT)
    raise typer.Exit(write_sheet(answer, file, date.today()))


@app.command()
def factor(
    text: Annotated[str, typer.Argument(help='As after /net in Slack, for example "grade 8% 3".')],
    as_json: Json = False,
) -> None:
    """Look up one factor: grade, stage, krenning, liver, score, survival, drug, evidence."""
    answer = _answered(lambda: _consultant().factor(text), as_json)
    _show(answer, as_json)
    raise typer.Exit(_code(answer))


@app.command()
def chat(as_json: Json = False) -> None:
    """Talk, with follow-ups, as in a Slack thread. An empty line or Ctrl-D ends it."""
    from bot.chat import run_json, run_person
    from bot.compose import foreseen

    consultant = _consultant()
    with foreseen():
        if as_json:
            run_json(consultant, sys.stdin, sys.stdout)
        else:
            run_person(consultant, console())


@app.command()
def demo() -> None:
    """Answer the example case."""
    shown = console()
    shown.print()
    shown.print("[bold]A clinician writes[/bold]", f"[italic]{EXAMPLE}[/italic]", sep="\n")
    shown.print()
    answer = _consultant().answer(EXAMPLE).answer
    from bot.render.terminal import answer_text

    shown.print(answer_text(answer))
    shown.print(
        '\nAsk your own: [bold].venv/bin/netboard ask "…"[/bold]   or talk: [bold].venv/bin/netboard chat[/bold]'
    )


@app.command()
def serve() -> None:
    """Run the Slack bot: Socket Mode where SLACK_APP_TOKEN is set, else HTTP on PORT."""
    from bot.serve import check
    from bot.serve import serve as run
    from chains.extract import read_case

    settings = Settings.load()
    check(settings)
    with _uncollected():
        consultant = _consultant(settings)
        read_case(EXAMPLE)  # what the reader has learned is loaded before the first message comes
    gc.collect()
    gc.freeze()  # what the bot begins with it keeps: no answer waits while all of it is looked through again
    run(settings, consultant)


@app.command()
def feedback(as_json: Json = False) -> None:
    """What people in Slack said of answers: votes and reasons, by the versions that answered."""
    from bot.compose import database
    from bot.feedback import Feedback
    from bot.tally import text_of

    engine = database(Settings.load())
    found = Feedback(engine).tallies()
    engine.dispose()
    if as_json:
        print_json([tally.model_dump(mode="json") for tally in found])
    else:
        sys.stdout.write(text_of(found))


@app.command()
def doctor(as_json: Json = False) -> None:
    """Check settings, tokens and their scopes, database, knowledge store and model; say what to do."""
    from bot import doctor as examination

    found = examination.examine()
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
    else:
        sys.stdout.write(examination.text_of(found))
    raise typer.Exit(WRONG_SETUP if any(one.state == "wrong" for one in found) else ANSWERED)


@app.command()
def rules(
    name: Annotated[str | None, typer.Argument(help="A table or a rule; without one, the list.")] = None,
    case: Annotated[str | None, typer.Option("--case", help="A patient to walk through the table.")] = None,
    sign: Annotated[str | None, typer.Option("--sign", help="Your name: sign the table as it stands.")] = None,
    as_json: Json = False,
) -> None:
    """List the rule tables, or print one with a patient walked through it."""
    from bot import rules as pages
    from bot.compose import foreseen
    from knowledge.register import load_register
    from knowledge.rules.engine import TABLES, Rulebook

    with foreseen():
        sources = load_register()
        rulebook = Rulebook.load(sources)
    if name is None:
        if as_json:
            print_json(pages.summary(rulebook.rules))
        else:
            console().print(pages.listing(rulebook.rules))
        return
    try:
        table = pages.find(rulebook, name)
        if sign is not None:
            file = pages.sign(table, TABLES, sign, date.today())
            sys.stdout.write(f"{file.name} is signed by {sign.strip()}. Run make review to renew REVIEW.md.\n")
            return
        walked = pages.walk(rulebook, table, case)
    except pages.RulesRefusedError as refused:
        complain(str(refused))
        raise typer.Exit(WRONG_INPUT) from None
    if as_json:
        print_json(pages.as_json(table, walked))
    else:
        console().print(pages.shown(table, sources, walked))


@app.command("eval")
def evaluation(as_json: Json = False) -> None:
    """Run the evaluation sets and print a table of figures."""
    from bot.evaluation import evaluate, field_table, misreading_table, table

    found = evaluate(_consultant())
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    for name, reading in found.reading.items():
        console().print(field_table(name, reading))
        if reading.misreadings:
            console().print(misreading_table(name, reading))
    console().print(table(found.figures))


def _consultant(settings: Settings | None = None) -> "Consultant":
    from bot.compose import consultant

    return consultant(settings or Settings.load(), progress("building the knowledge store"))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing is looked through for garbage meanwhile: what is imported and compiled at the start is all kept."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _answered(make: "Callable[[], Answer]", as_json: bool) -> "Answer":
    """The answer; where the program is set up wrongly, with JSON an object is printed in this case too."""
    from bot.compose import foreseen

    try:
        with foreseen(), _uncollected():
            return make()
    except SetupError as error:
        if as_json:
            from chains.envelope import set_up_wrongly

            print_json(set_up_wrongly(str(error)).contract())
        raise


def _show(answer: "Answer", as_json: bool) -> None:
    """Print the answer; with JSON an object is printed in every case."""
    if as_json:
        print_json(answer.contract())
    elif answer.refused:
        complain(answer.reply)
    else:
        from bot.render.terminal import answer_text

        console().print(answer_text(answer))


def _code(answer: "Answer") -> int:
    if answer.unsearched:
        complain(answer.unsearched)
        return WRONG_SETUP
    return WRONG_INPUT if answer.refused else ANSWERED
