"""The graph in other forms: dumps, descriptions, tables, maps, networks, a static site.

Each form is a module with one function, ``write(release, into)``, over queries in ``queries/export/``;
:mod:`~twingraph.export.forms` lists them, :mod:`~twingraph.export.run` writes those that are asked for, whole or not at
all.
"""
