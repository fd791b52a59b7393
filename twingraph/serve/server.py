"""Runs a server until it is told to stop: the port, the signals, and what is served, which a reload swaps whole."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import uvicorn

from twingraph.errors import TwinGraphError
from twingraph.layout import GraphFolder
from twingraph.serve.front import Front, Served
from twingraph.serve.protocol import protocol_of
from twingraph.serve.watching import changes
from twingraph.serve.workers import Holder, OpeningError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from twingraph.serve.logs import Log
    from twingraph.serve.setup import Setup

_MEGABYTE: Final = 1 << 20
_KEEP_ALIVE: Final = 30
_BACKLOG: Final = 1024
_LAST_PORT: Final = 65_535
_LONGEST_PAUSE: Final = 60.0


class PortError(TwinGraphError):
    """The address cannot be listened at."""


def listen(host: str, port: int) -> socket.socket:
    """Take a port; 0 takes any that is free. Nobody is answered at it yet.

    Raises:
        PortError: It is taken, or the address is not this machine's.
    """
    if port > _LAST_PORT:  # the resolver would take it for another one
        raise PortError("serve-port", host=host, port=port, reason=f"> {_LAST_PORT}")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        taken = socket.socket(family, kind, protocol)
        try:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(address)
            # Bound is not taken yet: two servers may bind the same port if neither listens.
            taken.listen(_BACKLOG)
        except OSError:
            taken.close()
            raise
    except OSError as error:
        reason = error.strerror or error
        raise PortError("serve-port", host=host, port=port, reason=reason) from error
    return taken


def address_of(taken: socket.socket, host: str, root_path: str) -> str:
    """Return the address at which a server is reached from this machine."""
    port = taken.getsockname()[1]
    name = {"": "localhost", "0.0.0.0": "localhost", "::": "localhost"}.get(host, host)  # noqa: S104 - compared only
    return f"http://{f'[{name}]' if ':' in name else name}:{port}{root_path}/"


class Server:
    """Serves a graph until it is told to stop.

    Args:
        setup: What is served, and within what limits.
        log: Where is told what happens.
        reload: Whether to look for changes of the graph's files.
    """

    def __init__(self, setup: Setup, log: Log, *, reload: bool = False) -> None:
        self.setup = setup
        self.log = log
        self.front = Front(setup, log)
        self._reload = reload
        self._uvicorn: _Uvicorn | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._swapping = asyncio.Lock()
        self._wanted = False

    def run(self, taken: socket.socket, url: str, ready: Callable[[], object] = lambda: None) -> None:
        """Open the graph and answer at a port, until SIGTERM or SIGINT; then finish what is in flight.

        Args:
            taken: What :func:`listen` gave.
            url: Where that is, for the log.
            ready: Is called when there are answers.

        Raises:
            OpeningError: The graph could not be opened.
        """
        import uvloop  # noqa: PLC0415 - not on every system

        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(self._run(taken, url, ready))

    async def _run(self, taken: socket.socket, url: str, ready: Callable[[], object]) -> None:
        loop = asyncio.get_running_loop()
        stopped = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop, stopped)
        opening = asyncio.ensure_future(Holder.start(self.setup, self._holder_ended))
        stopping = asyncio.ensure_future(stopped.wait())
        begun = time.monotonic()
        await asyncio.wait((opening, stopping), return_when=asyncio.FIRST_COMPLETED)
        if not opening.done():
            opening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await opening
            taken.close()
            return
        holder = await opening
        self.front.served = Served(holder, self.setup.cache * _MEGABYTE)
        self.log.start(loop)
        loop.add_signal_handler(signal.SIGHUP, self.reload)
        if self._reload:
            self._do(self._watch())
        seconds = f"{time.monotonic() - begun:.1f}"
        self.log.event(
            "ready", "serve-ready", url=url, release=holder.tag, statements=holder.statements, seconds=seconds
        )
        ready()
        try:
            await self._answer(taken)
        finally:
            stopping.cancel()
            for task in list(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self.front.served.holder.close()
            self.log.event("stopped", "serve-stopped")

    async def _answer(self, taken: socket.socket) -> None:
        logging.getLogger("uvicorn.error").setLevel(logging.ERROR)  # what clients do wrong is in our own log
        longest = max(self.setup.timeout, self.setup.page_timeout)
        config = uvicorn.Config(
            self.front,
            http=protocol_of(self.front),
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE,
            timeout_graceful_shutdown=int(2 * longest + self.setup.patience) + 1,
        )
        self._uvicorn = _Uvicorn(config)
        await self._uvicorn.serve([taken])

    def _stop(self, stopped: asyncio.Event) -> None:
        stopped.set()
        if self._uvicorn is not None:
            if self._uvicorn.should_exit:  # asked twice: at once
                self._uvicorn.force_exit = True
            else:
                self.log.event("stopping", "serve-stopping")
            self._uvicorn.should_exit = True

    def _do(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- reloading

    def reload(self) -> None:
        """Open the graph anew, and serve it in place of the one before if nothing is wrong with it."""
        self._do(self._swap())

    async def _watch(self) -> None:
        folder = GraphFolder.find(self.setup.graph)
        documents = None if self.setup.documents is None else Path(self.setup.documents)
        async for _ in changes(folder, documents):
            self.reload()

    async def _swap(self) -> bool:
        if self._wanted:
            return True  # the one who waits already will see the same files
        self._wanted = True
        async with self._swapping:
            self._wanted = False
            before = self.front.served
            assert before is not None  # noqa: S101 - a server that runs serves something
            self.log.event("reloading", "serve-reloading")
            try:
                holder = await Holder.start(self.setup, self._holder_ended)
            except OpeningError as error:
                self.log.event("kept", "serve-kept", reason=error.reason, release=before.holder.tag)
                return False
            self.front.served = Served(holder, self.setup.cache * _MEGABYTE)
        self.log.event("reloaded", "serve-reloaded", release=holder.tag, statements=holder.statements)
        self._do(before.retire(2 * max(self.setup.timeout, self.setup.page_timeout)))
        return True

    def _holder_ended(self) -> None:
        """Open the graph again if the process that held it is gone: no worker can be replaced without it."""
        self._do(self._recover())

    async def _recover(self) -> None:
        pause = 1.0
        self.log.event("lost", "serve-lost")
        while not await self._swap():
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


class _Uvicorn(uvicorn.Server):
    """Uvicorn without its own signal handlers, which would end the process by the signal."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to :class:`Server`."""
        yield
