"""The child: a file on its standard input, a verdict on its standard output. It ends itself when it takes too much.

The answer is `fit` and the file as it is to be kept, or `unfit`, the fault and its detail, all by lines.
"""

import importlib
import resource
import sys

from courses.handouts.judging.faults import Unfit

CPU_SECONDS, MEMORY_BYTES = 5, 512 * 1024 * 1024
KINDS = ("pdf", "word")


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shut_in() -> None:
    """From here on no file is opened and no connection made, whatever a parser is talked into."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def answer(kind: str, content: bytes) -> bytes:
    judge = importlib.import_module(f"courses.handouts.judging.{kind}").rewritten
    shut_in()
    try:
        kept: bytes = judge(content)
    except Unfit as unfit:
        return f"unfit\n{unfit.fault}\n{unfit.detail}".encode(errors="replace")
    except MemoryError:
        return b"unfit\ntoo_much\n"
    except Exception:
        # Whatever a parser says of a stranger's file, it is not one that we can read.
        return b"unfit\ndamaged\n"
    return b"fit\n" + kept


if __name__ == "__main__":
    limit()
    said = answer(next(kind for kind in KINDS if kind == sys.argv[1]), sys.stdin.buffer.read())
    sys.stdout.buffer.write(said)
