"""A file is judged by what is in it. Who, where and when is not kept; what cannot be played everywhere is refused."""

import struct

import pytest

from courses.media.judging import mp3 as mp3_judge
from courses.media.judging import mp4 as mp4_judge
from courses.media.judging import ogg as ogg_judge
from courses.media.judging import webm as webm_judge
from courses.media.judging.__main__ import judged
from courses.media.judging.found import Unfit
from courses.media.kinds import fit
from foundation.refusals import Refusal
from tests.courses.media.making import MP3_FRAME, box, element, full, id3, mp3, mp4, opus, page, upload, webm

PLACE = b"+53.8000-001.5000/"
SECRET = b"Helen's kitchen"


def fault(content: bytes) -> tuple[str, str]:
    with pytest.raises(Unfit) as unfit:
        judged(content)
    return unfit.value.fault, unfit.value.detail


@pytest.mark.parametrize(
    ("judge", "content", "facts"),
    [
        (mp3_judge, mp3(77), ("audio", "mp3", "audio/mpeg", 2.01, 0, 0)),
        (mp4_judge, mp4(), ("audio", "m4a", "audio/mp4", 2.5, 0, 0)),
        (mp4_judge, mp4(handler=b"vide", coding=b"avc1"), ("video", "mp4", "video/mp4", 2.5, 320, 180)),
        (mp4_judge, mp4(handler=b"vide", coding=b"avc1", upright=True), ("video", "mp4", "video/mp4", 2.5, 180, 320)),
        (webm_judge, webm(), ("video", "webm", "video/webm", 2.0, 32, 16)),
        (ogg_judge, opus(3), ("audio", "ogg", "audio/ogg", 3.0, 0, 0)),
    ],
)
def test_what_it_is_and_how_long(judge, content, facts):
    found = judge.judge(content)
    seconds = round(found.seconds, 2)
    assert (found.kind, found.ending, found.mime, seconds, found.width, found.height) == facts


def test_tags_and_covers_of_an_mp3_go(db):
    kept = fit(upload(id3(SECRET) + id3(PLACE) + bytes(9) + mp3(20, after=b"TAG" + SECRET.ljust(125, b"\0"))))
    assert (kept.read(), kept.facts.kind, kept.facts.seconds) == (MP3_FRAME * 20, "audio", 1)


def test_a_last_frame_that_is_cut_off_goes():
    assert mp3_judge.judge(mp3(20, after=MP3_FRAME[:100])).content == mp3(20)


def test_place_tags_and_dates_of_an_mp4_go_and_nothing_moves():
    place = box(b"udta", box(b"\xa9xyz", PLACE))
    content = mp4(box(b"uuid", SECRET), in_moov=place + box(b"meta", SECRET))
    kept = bytes(mp4_judge.judge(content).content)
    assert len(kept) == len(content)
    assert [kept.count(words) for words in (PLACE, SECRET, b"udta", struct.pack(">II", 1111, 2222))] == [0, 0, 0, 0]
    assert (kept.index(b"mdat"), kept[-17:]) == (content.index(b"mdat"), b"sound and picture")


def test_tags_attachments_and_names_of_a_webm_go_and_nothing_moves():
    tags = element(0x1254C367, element(0x7373, PLACE)) + element(0x1941A469, SECRET * 20)
    content = webm(tags, in_info=element(0x7BA9, SECRET) + element(0x4461, PLACE))
    kept = bytes(webm_judge.judge(content).content)
    assert (len(kept), kept.index(b"V_VP8")) == (len(content), content.index(b"V_VP8"))
    assert [kept.count(words) for words in (PLACE, SECRET, b"Helen", b"muxer")] == [0, 0, 0, 0]
    assert webm_judge.judge(kept).content == kept


def test_comments_of_an_ogg_go_however_many_pages_they_fill():
    content = opus(1, comments=SECRET * 30)
    kept = bytes(ogg_judge.judge(content).content)
    assert (len(kept), kept.count(SECRET), kept.count(b"phone")) == (len(content), 0, 0)
    pages = ogg_judge.pages_of(kept)
    whole = [kept[one.begins : one.begins + 22] + bytes(4) + kept[one.begins + 26 : one.ends] for one in pages]
    said = [struct.unpack_from("<I", kept, one.begins + 22)[0] for one in pages]
    assert list(map(ogg_judge.checksum, whole)) == said


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"<html>", ("other", "")),
        (b"%PDF-1.7 ", ("other", "")),
        (mp4(brand=b"qt  "), ("other_film", "qt")),
        (webm(doc_type=b"matroska"), ("other_film", "matroska")),
        (mp4(handler=b"vide", coding=b"hvc1"), ("coding", "hvc1")),
        (mp4(coding=b"enca"), ("coding", "enca")),
        (webm(codec=b"V_MPEG4/ISO/AVC"), ("coding", "V_MPEG4/ISO/AVC")),
        (page(b"\x80theora" + bytes(40), 0, flags=2), ("coding", "theora")),
        (mp4(handler=b"meta"), ("track", "meta")),
        (mp4(handler=b"text"), ("track", "text")),
        (mp4(box(b"moof", b"")), ("fragments", "")),
        (mp4(source=full(b"url ", b"https://elsewhere.example/\0")), ("elsewhere", "")),
        (webm(seconds=0.0), ("no_length", "")),
        (opus() + opus(stream=8), ("several", "")),
        (mp4()[:-4], ("damaged", "")),
        (webm()[:-4], ("damaged", "")),
        (opus()[:-4], ("damaged", "")),
        (mp3(20, after=b"#!/bin/sh"), ("damaged", "")),
        (mp3(3), ("damaged", "")),
    ],
)
def test_what_is_refused(content, found):
    assert fault(content) == found


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html>", "This is no MP4, WebM, M4A, MP3 or Ogg file, whatever its name says. Export it again as MP4"),
        (mp4(handler=b"meta"), "something else (“meta”), such as where it was filmed, or subtitles. Export it again"),
        (mp4()[:-4], "This file is cut off or damaged. Export it again"),
    ],
)
def test_an_editor_reads_why_and_what_to_do(content, says):
    with pytest.raises(Refusal) as refused:
        fit(upload(content))
    assert says in str(refused.value)


def test_one_that_is_too_large_is_not_looked_at(settings):
    settings.RECORDING_MOST_BYTES = 1000
    with pytest.raises(Refusal, match="A recording may be 1000"):
        fit(upload(mp3()))
