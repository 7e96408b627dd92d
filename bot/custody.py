"""Custody: what an administrator does with what is stored: erase a case, renew its encryption, hand out the trail."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.console import WRONG_INPUT, complain
from bot.settings import Settings, SetupError

if TYPE_CHECKING:
    from bot.store import Store
    from bot.trail import Entry

audit = typer.Typer(help="The audit trail: who asked when and where, and what answered; no case.", no_args_is_help=True)
Team = Annotated[str | None, typer.Option("--team", help="One workspace (T…); without it, all.")]


@audit.command("export")
def export(team: Team = None) -> None:
    """Print the trail as JSON lines; that it was exported becomes an entry itself, behind those that are printed."""
    with _store() as store:
        counts: dict[str, int] = {}
        for entry in store.trail.entries(team):
            counts[entry.team] = entry.number
        for exported, entries in counts.items():  # before a line is out: whoever closes the pipe has seen some too
            store.trail.exported(exported, entries)
        for entry in store.trail.entries(team):
            if entry.number <= counts.get(entry.team, 0):
                sys.stdout.write(entry.line() + "\n")


@audit.command("verify")
def verify(
    file: Annotated[Path | None, typer.Argument(help="An export; without one, the database.")] = None,
    team: Team = None,
    last: Annotated[
        str | None, typer.Option("--last", help="A last hash noted earlier: it must still be in the chain.")
    ] = None,
) -> None:
    """Check that no entry was changed, taken out or put in between; exit 1 names the first that was."""
    from bot.trail import check

    seen = [last is None]

    def noting(entries: "Iterator[Entry]") -> "Iterator[Entry]":
        for entry in entries:
            seen[0] = seen[0] or entry.hash == last
            yield entry

    if file is not None:
        checked = check(noting(entry for entry in _lines(file) if team in {None, entry.team}))
    else:
        with _store() as store:
            checked = check(noting(store.trail.entries(team)))
    if checked.broken is not None:
        complain(f"The audit trail is broken: {checked.broken}; the {checked.entries} before it are whole.")
        raise typer.Exit(WRONG_INPUT)
    if not seen[0]:
        complain(f"The audit trail is broken: no entry has the hash {last}; its end was cut off, or it was made anew.")
        raise typer.Exit(WRONG_INPUT)
    sys.stdout.write(f"The audit trail is whole: {checked.entries} entries.\n")
    for chain, head in checked.heads.items():
        sys.stdout.write(f"{chain} ends with {head}\n")


def forget(
    team: Annotated[str, typer.Option("--team", help="The workspace (T…).")],
    channel: Annotated[str, typer.Option("--channel", help="The channel (C…, G… or D…).")],
    thread: Annotated[str, typer.Option("--thread", help="The ts of the thread's first message.")],
) -> None:
    """Erase the case of one thread from the store, as `forget` does in the thread itself."""
    import uuid

    from bot.inbox import Thread

    with _store() as store:
        store.erasure.forget(Thread(team=team, channel=channel, ts=thread))
        store.trail.forgotten(team, channel, thread, person="command line", subject=uuid.uuid4().hex)
    sys.stdout.write("The case of this thread is erased; what stands in Slack stays there until it is deleted.\n")


def reseal() -> None:
    """Encrypt every stored case with the newest key of NETBOARD_KEY, so that older keys can be taken out."""
    from bot.sealing import SealError
    from bot.sealing import reseal as renew

    with _store() as store:
        try:
            texts = renew(store.engine)
        except SealError as error:
            raise SetupError(str(error)) from None
    sys.stdout.write(f"{texts} stored texts were encrypted anew; the keys behind the first are no longer needed.\n")


@contextmanager
def _store() -> "Iterator[Store]":
    from sqlalchemy.exc import SQLAlchemyError

    from bot.compose import database
    from bot.store import Store

    store = Store(database(Settings.load()))
    try:
        yield store
    except SQLAlchemyError as error:
        raise SetupError(f"The database does not do what was asked of it ({type(error).__name__}).") from None
    finally:
        store.close()


def _lines(file: Path) -> "Iterator[Entry]":
    from pydantic import ValidationError

    from bot.trail import Entry

    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield Entry.model_validate_json(line)
                except ValidationError:
                    complain(f"{file.name}, line {number}: this is no entry of an audit trail.")
                    raise typer.Exit(WRONG_INPUT) from None
    except (OSError, UnicodeDecodeError) as error:
        complain(f"{file}: cannot be read ({type(error).__name__}).")
        raise typer.Exit(WRONG_INPUT) from None
