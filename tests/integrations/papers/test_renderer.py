import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from tests.support.letters import drawn_signature, letter_words
from vipops.enums import Language
from vipops.errors import BadInput
from vipops.integrations.papers import envelope, letter_pdf
from vipops.integrations.papers.press import Paper
from vipops.integrations.papers.refusals import GlyphsMissing, PaperFailed, PapersUnavailable
from vipops.integrations.papers.renderer import Renderer

ROOT = Path(__file__).resolve().parents[3]
MODULES = sorted(path.stem for path in (ROOT / "vipops/integrations/papers").glob("*.py"))


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    with Renderer(seconds=10) as renderer:
        yield renderer


def test_another_process_makes_the_same_bytes(renderer: Renderer) -> None:
    words, signature = letter_words(Language.ZH), drawn_signature()
    assert renderer.letter(words, signature) == letter_pdf.render(words, signature)
    assert renderer.letter(words, paper=Paper.A5) == letter_pdf.render(words, paper=Paper.A5)
    face = envelope.envelope_words(words, "1808")
    assert renderer.envelope(face) == envelope.render(face)


def test_one_child_serves_many_and_a_fresh_one_takes_over() -> None:
    with Renderer(jobs_each=2) as renderer:
        children = []
        for _ in range(3):
            renderer._running()
            children.append(child_of(renderer))
            renderer.letter(letter_words())
    assert children[0] == children[1] != children[2]


def test_the_memory_of_who_asks_does_not_count_for_the_child() -> None:
    """A large web process would else have its child start anew for every paper."""
    held = bytearray(b"x" * (700 * 1024 * 1024))
    with Renderer() as renderer:
        renderer.letter(letter_words())
        child = child_of(renderer)
        renderer.letter(letter_words())
        assert child_of(renderer) == child
    assert len(held) > 600 * 1024 * 1024


def test_a_refusal_keeps_its_kind_and_the_child(renderer: Renderer) -> None:
    renderer.letter(letter_words())
    child = child_of(renderer)
    with pytest.raises(GlyphsMissing) as refusal:
        renderer.letter(replace(letter_words(), closing="\U0001f9ff"))
    assert refusal.value.facts["missing"][0]["code_point"] == "U+1F9FF"
    assert child_of(renderer) == child


def test_a_dead_child_is_replaced(renderer: Renderer) -> None:
    renderer.letter(letter_words())
    child = child_of(renderer)
    os.kill(child, signal.SIGKILL)
    renderer._child.wait()
    assert renderer.letter(letter_words()).startswith(b"%PDF")
    assert child_of(renderer) != child


def test_a_hanging_child_is_killed_and_the_next_letter_is_made(renderer: Renderer) -> None:
    renderer.letter(letter_words())
    child = child_of(renderer)
    os.kill(child, signal.SIGSTOP)
    renderer._seconds = 0.5
    with pytest.raises(PaperFailed) as refusal:
        renderer.letter(letter_words())
    assert refusal.value.facts["reason"] == "too slow"
    assert not is_alive(child)
    renderer._seconds = 10
    assert renderer.letter(letter_words()).startswith(b"%PDF")


def test_a_child_that_crashes_at_work_is_a_typed_refusal(renderer: Renderer) -> None:
    renderer.letter(letter_words())
    child = child_of(renderer)
    os.kill(child, signal.SIGSTOP)

    def kill_soon() -> None:
        time.sleep(0.3)
        os.kill(child, signal.SIGKILL)

    killer = Thread(target=kill_soon)
    killer.start()
    with pytest.raises(PaperFailed) as refusal:
        renderer.letter(letter_words())
    killer.join()
    assert "ended" in refusal.value.facts["reason"]
    assert renderer.letter(letter_words()).startswith(b"%PDF")


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="Linux bounds another process, others do not")
def test_a_letter_that_grows_is_stopped(renderer: Renderer) -> None:
    renderer.letter(letter_words())
    child = child_of(renderer)
    # As if it had reached its bound: whatever it asks for beyond what it holds is refused.
    resource.prlimit(child, resource.RLIMIT_AS, (1 << 20, 1 << 20))
    with pytest.raises(PaperFailed) as refusal:
        renderer.letter(replace(letter_words(), paragraphs=("word " * 100,) * 1_900))
    assert refusal.value.facts["reason"] != "too slow"
    renderer.close()
    assert renderer.letter(letter_words()).startswith(b"%PDF")


def test_the_childs_space_is_bounded() -> None:
    with Renderer(megabytes=900) as renderer:
        renderer.letter(letter_words())
        limits = Path(f"/proc/{child_of(renderer)}/limits")
        if not limits.exists():
            pytest.skip("no /proc on this machine")
        assert f"Max address space         {900 * 1024 * 1024} " in limits.read_text()


def test_too_much_for_a_paper_never_reaches_the_child() -> None:
    renderer = Renderer()
    with pytest.raises(BadInput):
        renderer.letter(replace(letter_words(), paragraphs=("x" * 1024 * 1024,)))
    assert renderer._child is None


def test_the_child_ends_with_its_parent() -> None:
    code = (
        "import os, sys\n"
        "from tests.support.letters import letter_words\n"
        "from vipops.integrations.papers.renderer import Renderer\n"
        "renderer = Renderer(); renderer.letter(letter_words())\n"
        "print(renderer._child.pid, flush=True)\n"
        "os._exit(1)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    child = int(done.stdout)
    until = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(child)


def test_a_guests_words_never_reach_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    with Renderer() as renderer, pytest.raises(GlyphsMissing):
        renderer.letter(replace(letter_words(), closing="Canary \U0001f9ff"))
    with pytest.raises(GlyphsMissing):
        letter_pdf.render(replace(letter_words(), closing="Canary \U0001f9ff"))
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def without_pango(tmp_path: Path) -> dict[str, str]:
    """An environment in which the layout library cannot find Pango, as on a bare machine."""
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text("raise OSError('cannot load library libpango')\n")
    return {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}


def test_without_pango_everything_but_papers_works(without_pango: dict[str, str]) -> None:
    imports = "\n".join(f"import vipops.integrations.papers.{name}" for name in MODULES if name != "fetcher")
    code = f"""{imports}
import sys
assert "weasyprint" not in sys.modules
from tests.support.letters import letter_words
from vipops.integrations.papers.refusals import PapersUnavailable
try:
    vipops.integrations.papers.letter_pdf.render(letter_words())
except PapersUnavailable as refusal:
    assert "apt install" in refusal.facts["remedy"]
    print(refusal.status)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=without_pango, capture_output=True, text=True, check=False
    )
    assert done.stdout == "503\n", done.stderr


def test_without_pango_the_press_room_says_so(
    without_pango: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = without_pango["PYTHONPATH"].split(os.pathsep)[0]
    # The child looks beside the package first and then here, and both come before what is installed.
    monkeypatch.setenv("PYTHONPATH", stub)
    with Renderer() as renderer, pytest.raises(PapersUnavailable) as refusal:
        renderer.letter(letter_words())
    assert "apt install" in refusal.value.facts["remedy"]


def child_of(renderer: Renderer) -> int:
    assert renderer._child is not None
    return renderer._child.pid


def is_alive(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False
