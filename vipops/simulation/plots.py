"""Plots of a simulated week as SVG, by matplotlib (the extra ``simulation``)."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from vipops.errors import Refusal
from vipops.simulation.tally import ON_TIME_MINUTES, Tally

INK, PAPER = "#1c2430", "#ffffff"
COLOURS = ("#35618e", "#8a5a2b", "#5d7f3a", "#7a4b8a", "#b0413e", "#3b8686", "#6b6b6b")
# Beyond this a bar says no more than "very late".
WIDEST = (-120, 180)


class NoPlots(Refusal):
    """matplotlib is not installed."""


def require() -> None:
    """Raises ``NoPlots`` where there is nothing to draw with."""
    if find_spec("matplotlib") is None:
        raise NoPlots(
            "The report's plots need matplotlib, which is not installed.",
            expected="pip install 'vipops[simulation]', or no --report",
        )


def draw(folder: Path, tally: Tally, names: Mapping[str, str]) -> None:
    """Write lateness.svg, on_time.svg, load.svg and alarms.svg; ``names`` are the departments'."""
    import matplotlib as mpl

    # No clock and no chance in the files: the same week is the same picture.
    style: Any = {
        "svg.hashsalt": "vipops", "svg.fonttype": "path", "font.size": 10, "axes.edgecolor": "#b9b4a7",
             "axes.spines.top": False, "axes.spines.right": False, "text.color": INK}  # fmt: skip
    with mpl.rc_context(style):
        for name, plot in (
            ("lateness", _lateness), ("on_time", _on_time), ("load", _load), ("alarms", _alarms),
        ):  # fmt: skip
            _saved(folder / f"{name}.svg", plot, tally, names)


def _saved(path: Path, plot: Any, tally: Tally, names: Mapping[str, str]) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 4.2), layout="constrained", facecolor=PAPER)
    plot(figure.subplots(), tally, names)
    figure.savefig(path, metadata={"Date": None})


def _lateness(axes: Any, tally: Tally, names: Mapping[str, str]) -> None:
    codes = sorted(names, reverse=True)
    shown = [[min(max(one, WIDEST[0]), WIDEST[1]) for one in tally.lateness[code]] for code in codes]
    axes.axvspan(WIDEST[0], ON_TIME_MINUTES, color="#e8f0e4", zorder=0)
    axes.boxplot(
        shown,
        orientation="horizontal",
        tick_labels=[names[code] for code in codes],
        widths=0.55,
        patch_artist=True,
        boxprops={"facecolor": "#d5dfeb", "edgecolor": COLOURS[0]},
        medianprops={"color": COLOURS[4], "linewidth": 2},
        flierprops={"marker": ".", "markersize": 3, "markeredgecolor": "#8d96a3"},
    )
    axes.set_xlim(*WIDEST)
    axes.set_xlabel("Minutes from due to done; below 0 is before (shaded: on time)")


def _on_time(axes: Any, tally: Tally, names: Mapping[str, str]) -> None:
    codes = sorted(names, reverse=True)
    rates = [
        100 * sum(one <= ON_TIME_MINUTES for one in tally.lateness[code]) / len(tally.lateness[code])
        for code in codes
    ]
    bars = axes.barh([names[code] for code in codes], rates, color=COLOURS[0], height=0.6)
    axes.bar_label(bars, [f"{rate:.0f} %" for rate in rates], padding=4)
    axes.set_xlim(0, 110)
    axes.set_xticks(range(0, 101, 20))
    axes.set_xlabel(f"Of a hundred tasks, done at most {ON_TIME_MINUTES} minutes after they were due")


def _load(axes: Any, tally: Tally, names: Mapping[str, str]) -> None:
    hours, below = range(24), [0] * 24
    for colour, code in zip(COLOURS, sorted(names), strict=False):
        done = [tally.load[code][hour] for hour in hours]
        axes.bar(hours, done, bottom=below, color=colour, width=0.85, label=names[code])
        below = [one + more for one, more in zip(below, done, strict=True)]
    axes.set_xticks(range(0, 24, 3))
    axes.set_xlabel("Hour on the hotel's clock")
    axes.set_ylabel("Tasks done")
    axes.legend(frameon=False, fontsize=8, ncols=2)


def _alarms(axes: Any, tally: Tally, _names: Mapping[str, str]) -> None:
    called = sorted(tally.alarms, key=lambda rung: tally.alarms[rung])
    bars = axes.barh(
        [rung.replace("_", " ") for rung in called], [tally.alarms[rung] for rung in called],
        color=COLOURS[4], height=0.6,
    )  # fmt: skip
    axes.bar_label(bars, padding=4)
    axes.margins(x=0.12)
    axes.set_xlabel("Alarms in the week")
