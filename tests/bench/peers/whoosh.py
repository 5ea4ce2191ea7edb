"""Plain Whoosh behind the same wall, as the reference it is."""

from bench.peers.ours import Ours


class Peer(Ours):
    """Whoosh."""

    engine = "whoosh"
