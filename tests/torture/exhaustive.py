"""What is shown, sent and logged, for all inputs of up to three bytes: see
tests/bench/exhaustive.c.  $BYTES is another number; 4 takes an hour.
"""
import os

from tools import Wrong


class Loop:
    jobs = 1

    def __init__(self, tools):
        self.tools = tools
        self.program = os.path.join(os.path.dirname(tools.irindex), "bench", "exhaustive")

    def cases(self):
        return [f"bytes:{os.environ.get('BYTES', '3')}"]

    def run(self, name, folder):
        done = self.tools.run(self.program, name.partition(":")[2], status=None)
        lines = done.stdout.decode(errors="replace").strip().splitlines() or [""]
        if done.returncode:
            raise Wrong("; ".join(lines[:3] + lines[-1:]))
        return lines[-1]
