"""Where every box, line and label of a graph lies: lines run in channels between columns and lanes; knows no Qt.

Lengths are in pixels, from the start side and from the top; a window from right to left turns the whole round.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Literal

from oss_desk.ui.pages.catalogue.layout import Edge, Layout, Node

Point = tuple[float, float]
Key = tuple[str, str]
"""An edge by its two ends."""
TRACK, AIR, PORT, LEAST_CHANNEL = 11.0, 10.0, 6.0, 26.0
"""Between two lines, between lines and boxes, half of what a line needs at a box, the narrowest channel."""
STRETCH = 28.0
"""The most that a channel is widened where there is more room."""
Shape = Literal["upright", "straight", "one", "late", "early", "gap"]
FIRST_LAID: tuple[Shape, ...] = ("straight", "late", "early", "one", "gap", "upright")


@dataclass(frozen=True)
class Size:
    """How large a box or a label is."""

    width: float
    height: float


@dataclass(frozen=True)
class Box:
    """A rectangle; x counts from the start side."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its far side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: "Box") -> bool:
        """Whether they have a part in common."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True)
class Way:
    """One edge: the corners of its line, the last one being its tip, and where its label lies."""

    edge: Edge
    points: tuple[Point, ...]
    label: Box | None = None


@dataclass(frozen=True)
class Drawing:
    """The whole graph as it lies; lanes are upper edge and height."""

    boxes: Mapping[str, Box]
    lanes: tuple[tuple[float, float], ...]
    ways: tuple[Way, ...]
    width: float
    height: float


@dataclass
class _Run:
    """A stretch that lines of one bundle share: of a row, a gap or a channel, from place to place, on one track."""

    where: int
    first: int
    last: int
    bundle: str
    half: float = PORT
    track: float = 0.0

    def disturbs(self, other: "_Run") -> bool:
        """Whether both may not lie on the same track."""
        return (
            self.where == other.where
            and self.bundle != other.bundle
            and self.first <= other.last
            and other.first <= self.last
        )


@dataclass
class _Route:
    """One edge while it is laid."""

    edge: Edge
    start: Node
    end: Node
    shape: Shape
    gap: int = -1
    leave: _Run | None = None
    enter: _Run | None = None
    first: _Run | None = None
    cross: _Run | None = None
    second: _Run | None = None
    beside: float = 0.0
    """An upright's distance from the middle of its column."""

    @property
    def bundle(self) -> str:
        """Lines that lead to one step in one manner may share their way."""
        return f"{self.edge.kind} {self.edge.end}"


@dataclass
class _Plan:
    layout: Layout
    sizes: Mapping[str, Size]
    labels: Mapping[Key, Size]
    routes: list[_Route] = field(default_factory=list)
    rows: list[_Run] = field(default_factory=list)
    channels: list[_Run] = field(default_factory=list)
    gaps: list[_Run] = field(default_factory=list)

    @property
    def taken(self) -> set[tuple[int, int]]:
        """The places where boxes stand, as lane and column."""
        return {(node.lane, node.column) for node in self.layout.nodes.values()}


def route(
    layout: Layout, sizes: Mapping[str, Size], labels: Mapping[Key, Size] | None = None, room: float = 0.0
) -> Drawing:
    """Lay everything: no box meets another, no line a box it does not belong to, no label anything but its own line.

    `sizes` are the boxes by step; `labels` the words at the beginning of an edge; `room` is how wide it may become.
    """
    plan = _Plan(layout, sizes, labels or {})
    plan.routes = [_shape(plan, edge) for edge in layout.edges]
    _lay_uprights(plan)
    _lay_rows(plan)
    _lay_channels(plan)
    return _measured(plan, room)


# -- which way a line takes -------------------------------------------------------------------------------------


def _shape(plan: _Plan, edge: Edge) -> _Route:
    start, end = plan.layout.nodes[edge.start], plan.layout.nodes[edge.end]
    if start.column == end.column and start.lane != end.lane and _free_lanes(plan, start, end):
        return _Route(edge, start, end, "upright")
    if end.column == start.column + 1:
        return _Route(edge, start, end, "straight" if start.lane == end.lane else "one")
    if end.column > start.column and _free_columns(plan, end.lane, start.column, end.column):
        return _Route(edge, start, end, "straight" if start.lane == end.lane else "late")
    if end.column > start.column and _free_columns(plan, start.lane, start.column, end.column):
        return _Route(edge, start, end, "early")
    gap = end.lane if end.lane > start.lane else end.lane + 1
    return _Route(edge, start, end, "gap", gap)


def _free_lanes(plan: _Plan, start: Node, end: Node) -> bool:
    low, high = sorted((start.lane, end.lane))
    return not any((lane, start.column) in plan.taken for lane in range(low + 1, high))


def _free_columns(plan: _Plan, lane: int, first: int, last: int) -> bool:
    return not any((lane, column) in plan.taken for column in range(first + 1, last))


# -- tracks -----------------------------------------------------------------------------------------------------


def _lay_uprights(plan: _Plan) -> None:
    laid: list[tuple[_Run, float]] = []
    for number, one in enumerate(route for route in plan.routes if route.shape == "upright"):
        low, high = sorted((one.start.lane, one.end.lane))
        run = _Run(one.start.column, low, high, f"{number}")
        side = -1.0 if one.edge.kind in ("citizen", "refusal") else 1.0
        taken = {beside for other, beside in laid if other.disturbs(run)}
        one.beside = next(beside for beside in _offsets(side, 1.5 * TRACK) if beside and beside not in taken)
        laid.append((run, one.beside))


def _lay_rows(plan: _Plan) -> None:
    """Where each line leaves its box and enters the next: whoever goes straight on comes first, turns last."""
    for one in sorted(plan.routes, key=lambda route: FIRST_LAID.index(route.shape)):
        out, into = 2 * one.start.column + 2, 2 * one.end.column
        if one.shape == "upright":
            continue
        down = one.end.lane - one.start.lane or (1 if one.shape == "gap" else 0)
        half = max(PORT, plan.labels[_key(one)].height / 2 + 2) if _key(one) in plan.labels else PORT
        if one.shape == "straight":
            one.leave = one.enter = _port(plan, _Run(one.start.lane, out, into, one.bundle, half), 1, False)
            continue
        leave = _Run(one.start.lane, out, into if one.shape == "early" else out, one.bundle, half)
        enter = _Run(one.end.lane, out if one.shape == "late" else into, into, one.bundle)
        one.leave = _port(plan, leave, 1 if down >= 0 else -1, False)
        one.enter = _port(plan, enter, -1 if one.end.lane > one.start.lane else 1, True)


def _port(plan: _Plan, run: _Run, side: int, shared: bool) -> _Run:
    """The place nearest to the middle of its row where it disturbs nobody; on its bundle's where it has one."""
    own = [other.track for other in plan.rows if shared and other.bundle == run.bundle and other.where == run.where]
    others = [other for other in plan.rows if other.disturbs(run)]

    def free(track: float) -> bool:
        return all(abs(track - other.track) >= run.half + other.half for other in others)

    run.track = next(track for track in chain(own, _offsets(float(side), PORT)) if free(track))
    plan.rows.append(run)
    return run


def _offsets(side: float, step: float) -> Iterator[float]:
    yield 0.0
    number = 1
    while True:
        yield side * number * step
        yield -side * number * step
        number += 1


def _lay_channels(plan: _Plan) -> None:
    """Lines that turn get tracks in the channels between columns, those that pass boxes in the gaps between lanes."""
    for one in plan.routes:
        out, into = one.start.column + 1, one.end.column
        above, below = _between(2 * one.start.lane + 1, 2 * one.end.lane + 1)
        if one.shape in ("one", "late", "early"):
            one.first = _Run(into if one.shape == "early" else out, above, below, one.bundle)
        elif one.shape == "gap":
            one.first = _Run(out, *_between(2 * one.start.lane + 1, 2 * one.gap), one.bundle)
            one.second = _Run(into, *_between(2 * one.end.lane + 1, 2 * one.gap), one.bundle)
            one.cross = _Run(one.gap, *_between(2 * out, 2 * into), one.bundle)
    plan.channels = _tracked(run for one in plan.routes for run in (one.first, one.second) if run)
    plan.gaps = _tracked(one.cross for one in plan.routes if one.cross)


def _between(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _tracked(runs: Iterable[_Run]) -> list[_Run]:
    """Give each bundle in each channel a track of its own, the longest first; runs that never meet share one."""
    groups: dict[tuple[int, str], list[_Run]] = {}
    for run in runs:
        groups.setdefault((run.where, run.bundle), []).append(run)
    laid: list[_Run] = []
    wholes = [
        (_Run(where, min(run.first for run in group), max(run.last for run in group), bundle), group)
        for (where, bundle), group in groups.items()
    ]
    for whole, group in sorted(wholes, key=lambda one: one[0].first - one[0].last):
        taken = {other.track for other in laid if other.disturbs(whole)}
        whole.track = next(track for track in map(float, range(len(wholes))) if track not in taken)
        laid.append(whole)
        for run in group:
            run.track = whole.track
    return laid


# -- pixels -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Grid:
    """Where columns, channels, rows and gaps begin."""

    columns: Sequence[float]
    widths: Sequence[float]
    channels: Sequence[float]
    tracks: Sequence[float]
    rows: Sequence[float]
    gaps: Sequence[float]
    width: float
    height: float

    def x(self, run: _Run) -> float:
        """Where a line in a channel runs down."""
        return self.tracks[run.where] + run.track * TRACK

    def y(self, run: _Run) -> float:
        """Where a line in a row runs along."""
        return self.rows[run.where] + run.track

    def gap(self, run: _Run) -> float:
        """Where a line between two lanes runs along."""
        return self.gaps[run.where] + AIR + run.track * TRACK


def _measured(plan: _Plan, room: float) -> Drawing:
    heights = {name: _height(plan, name) for name in plan.layout.nodes}
    grid = _grid(plan, heights, room)
    boxes = {
        name: Box(
            grid.columns[node.column] + (grid.widths[node.column] - plan.sizes[name].width) / 2,
            grid.rows[node.lane] - heights[name] / 2,
            plan.sizes[name].width,
            heights[name],
        )
        for name, node in plan.layout.nodes.items()
    }
    edges = (*grid.gaps[:-1], grid.height)
    lanes = tuple((top, below - top) for top, below in pairwise(edges))
    ways = tuple(_way(plan, grid, boxes, one) for one in plan.routes)
    return Drawing(boxes, lanes, ways, grid.width, grid.height)


def _height(plan: _Plan, name: str) -> float:
    """High enough for its words and for every line that leaves or enters at its sides."""
    runs = [one.leave for one in plan.routes if one.edge.start == name and one.leave]
    runs += [one.enter for one in plan.routes if one.edge.end == name and one.enter]
    return max([plan.sizes[name].height, *(2 * (abs(run.track) + PORT) for run in runs)])


def _grid(plan: _Plan, heights: Mapping[str, float], room: float) -> _Grid:
    columns, lanes = plan.layout.columns, len(plan.layout.lanes)
    widths = [_width(plan, number) for number in range(columns)]
    strips = [_strip(plan, number) for number in range(columns + 1)]
    needed = [_channel(plan, number, strips[number]) for number in range(columns + 1)]
    spare = max(room - sum(widths) - sum(needed), 0.0) / (columns + 1)
    starts, channels, tracks, x = list[float](), list[float](), list[float](), 0.0
    for number in range(columns + 1):
        wide = needed[number] + min(spare, STRETCH)
        count = 1 + max((run.track for run in plan.channels if run.where == number), default=0.0)
        channels.append(x)
        tracks.append(x + strips[number] + (wide - strips[number] - (count - 1) * TRACK) / 2)
        x += wide
        if number < columns:
            starts.append(x)
            x += widths[number]
    rows, gaps, y = list[float](), list[float](), 0.0
    for lane in range(lanes + 1):
        gaps.append(y)
        y += AIR + TRACK * len(_used(plan.gaps, lane))
        if lane < lanes:
            half = _half_row(plan, heights, lane)
            rows.append(y + half)
            y += 2 * half + AIR
    last = AIR if not _used(plan.gaps, lanes) else 0.0
    return _Grid(starts, widths, channels, tracks, rows, gaps, x, y - last)


def _width(plan: _Plan, column: int) -> float:
    return max(
        (plan.sizes[name].width for name, node in plan.layout.nodes.items() if node.column == column), default=0.0
    )


def _used(runs: Iterable[_Run], where: int) -> frozenset[float]:
    return frozenset(run.track for run in runs if run.where == where)


def _half_row(plan: _Plan, heights: Mapping[str, float], lane: int) -> float:
    boxes = [heights[name] / 2 for name, node in plan.layout.nodes.items() if node.lane == lane]
    return max([*boxes, *(abs(run.track) + run.half for run in plan.rows if run.where == lane)])


def _strip(plan: _Plan, channel: int) -> float:
    """Room for the labels of what leaves the column before this channel."""
    leaving = [_key(one) for one in plan.routes if one.start.column + 1 == channel]
    own = [plan.labels[key].width for key in leaving if key in plan.labels]
    return max(own) + AIR if own else 0.0


def _channel(plan: _Plan, number: int, strip: float) -> float:
    tracks = len(_used(plan.channels, number))
    if number in (0, plan.layout.columns) and not tracks and not strip:
        return AIR
    return max(strip + 2 * AIR + 4 + max(tracks - 1, 0) * TRACK, LEAST_CHANNEL)


def _key(one: _Route) -> Key:
    return one.edge.start, one.edge.end


def _way(plan: _Plan, grid: _Grid, boxes: Mapping[str, Box], one: _Route) -> Way:
    a, b = boxes[one.edge.start], boxes[one.edge.end]
    if one.shape == "upright":
        x = grid.columns[one.start.column] + grid.widths[one.start.column] / 2 + one.beside
        down = one.end.lane > one.start.lane
        return Way(one.edge, ((x, a.bottom if down else a.y), (x, b.y if down else b.bottom)))
    if one.leave is None or one.enter is None:
        raise ValueError("a line without ends")
    top, foot = grid.y(one.leave), grid.y(one.enter)
    points: list[Point] = [(a.right, top)]
    if one.first is not None:
        points += [(grid.x(one.first), top)]
    if one.first is not None and one.cross is not None and one.second is not None:
        level = grid.gap(one.cross)
        points += [(grid.x(one.first), level), (grid.x(one.second), level), (grid.x(one.second), foot)]
    elif one.first is not None:
        points += [(grid.x(one.first), foot)]
    points.append((b.x, foot))
    return Way(one.edge, tuple(points), _label(plan, grid, one, top))


def _label(plan: _Plan, grid: _Grid, one: _Route, y: float) -> Box | None:
    size = plan.labels.get(_key(one))
    if size is None:
        return None
    return Box(grid.channels[one.start.column + 1] + AIR / 2, y - size.height / 2, size.width, size.height)
