"""Pictures: frames photographed by headless Chromium, cut to what is on them, in few colours to stay small."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from PIL import Image, ImageChops

from knowledge.case import Value
from tests.preview.page import WIDTHS, Scene, alone

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SCALE = 1.5
COLOURS = 64
GAP = 16
TALLEST = 6_000
"""CSS pixels; Chromium photographs its window, and a window of this height holds every scene."""
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_WHITE, _BETWEEN = (255, 255, 255), (236, 231, 236)


class Part(Value):
    """One frame of a picture: of which scene, on what, and which end of it where it is longer than the picture."""

    scene: str
    width: Literal["wide", "phone"]
    end: Literal["top", "bottom"] = "top"


class Picture(Value):
    """A picture of the README: frames side by side; ``height`` in CSS pixels, ``None`` for all that there is."""

    name: str
    parts: tuple[Part, ...]
    height: int | None = None


README = (
    Picture(name="answer", parts=(Part(scene="answer", width="wide"),), height=980),
    Picture(
        name="phone",
        parts=(
            Part(scene="answer", width="phone"),
            Part(scene="answer", width="phone", end="bottom"),
            Part(scene="asked-liver", width="phone"),
        ),
        height=760,
    ),
    Picture(
        name="lookup",
        parts=(Part(scene="lookup-grade", width="phone"), Part(scene="lookup-score", width="phone")),
    ),
    Picture(name="home", parts=(Part(scene="home", width="wide"),)),
)


def browser() -> str | None:
    """Where Chromium is, if it is anywhere."""
    return next((found for found in map(shutil.which, NAMES) if found), None)


def photographed(chromium: str, scene: Scene, width: str) -> Image.Image:
    """A scene as a device shows it. Raises CalledProcessError or TimeoutExpired when Chromium does not do it."""
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder, "scene.html"), Path(folder, "shot.png")
        source.write_text(alone(scene, width), encoding="utf-8")
        sized = (f"--window-size={max(WIDTHS.values())},{TALLEST}", f"--force-device-scale-factor={SCALE}")
        profile = f"--user-data-dir={Path(folder, 'profile')}"
        command = [chromium, *_FLAGS, *sized, profile, f"--screenshot={shot}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        picture = Image.open(shot).convert("RGB")
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, _WHITE)).getbbox()
    bottom = (box[3] if box else 40) + round(12 * SCALE)
    return picture.crop((0, 0, round(WIDTHS[width] * SCALE), min(bottom, picture.height)))


def composed(picture: Picture, frame: Callable[[str, str], Image.Image]) -> Image.Image:
    """The frames of a picture side by side, as high as it says or as the highest is."""
    frames = [_ended(frame(part.scene, part.width), part.end, picture.height) for part in picture.parts]
    gap, height = round(GAP * SCALE), max(one.height for one in frames)
    made = Image.new("RGB", (sum(one.width for one in frames) + gap * (len(frames) - 1), height), _BETWEEN)
    left = 0
    for one in frames:
        made.paste(Image.new("RGB", (one.width, height), _WHITE), (left, 0))
        made.paste(one, (left, 0))
        left += one.width + gap
    return made


def save(picture: Image.Image, out: Path) -> None:
    """Write a picture, small."""
    out.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, optimize=True)


def take(chromium: str, scenes: Sequence[Scene], folder: Path) -> list[Path]:
    """The pictures of the README; the files that were written."""
    by_name, taken = {scene.name: scene for scene in scenes}, dict[tuple[str, str], Image.Image]()

    def frame(name: str, width: str) -> Image.Image:
        if (name, width) not in taken:
            taken[name, width] = photographed(chromium, by_name[name], width)
        return taken[name, width]

    written = []
    for picture in README:
        out = folder / f"{picture.name}.png"
        save(composed(picture, frame), out)
        written.append(out)
    return written


def _ended(frame: Image.Image, end: str, height: int | None) -> Image.Image:
    if height is None or frame.height <= height * SCALE:
        return frame
    most = round(height * SCALE)
    top = frame.height - most if end == "bottom" else 0
    return frame.crop((0, top, frame.width, top + most))
