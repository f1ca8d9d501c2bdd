"""What comms puts on paper or in a calendar: letters, agreements, appointments (PRC-05, PRC-08).

Nothing here knows a case. What comes in is only what the reader may see; what goes out carries no
metadata, no letterhead and no name of ours.
"""
