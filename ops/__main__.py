"""``python -m ops``: what ``./redress`` runs inside its virtual environment."""

from ops.cli import main

main(prog_name="./redress")
