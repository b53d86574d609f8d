"""What is done within is undone afterwards, and to the product it looks as if every transaction were its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def afterwards_as_before() -> Iterator[None]:
    """What one person's request changed is undone before the next person asks."""
    block = transaction.atomic()
    # Reads of confidential text insist on a transaction of their own; to them this block is the test case's.
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


@contextmanager
def shared_by_several_tests() -> Iterator[None]:
    """Round the transactions of several tests. Django hangs up after each, which would end this one."""
    hang_up = connection.close
    connection.close = lambda: None
    try:
        with afterwards_as_before():
            yield
    finally:
        connection.close = hang_up
