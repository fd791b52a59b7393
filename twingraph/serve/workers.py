"""The server's side of its workers: a holder process, and lanes of workers that answer one request each at a time."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Self, cast
from weakref import WeakValueDictionary

from twingraph.errors import TwinGraphError
from twingraph.serve.setup import LANES
from twingraph.serve.wire import Answer, Gathered, Request, next_part
from twingraph.serve.worker import NO_MEMORY
from twingraph.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from twingraph.serve.setup import Setup
    from twingraph.texts import Lang

_CHUNK: Final = 1 << 16
_LAST_WORDS: Final = 2.0
_AGAIN: Final = 0.25
_END: Final = 10.0
_REMEMBERED: Final = 64
_LOOK: Final = 0.05


class BusyError(Exception):
    """So many requests wait for a worker already that another one cannot."""


class DeadlineError(Exception):
    """The worker was killed at its deadline."""


class MemoryBoundError(Exception):
    """The worker's memory did not suffice."""


class WorkerError(Exception):
    """The worker ended unexpectedly."""


class OpeningError(TwinGraphError):
    """The graph could not be opened, as the holder tells.

    Args:
        reason: What the holder says, in the language of the terminal.
        code: The exit code that goes with it.
    """

    def __init__(self, reason: str, code: int) -> None:
        super().__init__("serve-not-opened", reason=reason)
        self.reason = reason
        self.exit_code = code

    def message(self, lang: Lang = "en") -> str:  # noqa: ARG002 - it has been told in a language already
        """Return what the holder says."""
        return self.reason


class Worker(asyncio.Protocol):
    """One worker process, as the server sees it.

    Attributes:
        number: What the holder calls it.
        slow: Whether it has stepped back behind all others.
        spent: Whether it is not to be asked again.
        answered: Whether it has answered anything.
        on_lost: Is called when it is gone.
    """

    def __init__(self, number: int, holder: Holder, stream: socket.socket) -> None:
        self.number = number
        self.slow = False
        self.spent = False
        self.answered = False
        self.on_lost: Callable[[Worker], None] | None = None
        self._holder = holder
        self._stream = stream
        self._transport: asyncio.Transport | None = None
        self._gathered = Gathered()
        self._asked: asyncio.Future[Answer | None] | None = None
        self._killed = False
        self._used = 0.0
        self._begun = self._deadline = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to the worker."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take in a part of an answer."""
        if not self._gathered.add(data):
            return
        try:
            answer = Answer.of(*self._gathered.whole())
        except (ValueError, TypeError):
            self.close()
            return
        self._gathered = Gathered()
        self._done(answer)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the name is asyncio's
        """Note that the worker is gone."""
        self.spent = True
        self._done(None)
        if self.on_lost is not None:
            self.on_lost(self)

    def _done(self, answer: Answer | None) -> None:
        if self._asked is not None and not self._asked.done():
            self._asked.set_result(answer)

    async def ask(self, request: Request) -> Answer:
        """Ask, within the request's time limit, which :meth:`look` keeps.

        As long as the worker is to stay awake after the request, nothing else is done now but to wait for the answer.

        Raises:
            DeadlineError: The time was up.
            MemoryBoundError: Its memory did not suffice.
            WorkerError: It ended unexpectedly.
        """
        loop = asyncio.get_running_loop()
        self._asked = loop.create_future()
        self._begun = loop.time()
        self._deadline = self._begun + request.seconds
        try:
            if self._transport is None or self.spent:
                raise WorkerError
            self._send(request.frame())
            self._stay_awake(request.awake)
            answer = await self._asked
        except asyncio.CancelledError:  # nobody waits for it any more
            self.kill()
            raise
        finally:
            self._asked = None
        if answer is not None:
            self.answered = True
            self._used = answer.used
            return answer
        if self._killed:
            raise DeadlineError
        code = await self._holder.last_words(self.number)
        if code in (NO_MEMORY, -signal.SIGABRT):
            raise MemoryBoundError
        raise WorkerError

    def _send(self, frame: bytes) -> None:
        """Send at once what can be; the transport would wait until the event loop has nothing else to do."""
        assert self._transport is not None  # noqa: S101 - the caller has looked
        with contextlib.suppress(OSError):  # it takes in no more at once, or is gone
            frame = frame[self._stream.send(frame) :]
        if frame:
            self._transport.write(frame)

    def _stay_awake(self, seconds: float) -> None:
        """Take in what is answered within so many seconds."""
        until = time.perf_counter() + seconds
        with contextlib.suppress(OSError):  # the worker is gone, as the event loop will tell
            while self._asked is not None and not self._asked.done():
                part = next_part(self._stream, until - time.perf_counter())
                if not part:
                    break
                self.data_received(part)

    def look(self, now: float, slow: float | None) -> None:
        """Kill the process if its time is up, and have it step back if it has used much of a processor.

        Args:
            now: The time of the event loop.
            slow: How many seconds of a processor are much, for one request; None if it need not step back.
        """
        if self._asked is None:
            return
        if now >= self._deadline:
            self._killed = True
            self.kill()
            self._done(None)
        elif slow is not None and not self.slow and now >= self._begun + slow:
            self._holder.tell("nice", self.number, used=self._used + slow)

    def stepped_back(self) -> None:
        """Note that the process has the lowest priority from now on; that cannot be undone."""
        self.slow = self.spent = True

    def kill(self) -> None:
        """End the process, whatever it does."""
        self.spent = True
        self._holder.tell("kill", self.number)
        self.close()

    def close(self) -> None:
        """Let the process end when it has done what it does."""
        self.spent = True
        if self._transport is not None:
            self._transport.close()


class Lane:
    """Workers that answer one kind of requests, and who waits for one of them.

    Args:
        name: ``sparql`` or ``pages``.
        setup: How many workers, and within what limits.
        holder: What forks them.
    """

    def __init__(self, name: str, setup: Setup, holder: Holder) -> None:
        self.name = name
        self.size = setup.size(name)
        self._seconds = setup.seconds(name)
        self._slow = setup.slow if name == LANES[0] else None
        self._most = setup.waiting
        self._holder = holder
        self._idle: list[Worker] = []
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._all: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self._looking = False

    async def start(self) -> None:
        """Have all workers forked."""
        await asyncio.gather(*(self._fork() for _ in range(self.size)))

    def state(self) -> dict[str, int]:
        """Return how many workers there are, are busy and have stepped back, and how many requests wait."""
        slow = sum(each.slow for each in self._all)
        return {
            "workers": len(self._all),
            "busy": len(self._all) - len(self._idle),
            "slow": slow,
            "waiting": len(self._waiting),
        }

    async def ask(self, request: Request) -> Answer:
        """Ask a worker, as soon as there is one.

        Raises:
            BusyError: Too many wait, or this one has waited too long.
            DeadlineError: The time was up.
            MemoryBoundError: The worker's memory did not suffice.
            WorkerError: The worker ended unexpectedly.
        """
        while (worker := await self._free()).spent:  # since it was given to us
            self._replace(worker)
        try:
            if not self._looking:
                self._looking = True
                self._look()
            return await worker.ask(request)
        finally:
            self._back(worker)

    def _look(self) -> None:
        """Look at the workers now and then while one is at work: a timer for each request would take longer."""
        loop = asyncio.get_running_loop()
        for worker in list(self._all):
            worker.look(loop.time(), self._slow)
        self._looking = len(self._idle) < len(self._all)
        if self._looking:
            loop.call_later(_LOOK, self._look)

    async def _free(self) -> Worker:
        if self._idle:
            return self._idle.pop()
        if len(self._waiting) >= self._most:
            raise BusyError
        turn: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(self._seconds):
                return await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self._back(turn.result())  # it was given to us just now
            else:
                with contextlib.suppress(ValueError):
                    self._waiting.remove(turn)
            if isinstance(error, TimeoutError):
                raise BusyError from error
            raise

    def _back(self, worker: Worker) -> None:
        """Give a worker to who waits longest, or replace it if it is not to be asked again."""
        if worker.spent or self._closed:
            self._replace(worker)
            return
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._idle.append(worker)

    def _replace(self, worker: Worker) -> None:
        worker.close()
        self._all.discard(worker)
        if not self._closed:
            task = asyncio.get_running_loop().create_task(self._fork(0 if worker.answered or worker.slow else _AGAIN))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _fork(self, delay: float = 0) -> None:
        if delay:  # it has not answered once: no use in forking as fast as one can
            await asyncio.sleep(delay)
        with contextlib.suppress(OSError):
            worker = await self._holder.fork()
            worker.on_lost = self._lost
            self._all.add(worker)
            self._back(worker)

    def _lost(self, worker: Worker) -> None:
        """Replace a worker that died while nobody asked it anything."""
        if worker in self._idle:
            self._idle.remove(worker)
            self._replace(worker)

    def close(self) -> None:
        """Let idle workers end; busy ones end when they have answered."""
        self._closed = True
        idle, self._idle = self._idle, []
        for worker in idle:
            self._replace(worker)


class Holder:
    """The process that has opened the graph, and its lanes of workers.

    Attributes:
        tag: The name of the release that it has opened.
        statements: How many statements that has.
        lanes: The lanes by name.
        process: The number of the process.
        workers: Its workers, by number, as long as somebody knows them.
    """

    def __init__(self, setup: Setup, process: subprocess.Popen[bytes], control: socket.socket) -> None:
        self.tag = ""
        self.statements = 0
        self.lanes = {name: Lane(name, setup, self) for name in LANES}
        self.process = process.pid
        self._process = process
        self._lang: Lang = setup.lang
        self._control = control
        self._numbers = count(1)
        self._lines = b""
        self._loop = asyncio.get_running_loop()
        self._ready: asyncio.Future[dict[str, Any]] = self._loop.create_future()
        self._codes: dict[int, int] = {}
        self._mourned: dict[int, asyncio.Future[int]] = {}
        self.workers: WeakValueDictionary[int, Worker] = WeakValueDictionary()
        self._on_end: Callable[[], None] | None = None

    @classmethod
    async def start(cls, setup: Setup, on_end: Callable[[], None] | None = None) -> Self:
        """Start the process, and return when it has opened the graph and forked its workers.

        Args:
            setup: What to open.
            on_end: Is called if the process ends before it is closed.

        Raises:
            OpeningError: The graph could not be opened.
        """
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "twingraph.serve.holder", setup.to_json(), str(theirs.fileno())]
        # With pages of 2 MB where the system has them, a fork of a large graph takes a fifth of the time.
        tunables = ":".join(filter(None, (os.environ.get("GLIBC_TUNABLES"), "glibc.malloc.hugetlb=1")))
        process = subprocess.Popen(  # noqa: S603
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=os.environ | {"GLIBC_TUNABLES": tunables},
        )
        theirs.close()
        ours.setblocking(False)  # noqa: FBT003 - the name of the method says it
        holder = cls(setup, process, ours)
        holder._loop.add_reader(ours, holder._heard)
        try:
            told = await holder._ready
            if told["event"] == "failed":
                raise OpeningError(told["reason"], told["code"])  # noqa: TRY301 - as everything else, it ends the process
            holder.tag, holder.statements = told["tag"], told["statements"]
            for lane in holder.lanes.values():
                await lane.start()
        except BaseException:
            await holder.close()
            raise
        holder._on_end = on_end
        return holder

    def _heard(self) -> None:
        try:
            part = self._control.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part:
            self._ended()
            return
        *whole, self._lines = (self._lines + part).split(b"\n")
        for line in whole:
            message = json.loads(line)
            if message["event"] == "slow":
                worker = self.workers.get(message["worker"])
                if worker is not None:
                    worker.stepped_back()
                continue
            if message["event"] != "gone":
                self._ready.set_result(message)
                continue
            number, code = message["worker"], message["code"]
            waiting = self._mourned.pop(number, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(code)
            else:
                self._codes[number] = code
                if len(self._codes) > _REMEMBERED:  # of those that were killed, nobody asks
                    del self._codes[next(iter(self._codes))]

    def _ended(self) -> None:
        self._loop.remove_reader(self._control)
        if not self._ready.done():
            self._ready.set_result({"event": "failed", "reason": text("serve-holder-ended", self._lang), "code": 3})
        if self._on_end is not None:
            self._on_end()

    def tell(self, what: str, number: int, end: socket.socket | None = None, used: float = 0.0) -> None:
        """Tell the process what to do with a worker: ``fork``, ``kill``, ``nice`` if it has used so much processor."""
        line = json.dumps({"do": what, "worker": number, "used": used}).encode() + b"\n"
        with contextlib.suppress(OSError):  # it is gone, and so are its workers soon
            socket.send_fds(self._control, [line], [] if end is None else [end.fileno()])

    async def fork(self) -> Worker:
        """Have a worker forked.

        Raises:
            OSError: There can be no more open files.
        """
        number = next(self._numbers)
        ours, theirs = socket.socketpair()
        self.tell("fork", number, theirs)
        theirs.close()
        ours.setblocking(False)  # noqa: FBT003 - the name of the method says it
        worker = self.workers[number] = Worker(number, self, ours)
        await self._loop.create_unix_connection(lambda: worker, sock=ours)
        return worker

    async def last_words(self, number: int) -> int | None:
        """Return the exit code of a worker that has ended, below zero for a signal."""
        if number not in self._codes:
            self._mourned[number] = self._loop.create_future()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORDS):
                    return await self._mourned[number]
        return self._codes.pop(number, None)

    async def close(self) -> None:
        """End the process and its workers; requests in flight are not waited for."""
        self._on_end = None
        for lane in self.lanes.values():
            lane.close()
        self._loop.remove_reader(self._control)
        self._control.close()
        try:
            await asyncio.to_thread(self._process.wait, _END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)
