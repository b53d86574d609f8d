"""Documents that named files which had moved sent newcomers looking for them."""

import re

import pytest

from tests.guards.repository import ROOT, committed_files, named

NAMED = re.compile(r"`([\w./-]+\.(?:py|html|js|css|md|toml|yaml))`")
# What happened is told as it was.
LEFT = {"CHANGELOG.md"}
DOCUMENTS = [path for path in committed_files() if path.suffix == ".md" and named(path) not in LEFT]
FILES = {f"/{named(path)}" for path in committed_files()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_each_file_that_a_document_names_is_there(document):
    names = set(NAMED.findall(document.read_text()))
    assert {name for name in names if not any(file.endswith(f"/{name}") for file in FILES)} == set()


def test_there_are_documents_that_name_files():
    assert sum(len(NAMED.findall(path.read_text())) for path in DOCUMENTS) > 50
    assert (ROOT / "docs" / "development.md") in DOCUMENTS
