"""The preview: what Slack would show, drawn by its own rules; and the pictures that the README shows."""

import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from chains.consult import Consultant
from knowledge.status import status
from tests.preview import __main__ as preview
from tests.preview.kit import block, blocks
from tests.preview.marks import mrkdwn, plain
from tests.preview.page import Scene, page
from tests.preview.pictures import README, Picture, composed
from tests.preview.scenes import scenes
from tests.preview.surface import posted, view

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shown(data: Path, consultant: Consultant) -> list[Scene]:
    return list(scenes(consultant, status(data, None)))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _it_ ~no~ `code`", "<b>bold</b> <i>it</i> <s>no</s> <code>code</code>"),
        ("2*3*4 and a_b_c", "2*3*4 and a_b_c"),
        ("*\u200bnot bold*", "*\u200bnot bold*"),
        ("<https://x.org/?a=1&amp;b|A &amp; B>", '<a href="https://x.org/?a=1&amp;b">A &amp; B</a>'),
        ("&lt;b&gt; <script>", '&lt;b&gt; <a href="script">script</a>'),
        ("<!channel>", '<span class="mention">!channel</span>'),
        ("&gt; quoted\nnot", "<blockquote>quoted</blockquote>not"),
        (":warning: :unknown:", "\u26a0\ufe0f :unknown:"),
    ],
)
def test_mrkdwn_is_drawn_as_slack_draws_it(text: str, html: str) -> None:
    assert mrkdwn(text) == html


def test_plain_text_is_never_markup() -> None:
    assert plain("*a* <b>\n") == "*a* &lt;b&gt;<br>"


def test_a_block_that_is_not_known_is_seen_as_such() -> None:
    assert "block hologram is not drawn yet" in block({"type": "hologram"})
    assert "element knob is not drawn yet" in blocks([{"type": "actions", "elements": [{"type": "knob"}]}])


def test_every_element_that_slack_offers_in_a_modal_is_drawn() -> None:
    text = {"type": "plain_text", "text": "Field"}
    option = {"text": text, "value": "1"}
    kinds: list[dict[str, Any]] = [
        {"type": "plain_text_input", "multiline": True, "initial_value": "<8 %"},
        {"type": "number_input"},
        {"type": "static_select", "options": [option], "initial_option": option, "placeholder": text},
        {"type": "multi_static_select", "options": [option], "placeholder": text},
        {"type": "conversations_select", "placeholder": text},
        {"type": "radio_buttons", "options": [option], "initial_option": option},
        {"type": "checkboxes", "options": [option], "initial_options": [option]},
    ]
    modal = {
        "type": "modal",
        "title": text,
        "submit": text,
        "blocks": [
            {"type": "input", "label": text, "hint": text, "element": {"action_id": "a", **one}} for one in kinds
        ],
    }
    drawn = view(modal)
    assert "not drawn yet" not in drawn
    assert "&lt;8 %" in drawn


def test_feedback_buttons_and_private_messages_are_drawn() -> None:
    button = {"text": {"type": "plain_text", "text": "Good"}, "value": "1"}
    feedback = {"type": "feedback_buttons", "positive_button": button, "negative_button": button}
    drawn = posted({"text": "x", "blocks": [{"type": "context_actions", "elements": [feedback]}]}, private=True)
    assert drawn.count("Good") == 2
    assert "Only visible to you" in drawn


def test_every_scene_is_drawn_whole_and_mentions_nobody(shown: list[Scene]) -> None:
    drawn = page(shown, "")
    assert "not drawn yet" not in drawn
    assert "<script" not in drawn
    assert len({scene.name for scene in shown}) == len(shown)
    for scene in shown:
        if scene.name != "home-admin":  # names its channels
            assert 'class="mention"' not in scene.inner, scene.name


def test_what_is_read_aloud_has_no_markup_and_no_reference_numbers(shown: list[Scene]) -> None:
    spoken = [scene.aloud for scene in shown if scene.aloud]
    assert len(spoken) > 10
    for text in spoken:
        assert not re.search(r"\[\d|https?:|\*|\u2022|:[a-z_]+:|[\u2191\u2193\u2192\u2265\u2264]| \u00b7 ", text), text


def test_the_pictures_of_the_readme_are_there_small_and_shown(shown: list[Scene]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = {scene.name for scene in shown}
    for picture in README:
        path = Path("docs/pictures", f"{picture.name}.png")
        assert {part.scene for part in picture.parts} <= names
        assert (ROOT / path).stat().st_size < 300_000
        assert f"]({path})" in readme


def test_frames_stand_side_by_side_and_a_longer_one_is_cut_at_its_end() -> None:
    tall = Image.new("RGB", (100, 900), (0, 0, 0))
    tall.paste((255, 0, 0), (0, 899, 100, 900))
    part = README[1].parts[1]
    made = composed(Picture(name="x", parts=(part, part), height=200), lambda _scene, _width: tall)
    assert made.size == (224, 300)
    assert made.getpixel((0, 299)) == (255, 0, 0)


def test_without_chromium_the_page_is_written_and_a_line_says_what_takes_the_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NETBOARD_DATA", str(data))
    monkeypatch.setattr("sys.argv", ["preview"])
    monkeypatch.setattr("tests.preview.pictures.browser", lambda: None)
    monkeypatch.setattr(preview, "consultant", lambda _settings: None)
    monkeypatch.setattr(
        preview, "scenes", lambda _consultant, _status: [Scene(name="a", title="A", inner="<p>hello</p>")]
    )
    preview.main()
    said = " ".join(capsys.readouterr().out.split())
    assert "build/preview.html: 1 scenes" in said
    assert "No Chromium here" in said
    assert "<p>hello</p>" in (tmp_path / "build/preview.html").read_text(encoding="utf-8")
    assert not (tmp_path / "docs").exists()
