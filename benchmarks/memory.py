"""How much memory this process has held at most."""

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_memory() -> int:
    """
    Return the peak of this process in kilobytes.

    Linux says it since the program began; ``ru_maxrss`` would count what the parent held
    before that, which for a test is pytest.
    """
    if STATUS.exists():
        line = next(text for text in STATUS.read_text().splitlines() if text.startswith("VmHWM"))
        return int(line.split()[1])
    unit = 1024 if sys.platform == "darwin" else 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
