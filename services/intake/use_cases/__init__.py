"""What intake can do: each use case authorises, loads, decides, saves and tells."""
