"""As many threads as are answered at once, however many wait for their turn: each thread keeps a connection to the
database, and a server of databases has only so many."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from config.whole_requests import Application, StartResponse


class OnFewThreads:
    """A WSGI application around another, which is asked on these threads alone."""

    def __init__(self, application: Application, threads: int) -> None:
        self.application, self.threads = application, ThreadPoolExecutor(threads, thread_name_prefix="answers")

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        return self.threads.submit(self.application, environ, start_response).result()
