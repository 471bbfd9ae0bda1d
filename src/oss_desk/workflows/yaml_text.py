"""YAML text to plain values with their lines, by the format's own rules: no aliases, few types, no surprises."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from oss_desk.domain.messages import Message
from oss_desk.workflows.mistakes import Mistakes, Place

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 30
MOST_VALUES = 20_000  # a service has some hundreds
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})", re.ASCII)
_NAMES = {"true": True, "false": False, "null": None}
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OPENS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)


class Unreadable(Exception):
    """The text is no YAML that we take at all: one mistake and its line, before anything is built."""

    def __init__(self, line: int | None, message: Message) -> None:
        super().__init__(message.code)
        self.line = line
        self.message = message


@dataclass
class Source:
    """What a text holds: plain values, the line of each place, and what was wrong with single values."""

    value: Json = None
    lines: dict[Place, int] = field(default_factory=dict)
    mistakes: Mistakes = field(init=False)

    def __post_init__(self) -> None:
        self.mistakes = Mistakes(self.lines)


def read_yaml(text: str) -> Source:
    """The values of one YAML document; Unreadable when there is no use in reading further."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise Unreadable(None, Message("file-too-big", {"kib": MOST_BYTES // 1024}))
    events = _Events(text)
    source = Source()
    events.document()
    source.value = _value(events, source, ())
    events.end()
    return source


class _Events:
    """The parser's events, each looked at before use: nothing that is refused is ever built."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._events = self._checked()

    def next(self) -> yaml.Event:
        """The next event; Unreadable when the text breaks off or breaks a rule."""
        return next(self._events)

    def document(self) -> None:
        """Step into the one document."""
        self.next()
        if isinstance(self.next(), yaml.StreamEndEvent):
            raise Unreadable(None, Message("file-empty"))

    def end(self) -> None:
        """Step out of it; a second document is refused."""
        self.next()
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise Unreadable(_line(event), Message("second-document"))

    def _checked(self) -> Iterator[yaml.Event]:
        depth = 0
        try:
            for event in yaml.parse(self._text, Loader=_LOADER):
                depth += isinstance(event, _OPENS) - isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent))
                _check_event(event, depth)
                yield event
        except yaml.YAMLError as broken:
            raise _in_words(broken, self._text) from broken


def _check_event(event: yaml.Event, depth: int) -> None:
    code = None
    if isinstance(event, yaml.AliasEvent):
        code = "yaml-alias"
    elif getattr(event, "anchor", None):
        code = "yaml-anchor"
    elif getattr(event, "tag", None) not in (None, "!"):
        code = "yaml-tag"
    if code:
        raise Unreadable(_line(event), Message(code))
    if depth > MOST_DEPTH:
        raise Unreadable(_line(event), Message("too-deep", {"most": MOST_DEPTH}))


def _value(events: _Events, source: Source, place: Place, event: yaml.Event | None = None) -> Json:
    event = event or events.next()
    source.lines.setdefault(place, _line(event))
    if len(source.lines) > MOST_VALUES:
        raise Unreadable(_line(event), Message("too-much", {"most": MOST_VALUES}))
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, source, place)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, source, place)
    return _scalar(event, source, place)


def _mapping(events: _Events, source: Source, place: Place) -> Json:
    result: dict[str, Json] = {}
    while not isinstance(event := events.next(), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            raise Unreadable(_line(event), Message("yaml-key"))
        key, line = str(event.value), _line(event)
        if key == "<<":
            raise Unreadable(line, Message("yaml-merge"))
        if key in result:
            raise Unreadable(line, Message("yaml-twice", {"word": key[:60], "line": source.lines[(*place, key)]}))
        source.lines[(*place, key)] = line
        result[key] = _value(events, source, (*place, key))
    return result


def _sequence(events: _Events, source: Source, place: Place) -> Json:
    result: list[Json] = []
    while not isinstance(event := events.next(), yaml.SequenceEndEvent):
        result.append(_value(events, source, (*place, len(result)), event))
    return result


def _scalar(event: yaml.Event, source: Source, place: Place) -> Json:
    text: str = getattr(event, "value", "")
    plain = getattr(event, "style", None) in (None, "")
    if (plain and text in ("", "null")) or not text.strip():
        source.mistakes.say(place, "empty-value")
        return None
    if plain and text in _NAMES:
        return _NAMES[text]
    return int(text) if plain and _WHOLE.fullmatch(text) else text


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _in_words(broken: yaml.YAMLError, text: str) -> Unreadable:
    """The parser's complaint in everyday words, with the usual cure."""
    if isinstance(broken, yaml.reader.ReaderError):
        return Unreadable(text.count("\n", 0, broken.position) + 1, Message("yaml-character"))
    mark = getattr(broken, "problem_mark", None) or getattr(broken, "context_mark", None)
    line = mark.line + 1 if mark else 1
    lines = text.splitlines()
    written = lines[line - 1] if line <= len(lines) else ""
    complaint = f"{getattr(broken, 'context', '')} {getattr(broken, 'problem', '')}"
    context = getattr(broken, "context_mark", None)
    since, code = context.line + 1 if context else line, _cure(written, complaint)
    return Unreadable(since if code in ("yaml-quote", "yaml-no-colon") else line, Message(code, {"since": since}))


def _cure(written: str, complaint: str) -> str:
    if "\t" in written[: len(written) - len(written.lstrip())] or "'\\t'" in complaint:
        return "yaml-tab"
    if "quoted scalar" in complaint:
        return "yaml-quote"
    if "mapping values are not allowed" in complaint:
        return "yaml-colon"
    if "flow" in complaint:
        return "yaml-bracket"
    if "cannot start any token" in complaint:
        return "yaml-start"
    if "':'" in complaint:
        return "yaml-no-colon"
    return "yaml-indent"
