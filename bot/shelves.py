"""The knowledge commands: build, add, fetch, documents, remove, search, status."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from bot import verification
from bot.console import WRONG_INPUT, Json, complain, console, print_json, progress
from bot.settings import Settings, SetupError

if TYPE_CHECKING:
    from knowledge.adding import Added
    from knowledge.library import Library

app = typer.Typer(help="The knowledge store.", no_args_is_help=True)
app.command("verify")(verification.verify_command)


@app.command()
def build() -> None:
    """Build the knowledge store from the register and what was added; does nothing when it is up to date."""
    from bot.compose import build as built

    held = built(Settings.load(), progress("building the knowledge store"))
    sys.stdout.write(f"{held.passages} statements of {held.sources} sources, edition {held.edition} of {held.date}.\n")


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: PDF, Word, Markdown, text, XML, JSON.")],
    as_json: Json = False,
) -> None:
    """Add documents of your own; a bad one is named in one line and the others are taken."""
    from bot.compose import check_store, foreseen
    from knowledge.adding import add_files

    settings = Settings.load()
    check_store(settings)
    with foreseen():
        done = add_files(settings.data, settings.chroma_url, paths, progress("reading"))
    if not (done.taken or done.known or done.refused):
        if as_json:
            print_json(done.model_dump(mode="json"))
        complain("There is no file to add there; give files, or folders with files in them.")
        raise typer.Exit(WRONG_INPUT)
    _told(settings, done, as_json)


@app.command()
def fetch(
    specs: Annotated[list[str], typer.Argument(help="pubmed:PMID or label:DRUG.")],
    as_json: Json = False,
) -> None:
    """Fetch records from PubMed or openFDA and add them."""
    from bot.compose import check_store, foreseen, remote
    from knowledge.adding import add_contents
    from knowledge.fetching import SpecError
    from knowledge.fetching import fetch as fetched
    from knowledge.remote import NoNetworkError, RemoteError

    settings = Settings.load()
    check_store(settings)
    contents: list[tuple[str, bytes]] = []
    failed = False
    with remote(settings) as services:
        for spec in specs:
            try:
                found = fetched(spec, services)
            except NoNetworkError as error:
                raise SetupError(str(error)) from None
            except (RemoteError, SpecError) as error:
                complain(str(error))
                failed = True
            else:
                contents.append((found.name, found.content))
                if found.note:
                    complain(found.note)
    with foreseen():
        done = add_contents(settings.data, settings.chroma_url, contents)
    _told(settings, done, as_json, failed=failed)


@app.command()
def documents(as_json: Json = False) -> None:
    """List the documents that were added, with the key that removes them."""
    from rich.markup import escape
    from rich.table import Table

    from bot.compose import foreseen
    from knowledge.shelf import Shelf

    settings = Settings.load()
    with foreseen(), Shelf(settings.data, settings.chroma_url) as shelf:
        held = shelf.entries()
    if as_json:
        print_json(
            [entry.model_dump(mode="json", exclude={"documents": {"__all__": {"sections"}}}) for entry in held.values()]
        )
        return
    if not held:
        sys.stdout.write("Nothing was added; netboard knowledge add PATH adds documents.\n")
        return
    table = Table("key", "file", "added", "title", "sections", box=None)
    for entry in held.values():
        for one in entry.documents:
            table.add_row(
                entry.key, escape(entry.file), entry.added.isoformat(), escape(one.title), str(len(one.sections))
            )
    console().print(table)


@app.command()
def remove(key: Annotated[str, typer.Argument(help="The key that netboard knowledge documents shows.")]) -> None:
    """Take an added file off the shelf and build the store without it."""
    from bot.compose import check_store, foreseen
    from knowledge.shelf import Shelf

    settings = Settings.load()
    check_store(settings)
    with foreseen(), Shelf(settings.data, settings.chroma_url) as shelf:
        found = [entry for entry in shelf.entries().values() if len(key) >= 4 and entry.sha256.startswith(key.lower())]
        if len(found) != 1:
            complain(f'"{key[:40]}" is the key of no added file; netboard knowledge documents lists them.')
            raise typer.Exit(WRONG_INPUT)
        shelf.remove(found[0].sha256)
    _library(settings)
    sys.stdout.write(f"{found[0].file} is removed.\n")


@app.command()
def search(
    query: str,
    as_json: Json = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=50)] = 10,
    kinds: Annotated[
        list[str] | None, typer.Option("--kind", help="guideline, drug_label or research; repeat it for more.")
    ] = None,
    drug: Annotated[str | None, typer.Option("--drug", help="Only on this drug, by generic or brand name.")] = None,
) -> None:
    """Search the knowledge store; retracted and superseded sources are not in it."""
    from bot.compose import foreseen
    from chains.ground import UNCHECKED
    from knowledge.evidence import SourceKind
    from knowledge.strength import strength_words

    held = get_args(SourceKind)
    wrong = ""
    if not query.strip():
        wrong = 'There is nothing to search for; write it in words, for example "PRRT eligibility Krenning".'
    elif unknown := [kind for kind in kinds or () if kind not in held]:
        wrong = f'"{unknown[0][:40]}" is no kind of source; give {", ".join(held[:-1])} or {held[-1]}.'
    if wrong:
        if as_json:
            print_json([])
        complain(wrong)
        raise typer.Exit(WRONG_INPUT)
    wanted = [kind for kind in held if kind in kinds] if kinds else None
    with foreseen(), _library(Settings.load()) as library:
        hits = library.search(query, limit=limit, kinds=wanted, drug=drug)
    rows = [
        {
            "source": hit.passage.source_id,
            "kind": hit.passage.kind,
            "title": hit.passage.title,
            "year": hit.passage.year,
            "pmid": hit.passage.pmid,
            "text": hit.passage.statement.text,
            "score": round(hit.score, 4),
            "why": hit.why,
            "locator": hit.passage.statement.locator,
            "checked": hit.passage.statement.checked,
            "identifiers_checked": hit.passage.identifiers_checked,
            "strength": hit.passage.strength,
            "stated_strength": hit.passage.statement.stated_strength,
            "licence": hit.passage.licence.terms if hit.passage.licence else None,
        }
        for hit in hits
    ]
    if as_json:
        print_json(rows)
        return
    if not rows:
        sys.stdout.write("The sources hold nothing on this.\n")
    for hit, row in zip(hits, rows, strict=True):
        place = f", {row['locator']}" if row["locator"] else ""
        unchecked = "" if hit.passage.statement.checked else f" ({UNCHECKED})"
        weight = strength_words(hit.passage.strength, hit.passage.statement.stated_strength)
        sys.stdout.write(
            f"{row['score']:>7}  {row['source']} ({row['kind']}, {row['year']}{place}; {weight})\n"
            f"         {row['text']}{unchecked}\n         {row['why']}\n"
        )


@app.command()
def status(as_json: Json = False) -> None:
    """What the knowledge store holds, whether it is up to date, and what of it nobody has checked."""
    from bot.compose import foreseen
    from bot.status import text_of
    from knowledge.embeddings import named_embeddings
    from knowledge.status import status as store_status

    settings = Settings.load()
    with foreseen():
        found = store_status(settings.data, settings.chroma_url, named_embeddings(settings.embeddings))
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        sys.stdout.write(text_of(found))


def _told(settings: Settings, done: "Added", as_json: bool, *, failed: bool = False) -> None:
    """Say what became of each file, build the store with what is new, and leave with the exit code."""
    if as_json:
        print_json(done.model_dump(mode="json"))
    else:
        for one in done.refused:
            complain(f"{one.file}: {one.why}")
        for note in done.notes:
            complain(f"{note.file}: {note.what}")
        known = f", {len(done.known)} were there already" if done.known else ""
        replaced = f", {len(done.replaced)} took the place of an older version" if done.replaced else ""
        sys.stdout.write(
            f"{len(done.taken)} files with {done.documents} documents added{known}{replaced}, "
            f"{len(done.refused)} refused.\n"
        )
    if done.taken or done.known or done.replaced:
        try:
            # What was there already may be of a run that was stopped before its build.
            _library(settings).close()
        except SetupError as error:
            raise SetupError(f"{error} The files are kept, and are found once the store is built.") from None
    if done.refused or failed:
        raise typer.Exit(WRONG_INPUT)


def _library(settings: Settings) -> "Library":
    from bot.compose import library

    return library(settings, progress("building the knowledge store"))
