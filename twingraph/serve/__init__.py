"""``twingraph serve``: the graph over HTTP, as SPARQL endpoint, query API, linked data and explorer.

==============  ======================================================================================
module          what it does
==============  ======================================================================================
``app``         the application: a request in, a response out, in one thread, with no socket
``opened``      what is served: the graph, what its pages are made of, and the name of its release
``sparql``      ``/sparql``: the SPARQL 1.1 protocol
``api``         ``/query/<name>``: the named queries, and their description in OpenAPI
``linked``      things at their own paths, in the form that is asked for
``pages``       the explorer
``workers``     processes that answer, which are killed when their time is up
``front``       the HTTP server: limits, cache, compression, headers
==============  ======================================================================================
"""
