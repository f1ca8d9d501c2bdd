"""Measures the chain, latency and memory of Redress against rivals of the same guarantees."""
