"""MP3 (ISO/IEC 11172-3, layer III): frame after frame. Only the frames are kept: no tags, covers or comments."""

from courses.media.judging.found import AUDIO, Found, Unfit

# Kilobits a second, by the number in the header; MPEG 1, then MPEG 2 and 2.5. Nought and fifteen are not used.
RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
# Version -> samples a second. The version's own number 1 is not used.
FREQUENCIES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
MPEG_1, LAYER_III = 3, 1
# What follows the frames is none of them, and may be as long as tags get.
ENDINGS = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"ID3")
FEWEST = 10


def looks_so(content: bytes) -> bool:
    return content[:3] == b"ID3" or frame_at(content, 0) is not None


def judge(content: bytes) -> Found:
    begins = at = behind_tags(content)
    frames, seconds = 0, 0.0
    while frame := frame_at(content, at):
        size, lasts = frame
        if at + size > len(content):
            break
        at, frames, seconds = at + size, frames + 1, seconds + lasts
    rest = content[at:]
    # The last frame may be cut off; anything else that is no tag is damage, or something hidden.
    if frames < FEWEST or (rest.strip(b"\0") and not rest.startswith(ENDINGS) and frame_at(content, at) is None):
        raise Unfit("damaged")
    return Found(AUDIO, "mp3", "audio/mpeg", seconds, content[begins:at])


def behind_tags(content: bytes) -> int:
    at = 0
    while content[at : at + 3] == b"ID3" and len(content) >= at + 10:
        # Seven bits of each byte; with a footer it is ten longer.
        size = sum(
            (byte & 0x7F) << shift for byte, shift in zip(content[at + 6 : at + 10], (21, 14, 7, 0), strict=True)
        )
        at += 10 + size + (10 if content[at + 5] & 0x10 else 0)
    # Some programs leave zeros behind them.
    while content[at : at + 1] == b"\0":
        at += 1
    return at


def frame_at(content: bytes, at: int) -> tuple[int, float] | None:
    """The size in bytes and the length in seconds of the frame that begins here."""
    head = content[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, frequency = head[2] >> 4, head[2] >> 2 & 3
    if version not in FREQUENCIES or layer != LAYER_III or rate in (0, 15) or frequency == 3:
        return None
    first = version == MPEG_1
    bits, samples = RATES[0 if first else 1][rate] * 1000, FREQUENCIES[version][frequency]
    size = (144 if first else 72) * bits // samples + (head[2] >> 1 & 1)
    return size, (1152 if first else 576) / samples
