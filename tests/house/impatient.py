"""The wiki as it is served, but that bodies have a second to arrive, and a second to be discarded."""

from hswiki.bodies import BoundedBodies
from hswiki.wsgi import application as served

bounded = served.application
application = BoundedBodies(bounded.application, bounded.limit, arrive=1, discard=1)
