"""The version of the program and of the graph that comes with it."""

__version__ = "0.1.0"
