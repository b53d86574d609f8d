"""The curriculum is read tired, on a phone, and by many in their second language: short sentences, everyday words."""

from tests.courses.curriculum import grade, listed, offenders, sentences_of

HARDEST_GRADE = 7.0
LONG = 30
# Of a step's sentences. One may be long in a short step too.
LONG_ONES = 0.03


def test_no_step_is_harder_to_read_than_grade_seven():
    """Shorten its sentences first, then its words."""
    hard = offenders(too_hard)
    assert hard == {}, listed(hard)


def test_hardly_any_sentence_is_longer_than_thirty_words():
    """Each that is named here is two sentences. A list after a colon is a list with bullets."""
    long = offenders(long_sentences)
    assert long == {}, listed(long)


def too_hard(step):
    found = grade(sentences_of(step))
    return f"grade {found:.1f}" if found > HARDEST_GRADE else ""


def long_sentences(step):
    sentences = sentences_of(step)
    long = [" ".join(words) for words in sentences if len(words) > LONG]
    return long if len(long) > max(1, LONG_ONES * len(sentences)) else []
