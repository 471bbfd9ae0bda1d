"""The graph of any service: boxes, labels and lines in places of their own, whatever its steps and its words."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk import paths
from oss_desk.ui.pages.catalogue.layout import Layout, lay_out
from oss_desk.ui.pages.catalogue.routes import Box, Drawing, Size, Way, route
from oss_desk.workflows.definition import Service
from oss_desk.workflows.reader import read_service
from oss_desk.workflows.registers import read_registers
from tests.workflows import foreign
from tests.workflows.definitions import services

FOLDER = paths.resources() / "services"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
boxes = st.builds(Size, st.floats(72, 240), st.floats(44, 120))
words = st.builds(Size, st.floats(20, 130), st.floats(20, 66))


def sample(name: str) -> Service:
    """A service of the sample office."""
    return read_service((FOLDER / f"{name}.yaml").read_text("utf-8"), name, read_registers(FOLDER.parent / "registers"))


def drawn(layout: Layout, size: Size, label: Size, room: float = 0.0) -> Drawing:
    """Every box and every label of one size."""
    labels = {(edge.start, edge.end): label for edge in layout.edges if edge.kind == "forward"}
    return route(layout, dict.fromkeys(layout.nodes, size), labels, room)


def stretches(way: Way) -> list[Box]:
    """The line as thin boxes."""
    return [
        Box(min(a[0], b[0]) - 0.1, min(a[1], b[1]) - 0.1, abs(a[0] - b[0]) + 0.2, abs(a[1] - b[1]) + 0.2)
        for a, b in pairwise(way.points)
    ]


def check(drawing: Drawing) -> None:
    """Nothing lies on anything else."""
    shown = list(drawing.boxes.items())
    labels = [(way, way.label) for way in drawing.ways if way.label is not None]
    for (name, one), (other_name, other) in combinations(shown, 2):
        assert not one.meets(other), (name, other_name)
    for (_, one), (_, other) in combinations(labels, 2):
        assert not one.meets(other)
    for _, label in labels:
        assert not any(label.meets(box) for box in drawing.boxes.values())
    for way in drawing.ways:
        for stretch in stretches(way):
            for name, box in shown:
                inside = Box(box.x + 1, box.y + 1, box.width - 2, box.height - 2)
                assert not inside.meets(stretch), (way.edge, name)
            assert stretch.x >= 0
            assert stretch.y >= 0
            assert stretch.right <= drawing.width
            assert stretch.bottom <= drawing.height
    for box in (*drawing.boxes.values(), *(label for _, label in labels)):
        assert box.x >= 0
        assert box.y >= 0
        assert box.right <= drawing.width
        assert box.bottom <= drawing.height


def check_lines(drawing: Drawing) -> None:
    """No line runs along another one that leads elsewhere, and none along the words of another."""
    for one, other in combinations(drawing.ways, 2):
        if (one.edge.end, one.edge.kind) == (other.edge.end, other.edge.kind):
            continue
        for a in stretches(one):
            for b in stretches(other):
                along = (a.width > 1 and b.width > 1) or (a.height > 1 and b.height > 1)
                assert not (along and a.meets(b)), (one.edge, other.edge)
    for way in drawing.ways:
        for other in drawing.ways:
            if way is not other and other.label is not None:
                assert not any(other.label.meets(part) for part in stretches(way)), (way.edge, other.edge)


@given(services(), boxes, words)
def test_nothing_of_any_graph_lies_on_anything_else(service: Service, size: Size, label: Size) -> None:
    drawing = drawn(lay_out(service), size, label)
    check(drawing)
    check_lines(drawing)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_services_of_the_sample_office_lie_well(name: str, scale: float) -> None:
    layout = lay_out(sample(name))
    drawing = drawn(layout, Size(110 * scale, 60 * scale), Size(80 * scale, 42 * scale), 900)
    check(drawing)
    check_lines(drawing)
    assert set(drawing.boxes) == {step.id for step in sample(name).steps}


@pytest.mark.parametrize("name", foreign.NAMES)
def test_the_services_of_other_countries_lie_well(name: str) -> None:
    drawing = drawn(lay_out(foreign.foreign(name)), Size(110, 60), Size(80, 42))
    check(drawing)
    check_lines(drawing)


@pytest.mark.parametrize("name", NAMES)
def test_time_goes_to_the_end_side_but_for_what_comes_back(name: str) -> None:
    layout = lay_out(sample(name))
    for edge in layout.edges:
        if edge.kind == "refusal":
            assert layout.nodes[edge.start].column <= layout.nodes[edge.end].column
    assert layout.nodes[sample(name).first_step.id].column == 0
