"""Answers within a time limit: a child process asks, and is killed when its time is up.

The engine has no time limit and does not look up while it works, so that neither a thread nor a signal handler of
Python could stop it. A forked child shares the loaded store without copying it, answers in a form of the W3C, and is
ended by the system's own alarm, whatever the engine is doing then, and even if the parent is gone.

In memory, asking only takes locks that readers share; a store on disk has a cache with locks of its own, which the
child would find held for ever if another thread asks meanwhile, so it opens the store anew. The same may befall other
locks of engines at work in other threads (seen with a SHACL engine): then the child hangs until its time is up. So
what is to be asked beside other work is begun by :func:`beside` before that work has any threads. A graph that another
thread *writes* to at the same moment must not be asked so.
"""

from __future__ import annotations

import contextlib
import math
import os
import signal
import threading
from typing import TYPE_CHECKING, NoReturn, TypeVar, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from twingraph.errors import TimeLimitError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Answer = QuerySolutions | QueryBoolean | QueryTriples

_Done = TypeVar("_Done")

_TABLE, _TRIPLES, _ERROR = b"s", b"t", b"e"
_CHUNK = 1 << 20
_SHORTEST, _LONGEST = 0.001, 1e8
# The end of a pipe is seen when nobody can write to it any more: no other child may be born between its making and
# its closing, and inherit it.
_forking = threading.Lock()


def seconds_of(value: float) -> float:
    """Return a time limit in seconds.

    Raises:
        UsageError: It is no number above zero.
    """
    try:
        seconds = float(value)
    except (TypeError, ValueError) as error:
        raise UsageError("bad-timeout", value=value) from error
    if not (math.isfinite(seconds) and seconds > 0):
        raise UsageError("bad-timeout", value=value)
    return seconds


def within(seconds: float, ask: Callable[[], Answer]) -> Answer:
    """Ask in a child process and return its answer, which is complete when it is returned.

    Args:
        seconds: The time limit for asking and for handing the answer over.
        ask: Asks the query.

    Raises:
        TimeLimitError: The time was up; the child is dead.
        UsageError: The limit is no number above zero, or this system cannot fork.
        Exception: Whatever asking raises.
    """
    seconds = seconds_of(seconds)
    if not hasattr(os, "fork"):
        raise UsageError("no-fork")
    with _forking:
        reading, writing = os.pipe()
        child = _fork()
        if child == 0:
            _answer(writing, ask, seconds)
        os.close(writing)
    content, status = _taken(reading, child)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        raise TimeLimitError("time-limit", seconds=f"{seconds:g}")
    if status != 0:
        raise TimeLimitError("child-died", code=os.waitstatus_to_exitcode(status))
    return _read(content)


@contextlib.contextmanager
def beside(work: Callable[[], _Done]) -> Iterator[Callable[[], _Done]]:
    """Do some work in a child process while the body goes on; where no process forks, asking for the result does it.

    The body is given a function that waits for the result. The child is killed if the body ends without asking.

    Args:
        work: What is to be done; its result, or what it raises, must be something that can be pickled.

    Raises:
        TimeLimitError: By the function: the child ended without a result.
        Exception: By the function: whatever the work raises.
    """
    if not hasattr(os, "fork"):
        yield work
        return
    with _forking:
        reading, writing = os.pipe()
        child = _fork()
        if child:
            os.close(writing)
    # The child has the lock no more: it may have children of its own.
    if child == 0:
        os.close(reading)
        _hand_over(writing, work)
    waiting = True

    def result() -> _Done:
        nonlocal waiting
        waiting = False
        content, status = _taken(reading, child)
        if status != 0:
            raise TimeLimitError("child-died", code=os.waitstatus_to_exitcode(status))
        import pickle  # noqa: PLC0415 - of no use without a child

        done, error = pickle.loads(content)  # noqa: S301 - written by our own child
        if error is not None:
            raise error
        return cast("_Done", done)

    try:
        yield result
    finally:
        if waiting:
            os.kill(child, signal.SIGKILL)
            os.close(reading)
            os.waitpid(child, 0)


def _hand_over(writing: int, work: Callable[[], _Done]) -> NoReturn:
    """Write the result of some work, or what it raises, into the pipe, in the child, which ends here."""
    code = 1
    try:
        import pickle  # noqa: PLC0415 - of no use without a child

        _end_at_interrupt()
        told: tuple[_Done | None, Exception | None]
        try:
            told = (work(), None)
        except Exception as error:  # noqa: BLE001 - the parent raises it
            told = (None, error)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(told, pipe)
        code = 0
    finally:
        os._exit(code)


def _end_at_interrupt() -> None:
    """Let Ctrl-C, which the parent hears, too, end a child at once: the engine would not let Python hear of it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _taken(reading: int, child: int) -> tuple[bytearray, int]:
    """Return what a child writes until it ends, and its status; it is killed if that is interrupted."""
    content = bytearray()
    try:
        with os.fdopen(reading, "rb", buffering=0) as pipe:
            while part := pipe.read(_CHUNK):
                content += part
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
    return content, status


def reopened(store: Store, on_disk: Path | None) -> Store:
    """Return, in a child, a store without the locks that other threads of the parent may hold."""
    if on_disk is None:
        return store
    try:
        return Store.read_only(str(on_disk))
    except OSError:  # a newer snapshot has taken its place on disk; what is open stays readable
        return store


def _fork() -> int:
    """Fork; the warning that other threads are not there in the child is taken care of by what the child does."""
    import warnings  # noqa: PLC0415 - of no use without a limit

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _answer(writing: int, ask: Callable[[], Answer], seconds: float) -> NoReturn:
    """Answer into the pipe, in the child, which ends here: nothing of the parent's is flushed or taken down."""
    code = 1
    try:
        _end_at_interrupt()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
        # A timer of nothing would be none, and there is a longest one.
        signal.setitimer(signal.ITIMER_REAL, min(max(seconds, _SHORTEST), _LONGEST))
        with os.fdopen(writing, "wb") as pipe:
            # What kind of answer it is stands at its end, since writing it may fail in its middle.
            try:
                answer = ask()
                if isinstance(answer, QueryTriples):
                    answer.serialize(pipe, format=RdfFormat.N_TRIPLES)
                    pipe.write(_TRIPLES)
                else:
                    answer.serialize(pipe, format=QueryResultsFormat.JSON)
                    pipe.write(_TABLE)
            except Exception as error:  # noqa: BLE001 - the parent raises it
                import pickle  # noqa: PLC0415 - of no use without an error

                told = pickle.dumps(error)
                pipe.write(told + len(told).to_bytes(8) + _ERROR)
        code = 0
    finally:
        os._exit(code)


def _read(content: bytearray) -> Answer:
    kind = content[-1:]
    del content[-1:]
    if kind == _ERROR:
        import pickle  # noqa: PLC0415 - of no use without an error

        raise pickle.loads(content[-8 - int.from_bytes(content[-8:]) : -8])  # noqa: S301 - written by our own child
    if kind == _TRIPLES:
        store = Store()
        store.extend(parse(bytes(content), RdfFormat.N_TRIPLES))
        triples = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        assert isinstance(triples, QueryTriples)  # noqa: S101 - what CONSTRUCT gives
        return triples
    return parse_query_results(bytes(content), QueryResultsFormat.JSON)
