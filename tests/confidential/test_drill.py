"""The drill opens every text, shows nobody, and names those that are not what was sealed."""

from confidential.drills import open_every_text
from confidential.models import AccessEntry, SealedText
from confidential.services import begin_words, destroy, save_words


def test_it_names_a_spoiled_text_and_never_its_words(log, now):
    save_words(log, {"hard": "the silence"}, base=0, tab="a", now=now)
    assert open_every_text().broken == []
    SealedText.objects.update(digest="0" * 64)
    assert open_every_text().broken == [f"text {log.text.pk}: it is not what its digest says"]
    SealedText.objects.update(ciphertext=b"x")
    assert open_every_text().broken == [f"text {log.text.pk}: text under key 'new' does not open"]


def test_it_leaves_no_line_on_the_trail_and_passes_over_what_is_destroyed(log, now):
    begin_words(log, now=now)
    assert open_every_text().count == 1
    destroy(log, because="the writer's wish", now=now)
    assert (open_every_text().count, AccessEntry.objects.count()) == (0, 0)
