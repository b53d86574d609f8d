"""Whatever signs a text has, and whatever blocks a step has: written to a file and read again, it is equal."""

import tempfile
from pathlib import Path
from uuid import uuid4

from hypothesis import given, settings

from courses.blocks import StepBlocks
from courses.content_files import read_folder
from courses.models import StepPage
from courses.plain_yaml import read_yaml, write_yaml
from courses.transfer.carriers import carriers
from courses.transfer.outgoing import Luggage, step_entry
from tests.courses.handouts.making import a_handout
from tests.courses.pictures.making import a_drawing
from tests.courses.pictures.photographs import a_photograph
from tests.courses.transfer.carrying import plain
from tests.courses.transfer.generated import VALUES, WORDS, bodies

MODULE = {
    "key": str(uuid4()),
    "slug": "one",
    "title": "One",
    "summary": "It.",
    "outcomes": [],
    "gates_authorisation": False,
    "order": 1,
}


def there_and_back(body: list, luggage: Luggage) -> list:
    """The raw blocks of a file that was written of these; files by their names."""
    page = StepPage(slug="step", title="Step", minutes=4, body=StepBlocks().to_python(body))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "01-one.yaml").write_bytes(write_yaml({"module": MODULE, "steps": [step_entry(page, luggage)]}))
        for file, packed in luggage.files.items():
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_bytes(packed.content)
        ((step,),) = [module.steps for module in read_folder(folder, exported=True)]
    return step.body


def test_a_step_of_any_blocks_is_read_as_it_was_written(db):
    @given(body=bodies())
    @settings(max_examples=150)
    def try_it(body):
        again = there_and_back(body, Luggage())
        assert [plain(block, ids=True) for block in again] == [plain(block, ids=True) for block in body]

    try_it()


def test_what_names_a_file_names_it_again(cast, world, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    drawing, photograph, handout = a_drawing(), a_photograph(), a_handout(cast)
    body = [
        {"type": "figure", "id": str(uuid4()), "value": {"picture": drawing.pk, "alt": "An arrow", "caption": "A map"}},
        {"type": "image", "id": str(uuid4()), "value": {"picture": photograph.pk, "alt": "A room", "shape": "wide"}},
        {"type": "handout", "id": str(uuid4()), "value": str(handout.pk)},
    ]
    luggage = Luggage()
    figure, image, paper = there_and_back(body, luggage)
    assert [figure["value"]["picture"], image["value"]["picture"], paper["value"]] == list(luggage.files)
    assert (figure["value"]["caption"], image["value"]["shape"]) == ("A map", "wide")
    assert sorted(luggage.files) == ["figures/arrow-map.svg", "handouts/contact-card.pdf", "images/a-room.jpg"]


def test_every_kind_of_block_is_tried():
    """A new kind of block is written and read like the others: here it is named, or it names a file by a carrier."""
    with_files = {kind for kind, _carrier in carriers}
    assert set(VALUES) | with_files == set(StepBlocks().child_blocks)


def test_yaml_is_read_as_it_was_written():
    @given(text=WORDS)
    def try_it(text):
        assert read_yaml(write_yaml({"a": text, "b": [text]})) == {"a": text, "b": [text]}

    try_it()
