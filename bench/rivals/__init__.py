"""The two rivals of the chain: the hand-written floor and the FastStream peer, hop by hop."""
