"""The services of Redress: each decides something, keeps its own store, and reads no other's."""
