"""A real Virtuoso on free ports of this machine, with a database of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.stores import free_port, wait_for

needs_virtuoso = pytest.mark.skipif(
    shutil.which("virtuoso-t") is None, reason="virtuoso-t is not installed (Debian: virtuoso-opensource-7-bin)"
)
USER = PASSWORD = "dba"  # noqa: S105 - those of every new database

SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CheckpointInterval = 0
DefaultIsolation = 4

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8

[SPARQL]
{sparql}
"""


@contextmanager
def virtuoso(folder: Path, *, sparql: str = "ResultSetMaxRows = 10000") -> Iterator[str]:
    """Run Virtuoso until the block ends; gives the address of its query service."""
    sql, http = free_port(), free_port()
    folder.mkdir()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(sql=sql, http=http, sparql=sparql), encoding="utf-8")
    with (folder / "out.log").open("wb") as log:
        process = subprocess.Popen(
            ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], cwd=folder, stdout=log, stderr=log
        )
        try:
            wait_for(f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D", process, seconds=60)
            yield f"http://127.0.0.1:{http}/sparql"
        finally:
            process.kill()
            process.wait()
