"""Pictures: frames photographed by headless Chromium, cut to what is on them, in few colours to stay small."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from tests.preview.page import WIDTHS, Scene, alone

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SCALE = 1.5
COLOURS = 64
TALLEST = 5_000
"""CSS pixels; Chromium photographs its window, and a window of this height holds every scene."""
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def browser() -> str | None:
    """Where Chromium is, if it is anywhere."""
    return next((found for found in map(shutil.which, NAMES) if found), None)


def take(chromium: str, scene: Scene, width: str, out: Path, crop_height: int | None = None) -> None:
    """Photograph a scene into ``out``; ``crop_height`` in CSS pixels where the top of it is enough.

    Raises CalledProcessError or TimeoutExpired when Chromium does not do it.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder, "scene.html"), Path(folder, "shot.png")
        source.write_text(alone(scene, width), encoding="utf-8")
        sized = (f"--window-size={max(WIDTHS.values())},{TALLEST}", f"--force-device-scale-factor={SCALE}")
        profile = f"--user-data-dir={Path(folder, 'profile')}"
        command = [chromium, *_FLAGS, *sized, profile, f"--screenshot={shot}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        _cut(shot, out, WIDTHS[width], crop_height)


def _cut(shot: Path, out: Path, width: int, crop_height: int | None) -> None:
    picture = Image.open(shot).convert("RGB")
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, (255, 255, 255))).getbbox()
    bottom = (box[3] if box else 40) + round(12 * SCALE)
    if crop_height is not None:
        bottom = min(bottom, round(crop_height * SCALE))
    cut = picture.crop((0, 0, round(width * SCALE), bottom))
    out.parent.mkdir(parents=True, exist_ok=True)
    cut.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, optimize=True)
