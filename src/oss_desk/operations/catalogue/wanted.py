"""A paper that is asked for, as slips and sheets for citizens name it: its title, where to get it, how it is taken."""

from oss_desk.domain import papers
from oss_desk.domain.text import in_language
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import PaperLine, PaperType


def wanted(look: Look, part: PaperType, line: PaperLine, language: str) -> papers.WantedPaper:
    """One paper of an alternative, in the language of the paper it is printed on."""
    where = in_language(part.where_to_get, language)
    return papers.WantedPaper(
        title=in_language(part.title, language),
        where=tuple(text for text in where.splitlines() if text.strip()),
        accepted=tuple(mark for mark in line.accept if mark != "on-file"),
        also=paper_parts.also(look, part.title, language),
    )
