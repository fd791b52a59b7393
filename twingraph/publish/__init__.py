"""Publishing a graph in a SPARQL 1.1 store, whole or not at all.

The release is loaded aside, into graphs that nobody reads, counted there, and put in its place by one request. Nothing
is sent that the check finds in violation, and nothing that already stands there as it should.
"""

from twingraph.publish.run import Published, publish, verify
from twingraph.publish.target import Target, find_target

__all__ = ["Published", "Target", "find_target", "publish", "verify"]
