"""Whatever bytes come, a judge says what they are or that they are unfit; it neither fails nor goes on for ever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.media.judging.__main__ import answer
from tests.courses.media.making import mp3, mp4, opus, webm

WHOLE = {"mp3": mp3(12), "mp4": mp4(), "webm": webm(), "ogg": opus(1)}


@pytest.fixture(autouse=True)
def not_shut_in(monkeypatch):
    """The test's own process goes on opening files."""
    monkeypatch.setattr("courses.media.judging.__main__.shut_in", lambda: None)


@pytest.mark.parametrize("kind", WHOLE)
@settings(max_examples=60)
@given(data=st.data())
def test_a_changed_byte_or_a_cut_is_judged(kind, data):
    content = bytearray(WHOLE[kind])
    for _change in range(data.draw(st.integers(0, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    said = answer(bytes(content[: data.draw(st.integers(0, len(content)))]))
    assert said.split(b"\n")[0] in (b"fit", b"unfit")


@given(content=st.binary(max_size=200))
def test_bytes_behind_a_right_beginning_are_judged(content):
    for beginning in (b"\0\0\0\x10ftypisom", b"\x1a\x45\xdf\xa3", b"OggS\0", b"\xff\xfb\x90\xc4", b"ID3"):
        assert answer(beginning + content).split(b"\n")[0] in (b"fit", b"unfit")


def test_what_is_kept_once_is_kept_as_it_is():
    for content in WHOLE.values():
        first = answer(content).split(b"\n", 2)[2]
        assert answer(first).split(b"\n", 2)[2] == first
