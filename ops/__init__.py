"""The command line behind ./redress: starts, watches, tests and plays the whole system on one machine.

Nothing here is shipped in an image, and neither services nor shared may import it (an
import-linter contract says so): the simulated clock of the demo lives here and stays here.
"""
