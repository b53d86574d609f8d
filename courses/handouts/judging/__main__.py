"""The child: a file on its standard input, a verdict on its standard output. It ends itself when it takes too much.

The answer is `fit` and the file as it is to be kept, or `unfit`, the fault and its detail, all by lines.
"""

import importlib
import sys

from courses.handouts.judging.faults import Unfit
from foundation import apart

CPU_SECONDS, MEMORY_BYTES = 5, 512 * 1024 * 1024
KINDS = ("pdf", "word")


def answer(kind: str, content: bytes) -> bytes:
    judge = importlib.import_module(f"courses.handouts.judging.{kind}").rewritten
    apart.shut_in()
    try:
        judged: bytes = judge(content)
    except Unfit as unfit:
        return f"unfit\n{unfit.fault}\n{unfit.detail}".encode(errors="replace")
    except MemoryError:
        return b"unfit\ntoo_much\n"
    except Exception:
        # Whatever a parser says of a stranger's file, it is not one that we can read.
        return b"unfit\ndamaged\n"
    return b"fit\n" + judged


if __name__ == "__main__":
    apart.limit(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    said = answer(next(kind for kind in KINDS if kind == sys.argv[1]), sys.stdin.buffer.read())
    sys.stdout.buffer.write(said)
