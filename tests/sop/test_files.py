"""The procedure's files out of folders, uploads and zips."""

import io
import zipfile
from pathlib import Path

import pytest

from vipops.errors import BadInput
from vipops.sop import files
from vipops.sop.loader import check, load
from vipops.sop.yaml_source import MAX_BYTES

SHIPPED = Path(__file__).resolve().parents[2] / "checklists"


def packed(**entries: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return made.getvalue()


def test_a_folder_and_its_texts_are_the_same_procedure() -> None:
    texts = files.of_folder(SHIPPED)
    assert load(texts).version == load(SHIPPED).version == load(files.as_texts(texts)).version


def test_the_mistakes_are_the_same_too() -> None:
    texts = files.as_texts(files.of_folder(SHIPPED))
    texts["security.yaml"] = texts["security.yaml"].replace("due: ", "due: never-", 1)
    (told,) = check(dict(texts))
    assert (told.place.file, told.place.column) == ("security.yaml", 10)


def test_a_missing_file_and_a_strange_one_are_told() -> None:
    texts = files.as_texts(files.of_folder(SHIPPED))
    texts["securty.yaml"] = texts.pop("security.yaml")
    told = [str(error) for error in check(dict(texts))]
    assert any("security.yaml:1:1: the file is missing" in one for one in told)
    assert any("securty.yaml:1:1" in one and "did you mean security.yaml" in one for one in told)


def test_a_zip_comes_back_as_it_was_given() -> None:
    texts = files.as_texts(files.of_folder(SHIPPED))
    sent = files.of_upload([("procedure.zip", files.as_zip(texts))])
    assert files.as_texts(sent) == texts
    assert files.as_zip(texts) == files.as_zip(dict(reversed(texts.items())))


def test_folders_and_what_systems_add_are_passed_over() -> None:
    made = packed(**{
        "procedure/": b"", "procedure/security.yaml": b"a: 1", "__MACOSX/security.yaml": b"x",
        "procedure/.DS_Store": b"x", "README.md": b"x",
    })  # fmt: skip
    assert files.of_upload([("changed.zip", made)]) == {"security.yaml": b"a: 1"}


def test_a_name_with_a_path_is_only_a_name() -> None:
    sent = [("..\\..\\security.yaml", b"a: 1"), ("/etc/grades.yaml", b"b: 2")]
    assert set(files.of_upload(sent)) == {"security.yaml", "grades.yaml"}


def test_a_bomb_is_not_unpacked() -> None:
    made = packed(**{"security.yaml": b" " * (50 * MAX_BYTES)})
    assert len(files.of_upload([("bomb.zip", made)])["security.yaml"]) == MAX_BYTES + 1


@pytest.mark.parametrize(
    "sent",
    [
        [],
        [("a.zip", b"PK\x03\x04 nothing more")],
        [("a.zip", packed())],
        [("security.yaml", b""), ("security.yaml", b"")],
        [(f"{number}.yaml", b"") for number in range(files.MOST_FILES + 1)],
    ],
)
def test_what_cannot_be_taken_is_refused(sent: list[tuple[str, bytes]]) -> None:
    with pytest.raises(BadInput):
        files.of_upload(sent)


def test_what_is_sent_stands_in_place_of_what_is_kept() -> None:
    whole = files.laid_over({"a.yaml": "old", "b.yaml": "kept"}, {"a.yaml": b"new"})
    assert whole == {"a.yaml": b"new", "b.yaml": "kept"}
