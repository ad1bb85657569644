"""The procedure's files as texts: read from a folder, taken out of an upload, laid over those in force."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from vipops.errors import BadInput
from vipops.sop.yaml_source import MAX_BYTES

Files = dict[str, bytes]

MOST_FILES = 40
ZIP_SIGN = b"PK"


def of_folder(folder: Path) -> Files:
    """The YAML files of ``folder`` by name. Raises ``BadInput`` for one that cannot be read."""
    try:
        return {path.name: path.read_bytes() for path in sorted(folder.glob("*.y*ml"))}
    except OSError as error:
        raise BadInput(
            f"{folder} cannot be read: {error.strerror}.", expected="a folder of checklists"
        ) from error


def of_upload(sent: Iterable[tuple[str, bytes]]) -> Files:
    """The checklists among the files that were sent, those inside a zip among them.

    Raises ``BadInput`` where there are none, two of one name, too many, or a zip that cannot be read.
    """
    found: Files = {}
    for name, data in sent:
        for inner, text in _unpacked(name, data):
            if inner in found:
                raise _wrong(inner, "this file was sent twice", "each file once")
            found[inner] = text
            if len(found) > MOST_FILES:
                raise _wrong(name, "these are too many files", f"at most {MOST_FILES}")
    if not found:
        raise BadInput("No checklist was sent.", expected="YAML files, or a zip of them")
    return found


def laid_over(kept: Mapping[str, str], sent: Mapping[str, bytes]) -> dict[str, str | bytes]:
    """The whole procedure: what was sent in place of what is kept under the same name."""
    return {**kept, **sent}


def as_texts(files: Mapping[str, str | bytes]) -> dict[str, str]:
    """The files as the database keeps them; they must have been checked before."""
    return {
        name: text if isinstance(text, str) else text.decode("utf-8-sig")
        for name, text in sorted(files.items())
    }


def as_zip(files: Mapping[str, str | bytes]) -> bytes:
    """The files in a zip, for editing outside; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(
                zipfile.ZipInfo(name),
                text if isinstance(text, bytes) else text.encode(),
                zipfile.ZIP_DEFLATED,
            )
    return packed.getvalue()


def _unpacked(name: str, data: bytes) -> Iterable[tuple[str, bytes]]:
    if not data.startswith(ZIP_SIGN):
        yield PurePosixPath(name.replace("\\", "/")).name, data
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist()[: 10 * MOST_FILES]:
                inner = PurePosixPath(entry.filename.replace("\\", "/"))
                # What systems add by themselves to a zip is no checklist.
                if entry.is_dir() or inner.parts[0] == "__MACOSX" or inner.suffix not in (".yaml", ".yml"):
                    continue
                with archive.open(entry) as file:
                    # One byte too many is enough for the reader to refuse it; a bomb is not unpacked.
                    yield inner.name, file.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _wrong(name, "this zip cannot be read", "a zip without password, or the YAML files") from error


def _wrong(name: str, message: str, expected: str) -> BadInput:
    errors = [{"where": name, "message": message, "expected": expected}]
    return BadInput(f"{name}: {message}; expected {expected}", errors=errors)
