"""``make preview``: what netboard looks like in Slack, as one HTML page and as pictures of each scene."""

import argparse
from pathlib import Path

from rich.console import Console

from bot.compose import consultant, knowledge_status
from bot.settings import Settings
from tests.preview import pictures
from tests.preview.page import page
from tests.preview.scenes import scenes

OUT = Path("build/preview.html")
SHOTS = Path("build/pictures")
README = Path("docs/pictures")
NOTE = "Invented cases, answered by the real consultant. Left a desktop, right a phone."


def main() -> None:
    """Write the page; take the pictures where there is a Chromium."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true", help="also renew the pictures of the README")
    parser.add_argument("--only", nargs="*", help="names of scenes")
    asked, console, settings = parser.parse_args(), Console(), Settings.load()
    made = [
        one
        for one in scenes(consultant(settings), knowledge_status(settings))
        if not asked.only or one.name in asked.only
    ]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(page(made, NOTE), encoding="utf-8")
    console.print(f"{OUT}: {len(made)} scenes")
    chromium = pictures.browser()
    if chromium is None:
        console.print("No Chromium here: with it (Debian: apt-get install chromium) this would take pictures too.")
        return
    for scene in made:
        for width in ("wide", "phone"):
            pictures.take(chromium, scene, width, SHOTS / f"{scene.name}-{width}.png")
    console.print(f"{SHOTS}: {2 * len(made)} pictures")


if __name__ == "__main__":
    main()
