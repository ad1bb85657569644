"""A hotel made for one measurement: its own data folder, ``vipops serve`` on a free port, gone afterwards."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from vipops.bench.hotel import Person
from vipops.bench.started import started

# Fills a data folder with a hotel that has so many plain open tasks; answers people who may sign in, at least
# ten, and first one who may tick every task.
MakeHotel = Callable[[Path, int], Sequence[Person]]

VIPOPS = (sys.executable, "-c", "from vipops.cli import main; main()")


@contextmanager
def own_hotel(
    make: MakeHotel, tasks: int, folder: Path | None = None
) -> Iterator[tuple[str, Sequence[Person]]]:
    """The address of a fresh hotel on the production server, and its people. ``folder`` chooses the disk."""
    with TemporaryDirectory(prefix="vipops-bench-", dir=folder) as place:
        people = make(Path(place), tasks)
        # The machine's own settings must not leak into a measurement of the defaults.
        environ = {"VIPOPS_DATA": place, "VIPOPS_HOST": "127.0.0.1", "VIPOPS_PORT": "0"}
        with started([*VIPOPS, "serve"], environ) as url:
            yield url, people
