"""The lowest room: ids, clocks and the tree of errors. Depends on nothing of ours."""
