"""The server's application in this very process, and what its tests share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from werkzeug.test import Client

from tests.conftest import ROOT, WORLD
from twingraph.serve.app import Application
from twingraph.serve.opened import Opened


@cache
def opened(folder: Path) -> Opened:
    return Opened.open(folder)


@cache
def application(folder: Path) -> Application:
    return Application(opened(folder))


def client(folder: Path = WORLD) -> Client:
    return Client(application(folder))


FOLDERS = {"world": WORLD, "real": ROOT}
