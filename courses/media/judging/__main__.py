"""The child: a file on its standard input, a verdict on its standard output.

The answer is `fit`, its facts as JSON and its bytes, or `unfit`, the fault and what was found, by lines. Nothing is
decoded: a file is taken apart as far as its boxes, pages or frames go. What plays it is the browser, in a sandbox.
"""

import json
import struct
import sys

from courses.media.judging import mp3, mp4, ogg, webm
from courses.media.judging.found import Unfit
from foundation.apart import limit, shut_in

CPU_SECONDS, MEMORY_BYTES = 6, 1024 * 1024 * 1024
KINDS = (mp4, webm, ogg, mp3)


def answer(content: bytes) -> bytes:
    shut_in()
    try:
        return judged(content)
    except Unfit as unfit:
        return f"unfit\n{unfit.fault}\n{unfit.detail[:20]}".encode()
    except MemoryError:
        return b"unfit\ntoo_much\n"
    except (struct.error, IndexError, ValueError, OverflowError, RecursionError):
        # A size or a number that leads out of the file.
        return b"unfit\ndamaged\n"


def judged(content: bytes) -> bytes:
    for kind in KINDS:
        if kind.looks_so(content):
            found = kind.judge(content)
            facts = {name: getattr(found, name) for name in ("kind", "ending", "mime", "seconds", "width", "height")}
            return b"fit\n" + json.dumps(facts).encode() + b"\n" + bytes(found.content)
    raise Unfit("other")


if __name__ == "__main__":
    limit(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
