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
``static``      what pages are drawn with
``setup``       what a server is started with: limits
``holder``      the process that has opened the graph and forks workers from it
``worker``      such a process: it answers, within its memory, until it is killed
``workers``     the server's side of them: lanes, deadlines, who waits
``wire``        what goes between server and workers
``front``       the ASGI application: from requests to workers, from kept answers to clients
``asked``       a request, read and judged
``cache``       answers that are kept
``headers``     what every response says besides its content
``protocol``    HTTP within limits, and the short way for what was asked before
``server``      the port, the signals, the swap of one graph for another
``watching``    whether the files of a graph have changed
``logs``        a line a request
``once``        one answer without a port
==============  ======================================================================================

A request goes from ``protocol`` over ``front`` to a worker, which runs ``app``; no process that holds a graph listens
at a port, and the one that does holds no graph.
"""
