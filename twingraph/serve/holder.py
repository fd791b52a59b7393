"""The process that has opened the graph and forks workers from it: ``python -m twingraph.serve.holder``.

It has one thread and does nothing else, so that a fork is a whole and quick copy. The server tells it over a socket, a
line of JSON each: ``fork`` (with the worker's end of a socket), ``kill``, ``nice`` (if it has used so much processor).
It tells ``ready`` or ``failed``, and of a worker that it is ``slow`` or ``gone``. When the server closes the socket, or
dies, it kills its workers and ends.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import traceback
from typing import TYPE_CHECKING, Any, Final, NoReturn

from twingraph.errors import TwinGraphError
from twingraph.serve.opened import Opened
from twingraph.serve.setup import Setup
from twingraph.serve.worker import work
from twingraph.texts import text

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

_LOWEST: Final = 19
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_BUG: Final = 4
_CHUNK: Final = 1 << 16


def main() -> None:
    """Open the graph, and do as the server tells."""
    setup = Setup.from_json(sys.argv[1])
    control = socket.socket(fileno=int(sys.argv[2]))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # whoever means the server means us, too: it tells when to end
    try:
        opened = open_graph(setup)
        application = application_of(setup, opened)
        ready = {"event": "ready", "tag": opened.tag, "statements": len(opened.kg.store)}
    except TwinGraphError as error:
        _tell(control, {"event": "failed", "reason": error.message(setup.lang), "code": error.exit_code})
    except Exception:  # noqa: BLE001 - a bug, which the server tells of
        traceback.print_exc()
        _tell(control, {"event": "failed", "reason": text("bug", setup.lang), "code": _BUG})
    else:
        # What is there now stays as it is, so that workers share its memory.
        gc.collect()
        gc.freeze()
        _tell(control, ready)
        Holder(control, application, setup.memory).run()
    os._exit(0)


def open_graph(setup: Setup) -> Opened:
    """Open what is to be served.

    Raises:
        UsageError: The folder does not exist or is no graph folder.
        GraphError: One of its files is broken or unreadable.
    """
    opened = Opened.open(setup.graph, documents=setup.documents)
    return Opened(opened.kg, opened.documents, setup.timeout, setup.rows, setup.bytes)


def application_of(setup: Setup, opened: Opened, *, warm: bool = True) -> WSGIApplication:
    """Make the application, and what it keeps, so that it is there before it is copied."""
    module, _, name = setup.application.partition(":")
    application: WSGIApplication = getattr(importlib.import_module(module), name)(opened)
    from twingraph.serve.app import Application  # noqa: PLC0415 - parts know the holder's environment

    if warm and isinstance(application, Application):
        application.prepare()
    return application


def environ_of(method: str, path: str, query: str = "", **headers: str) -> dict[str, Any]:
    """Return the environment of a request that comes from nowhere, with some headers (``accept_language="ru"``)."""
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": "0",
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": "identity",
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }


def _used(process: int) -> float:
    """Return how many seconds of a processor a process has used."""
    with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - the system's
        user, system = file.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / _TICKS


def _tell(control: socket.socket, message: dict[str, Any]) -> None:
    control.sendall(json.dumps(message).encode() + b"\n")


class Holder:
    """Forks workers and ends them as it is told.

    Args:
        control: The way to the server.
        application: What workers answer with.
        memory: How many MB a worker may have for itself.
    """

    def __init__(self, control: socket.socket, application: WSGIApplication, memory: int) -> None:
        self._control = control
        self._application = application
        self._memory = memory
        self._workers: dict[int, int] = {}  # the system's numbers of processes, by the server's

    def run(self) -> None:
        """Do as the server tells until it closes its end."""
        ended, wake = socket.socketpair()
        ended.setblocking(False)  # noqa: FBT003 - the name of the method says it
        wake.setblocking(False)  # noqa: FBT003
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        self._inner = (ended, wake)
        lines, ends = b"", list[int]()
        try:
            while True:
                ready, _, _ = select.select([self._control, ended], [], [])
                if ended in ready:
                    with contextlib.suppress(BlockingIOError):
                        ended.recv(_CHUNK)
                    self._reap()
                if self._control in ready:
                    part, given, _, _ = socket.recv_fds(self._control, _CHUNK, 16)
                    if not part:
                        break
                    ends += given
                    *whole, lines = (lines + part).split(b"\n")
                    for line in whole:
                        self._do(json.loads(line), ends)
        except OSError:  # the server is gone
            pass
        finally:
            for process in self._workers.values():
                os.kill(process, signal.SIGKILL)
            for process in self._workers.values():
                os.waitpid(process, 0)

    def _do(self, message: dict[str, Any], ends: list[int]) -> None:
        number = message["worker"]
        if message["do"] == "fork":
            self._fork(number, ends)
        elif (process := self._workers.get(number)) is None:
            return  # it has ended, and its number may be another process's by now
        elif message["do"] == "nice":
            if _used(process) >= message["used"]:
                os.setpriority(os.PRIO_PROCESS, process, _LOWEST)
                _tell(self._control, {"event": "slow", "worker": number})
        elif message["do"] == "kill":
            os.kill(process, signal.SIGKILL)

    def _fork(self, number: int, ends: list[int]) -> None:
        end = ends.pop(0)
        try:
            process = os.fork()
        except OSError as error:  # no memory, or too many processes: the server tries again
            os.close(end)
            _tell(self._control, {"event": "gone", "worker": number, "code": -(error.errno or 1)})
            return
        if process == 0:
            self._become_worker(end, ends)
        os.close(end)
        self._workers[number] = process

    def _become_worker(self, end: int, others: list[int]) -> NoReturn:
        try:
            signal.set_wakeup_fd(-1)
            for inner in (*self._inner, self._control):
                inner.close()
            for other in others:
                os.close(other)
            work(socket.socket(fileno=end), self._application, self._memory)
        finally:
            os._exit(1)  # whatever happens, there is no second holder

    def _reap(self) -> None:
        for number, process in list(self._workers.items()):
            found, status = os.waitpid(process, os.WNOHANG)
            if found:
                del self._workers[number]
                _tell(self._control, {"event": "gone", "worker": number, "code": os.waitstatus_to_exitcode(status)})


if __name__ == "__main__":
    main()
