"""Captions are WebVTT: read by line, cleaned of all but times and words, and written again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.media.captions import Cue, as_transcript, read_captions, written
from foundation.refusals import Refusal

HEAD = "WEBVTT\n\n"


def test_times_and_words_stay_and_all_else_goes():
    text = (
        "\ufeffWEBVTT - from a programme\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n"
        "NOTE by Helen\r\n\r\nfirst\r\n00:01.000 --> 00:02.500 align:start position:10%\r\n"
        "<v.loud Farah>One &amp; <c.red>two</c></v>\r\n<i>three</i>\r\n\r\n"
        "01:00:00.000 --> 01:00:01.000\r\n<script>4 &lt; 5\r\n"
    )
    cues = read_captions(text)
    assert cues == (Cue(1000, 2500, "Farah: One & two\nthree"), Cue(3_600_000, 3_601_000, "4 < 5"))
    assert written(cues) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nFarah: One &amp; two\nthree\n\n"
        "01:00:00.000 --> 01:00:01.000\n4 &lt; 5\n"
    )
    assert as_transcript(cues) == "Farah: One & two three 4 < 5"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nHello", "no WebVTT file: the first line must be WEBVTT"),
        ("WEBVTTX\n", "no WebVTT file"),
        (HEAD, "There must be 1 to 5000 captions"),
        (f"{HEAD}Hello", "Captions, line 3: a caption needs a line of times"),
        (f"{HEAD}00:01 --> 00:02\nHello", "Captions, line 3: times look like"),
        (f"{HEAD}a\n00:02.000 --> 00:02.000\nHello", "Captions, line 4: it ends before it begins"),
        (
            f"{HEAD}00:02.000 --> 00:03.000\nA\n\n00:01.000 --> 00:04.000\nB",
            "line 6: it begins before the caption above",
        ),
        (HEAD + "x" * 500_001, "too long: at most 500000 characters"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, says):
    with pytest.raises(Refusal) as refused:
        read_captions(text)
    assert says in str(refused.value)


CUES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**4), st.text(min_size=1, max_size=30)), min_size=1)


@given(rows=CUES)
def test_what_was_written_is_read_as_the_same(rows):
    lines = [
        (begins, begins + lasts, " ".join(words.replace("\0", "").split())) for begins, lasts, words in sorted(rows)
    ]
    cues = tuple(Cue(*line) for line in lines if line[2] and not set(line[2]) & set("<>&"))
    if cues:
        once = read_captions(written(cues))
        assert read_captions(written(once)) == once
