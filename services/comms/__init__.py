"""comms: may this exact item pass to this exact person now, and what did pass."""
