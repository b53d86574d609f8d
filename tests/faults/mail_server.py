"""A mail server of the tests: it keeps what it was handed, and can fail at any word of the conversation."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.running import free_port

OK = "250 OK"


class MailServer:
    """`received` holds (Message-ID, recipient) of each mail, `fails_at` the verbs at which the connection is cut.

    At "DATA" it is cut before the words were sent; at "250" they have been kept, but the sender never hears of it.
    `refuses` holds addresses, each with the answer that it gets. While it `is_silent`, nobody gets any.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.received: list[tuple[str, str]] = []
        self.fails_at: set[str] = set()
        self.refuses: dict[str, str] = {}
        self.is_silent = False

    async def handle_MAIL(  # noqa: N802 -- aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        while self.is_silent:
            await asyncio.sleep(0.1)
        envelope.mail_from = address
        return self._say(server, "MAIL")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return self._say(server, "RCPT")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content: Any = envelope.content
        if "DATA" not in self.fails_at:
            self.received.append((str(message_from_bytes(content)["Message-ID"]), envelope.rcpt_tos[0]))
        return self._say(server, "DATA", "250")

    def _say(self, server: SMTP, *verbs: str) -> str:
        if self.fails_at & set(verbs):
            assert server.transport is not None
            server.transport.abort()
        return OK


@contextmanager
def mail_server() -> Iterator[MailServer]:
    handler = MailServer()
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()
