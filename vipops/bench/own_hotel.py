"""A hotel made for one measurement: its own data folder, ``vipops serve`` on a free port, gone afterwards."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from vipops.bench.started import started

Fill = Callable[[Path], Sequence[dict[str, Any]]]

VIPOPS = (sys.executable, "-m", "vipops.cli")
DEFAULTS: Mapping[str, str] = MappingProxyType({})


@contextmanager
def own_hotel(
    fill: Fill, folder: Path | None = None, settings: Mapping[str, str] = DEFAULTS
) -> Iterator[tuple[str, Sequence[dict[str, Any]], Path]]:
    """The address of a fresh hotel on the production server, its people, and its data folder.

    ``fill`` puts a hotel into the data folder; ``folder`` chooses the disk; ``settings`` are others than the
    defaults.
    """
    with TemporaryDirectory(prefix="vipops-bench-", dir=folder) as place:
        people = fill(Path(place))
        # The machine's own settings must not leak into a measurement of the defaults.
        environ = {"VIPOPS_DATA": place, "VIPOPS_HOST": "127.0.0.1", "VIPOPS_PORT": "0"}
        with started([*VIPOPS, "serve"], {**environ, **settings}) as url:
            yield url, people, Path(place)
