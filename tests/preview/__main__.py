"""``make preview``: what netboard looks like in Slack, as one HTML page, and the pictures of the README."""

import argparse
import subprocess
from pathlib import Path

from rich.console import Console

from bot.compose import consultant, knowledge_status
from bot.settings import Settings
from tests.preview import pictures
from tests.preview.page import WIDTHS, page
from tests.preview.scenes import scenes

OUT = Path("build/preview.html")
EVERY = Path("build/pictures")
README = Path("docs/pictures")
NOTE = "Invented cases, answered by the real consultant. Left as a desktop shows it, right as a phone does."
MISSING = "No Chromium here; with it (on Debian: apt-get install chromium) the pictures of the README are taken too."


def main() -> None:
    """Write the page; take the pictures where there is a Chromium."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", action="store_true", help=f"a picture of every scene into {EVERY} instead")
    parser.add_argument("--only", nargs="*", help="with --every: names of scenes")
    asked, console, settings = parser.parse_args(), Console(), Settings.load()
    made = list(scenes(consultant(settings), knowledge_status(settings)))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(page(made, NOTE), encoding="utf-8")
    console.print(f"{OUT}: {len(made)} scenes")
    chromium = pictures.browser()
    if chromium is None:
        console.print(MISSING)
        return
    try:
        if not asked.every:
            for out in pictures.take(chromium, made, README):
                console.print(f"{out}: {out.stat().st_size // 1000} kB")
            return
        for scene in made:
            for width in WIDTHS if not asked.only or scene.name in asked.only else ():
                out = EVERY / f"{scene.name}-{width}.png"
                pictures.save(pictures.photographed(chromium, scene, width), out)
    except (subprocess.SubprocessError, OSError) as error:
        console.print(f"{chromium} takes no picture here ({type(error).__name__}); the page is written.")


if __name__ == "__main__":
    main()
