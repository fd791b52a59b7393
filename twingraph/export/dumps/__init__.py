"""Dumps: the graph as it is, in the forms of RDF.

Each begins with the statements as sorted lines of N-Triples (:mod:`~twingraph.export.dumps.statements`), which are kept
on disk, so that a dump takes little memory beside the store.
"""
