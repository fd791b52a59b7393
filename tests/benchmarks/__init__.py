"""Benchmarks: a generator of large graphs of the form of ours, and measurements against peers in one run."""
