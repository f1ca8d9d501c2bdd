"""The main job on real input: the four case studies and the year 2019-20, end to end.

Composes a system of its own on a simulated clock (ADR 7). Images contain none of this.
"""
