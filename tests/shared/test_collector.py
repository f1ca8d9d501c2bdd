import subprocess
import sys

SHOWN = """
import gc
from shared.kernel import collector
collector.hold()
held = gc.isenabled()
import decimal, json
loaded = len(gc.get_objects())
collector.keep()
class Ring: pass
ring = Ring(); ring.itself = ring; del ring
print(held, gc.isenabled(), gc.get_freeze_count() >= loaded, gc.collect() >= 1)
"""


def python(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_what_is_loaded_is_never_looked_at_again_and_later_garbage_is_collected():
    assert python(SHOWN) == "False True True True"
