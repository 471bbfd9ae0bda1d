"""What README and docs say is there: pictures, links, commands, targets of make, the words on buttons."""

import re
import shlex
from pathlib import Path

import pytest

from oss_desk import cli
from tools.translations import sentences

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
GUIDE = sorted((ROOT / "docs" / "guide").glob("[0-9]*.md"))
TROUBLE = ROOT / "docs" / "when-something-goes-wrong.md"
LINK = re.compile(r"\]\(([^)\s]+)\)")
SPAN = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?:[A-Z_]+=\S+ )*(?:\S*oss-desk|\S*python3? -m oss_desk)(?: (?P<words>.*))?")
SAID = re.compile(r"(?<!\*)\*(?![*\s])([^*]+)(?<!\s)\*(?!\*)")
MOST_WORDS, MOST_BYTES = 500, 4_000_000

named = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
in_guide = pytest.mark.parametrize("page", GUIDE, ids=lambda page: page.stem)


def code_of(page: Path) -> list[str]:
    """Every piece of code: spans and indented lines, without what stands behind #."""
    text = page.read_text("utf-8")
    indented = [line[4:] for line in text.splitlines() if line.startswith("    ")]
    return [piece.partition(" #")[0].strip() for piece in (*SPAN.findall(text), *indented)]


def commands_of(page: Path) -> list[list[str]]:
    """The words behind each `oss-desk` of this page."""
    found = (COMMAND.fullmatch(piece) for piece in code_of(page))
    return [shlex.split(one["words"] or "") for one in found if one is not None]


def said(page: Path) -> list[str]:
    """What is called by its words in the window."""
    return [" ".join(words.split()) for words in SAID.findall(page.read_text("utf-8"))]


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What the help of a command says; a test fails where there is no such command."""
    with pytest.raises(SystemExit) as ended:
        cli.main([*words, "--help"])
    text = capsys.readouterr()
    assert ended.value.code == 0, text.err
    return text.out


@named
def test_every_picture_and_link_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    lost = [link for link in links if not (page.parent / link.partition("#")[0]).exists()]
    assert not lost


@named
def test_every_command_is_known_with_its_options(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in commands_of(page):
        names = words[: 2 if words[:1] == ["services"] else 1]
        command = [name for name in names if re.fullmatch(r"[a-z][a-z-]+", name)]
        known = re.findall(r"--[a-z-]+", told(command, capsys))
        assert [word for word in words if word.startswith("--") and word.partition("=")[0] not in known] == []


@named
def test_every_target_of_make_is_there(page: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    asked = [piece.split()[1] for piece in code_of(page) if re.match(r"make [a-z]", piece)]
    assert [target for target in asked if target not in targets] == []


def test_the_search_for_commands_finds_one_and_a_wrong_one_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("Run `oss-desk services diff FILE --as NAME`, or\n\n    A=b oss-desk sing   # a song\n", "utf-8")
    assert commands_of(page) == [["services", "diff", "FILE", "--as", "NAME"], ["sing"]]
    with pytest.raises(AssertionError, match="sing"):
        told(["sing"], capsys)


@pytest.fixture(scope="module")
def window() -> str:
    """Every English sentence of the program."""
    every = (message.id for message in sentences() if message.id)
    return "\n".join(one if isinstance(one, str) else "\n".join(one) for one in every)


@pytest.mark.parametrize("page", [*GUIDE, TROUBLE], ids=lambda page: page.stem)
def test_what_the_guide_calls_a_button_or_field_stands_in_the_window(page: Path, window: str) -> None:
    assert [words for words in said(page) if words not in window] == []


@in_guide
def test_a_page_of_the_guide_is_one_page_with_two_to_four_pictures(page: Path) -> None:
    text = page.read_text("utf-8")
    assert len(text.split()) <= MOST_WORDS
    assert 2 <= text.count("![") <= 4


def test_the_guide_has_pages_which_its_first_page_lists_in_order() -> None:
    listed = LINK.findall((ROOT / "docs" / "guide" / "README.md").read_text("utf-8"))
    assert listed == [page.name for page in GUIDE]
    assert len(GUIDE) >= 10


def test_every_picture_is_shown_somewhere_and_together_they_are_small() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    shown = {Path(link).name for page in PAGES for link in LINK.findall(page.read_text("utf-8"))}
    assert [picture.name for picture in pictures if picture.name not in shown] == []
    assert sum(picture.stat().st_size for picture in pictures) < MOST_BYTES
