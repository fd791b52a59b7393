"""The pages of the static site: every resource of the graph, indexes, and the documentation of the ontology.

Templates and assets lie beside the modules; :mod:`twingraph.export.site` writes the site.
"""
