"""How long the operations of a visit take, in milliseconds, and how they stand to the cheapest write.

    python benchmarks/operations.py [--visits 30] [--database URL]

The database is made anew: a temporary SQLite file, or an empty PostgreSQL database at the URL.
"""

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from oss_desk import bootstrap, paths
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office.office import sign_in
from oss_desk.operations.program import Program
from oss_desk.operations.sample import walking
from oss_desk.operations.sample.sample import make_sample
from oss_desk.operations.search import search
from oss_desk.operations.sheets import Payer
from oss_desk.operations.visits import basket, visits

SERVICES = ("birth-certificate-copy", "proof-of-residence")


class Watch:
    """Collects how long each named thing took."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = defaultdict(list)

    def __call__(self, name: str, work: Callable[[], Any]) -> Any:
        """Do it, and note how long it took."""
        start = time.perf_counter()
        result = work()
        self.times[name].append((time.perf_counter() - start) * 1000)
        return result

    def tell(self) -> None:
        """Print the figures, each also as a multiple of keeping a draft."""
        unit = statistics.median(self.times["keep a draft"])
        print(f"{'':34}{'runs':>6}{'median':>10}{'slowest':>10}{'ratio':>8}")
        for name, times in self.times.items():
            median = statistics.median(times)
            print(f"{name:34}{len(times):6}{median:10.1f}{max(times):10.1f}{median / unit:8.1f}")


def visit(program: Program, watch: Watch, number: int) -> None:
    """One citizen, two services, every paper and answer, one payment."""
    (person, *_) = watch("search a name", lambda: search(program, text="Tamar Kvelidze"))
    opened = watch("open a visit", lambda: visits.open_visit(program, walking.new_id(), visitor_id=person.id).result)
    cards = {card.service: card.id for card in catalogue.catalogue(program).services}
    for service in SERVICES:
        watch(
            "add a service",
            lambda service=service: basket.add_service(
                program, walking.new_id(), visit_id=opened.id, service_version_id=cards[service]
            ),
        )
    draft = {"name": f"Somebody {number}"}
    watch("keep a draft", lambda: basket.keep_draft(program, visit_id=opened.id, part="person", content=draft))
    watch("fill forms and show papers", lambda: walking.fill(program, opened.id))
    sheet = watch("read the visit", lambda: visits.visit(program, visit_id=opened.id))
    payer = Payer("citizen", person.id, person.title)
    watch("start, take the money, receipt", lambda: walking.start_and_pay(program, sheet, payer))
    version = visits.visit(program, visit_id=opened.id).visit.version
    watch("close the visit", lambda: visits.close_visit(program, walking.new_id(), visit_id=opened.id, version=version))


@contextmanager
def sample(url: str, watch: Watch) -> Iterator[Program]:
    """A sample office, made while the clock runs."""
    with closing(bootstrap.create_database(url)) as database:
        program = Program(database, bootstrap.now, paths.resources(), "A")
        watch("make the sample office", lambda: make_sample(program))
        yield sign_in(replace(program, desk_code="A"), login="adaeze")


def main() -> None:
    """Print what the operations of so many visits took."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--visits", type=int, default=30)
    reader.add_argument("--database", metavar="URL")
    asked = reader.parse_args()
    watch = Watch()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{Path(folder) / 'office.sqlite'}"
        with sample(url, watch) as program:
            for number in range(asked.visits):
                visit(program, watch, number)
    watch.tell()


if __name__ == "__main__":
    main()
