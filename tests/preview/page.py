"""Page: scenes as HTML, each as a desktop and as a phone show it; or one frame alone, for a picture."""

import html
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from knowledge.case import Value


class Scene(Value):
    """One thing to look at: its name in file names, what it shows, its HTML, and how it reads aloud."""

    name: str
    title: str
    inner: str
    aloud: str = ""


WIDTHS = {"wide": 760, "phone": 375}
"""Frames, in CSS pixels: a desktop's channel, a phone."""


def page(scenes: Iterable[Scene], note: str) -> str:
    """Every scene, both widths side by side."""
    shown = "".join(
        f'<h2 id="{scene.name}">{html.escape(scene.title)}</h2>'
        f'<div class="pair">{frame(scene, "wide")}{frame(scene, "phone")}</div>{_aloud(scene)}'
        for scene in scenes
    )
    return _document("sheet", f"<h1>netboard in Slack</h1><p>{html.escape(note)}</p>{shown}")


def alone(scene: Scene, width: str) -> str:
    """One frame and nothing else."""
    return _document("alone", frame(scene, width))


def frame(scene: Scene, width: str) -> str:
    """A scene in the frame of a device."""
    return f'<div class="frame {width}">{scene.inner}</div>'


def _aloud(scene: Scene) -> str:
    if not scene.aloud:
        return ""
    return (
        f'<details><summary>As it is read aloud</summary><div class="aloud">{html.escape(scene.aloud)}</div></details>'
    )


def _document(kind: str, inner: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>netboard in Slack</title>'
        f'<style>{_style()}</style></head><body class="{kind}">{inner}</body></html>'
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")
