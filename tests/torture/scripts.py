"""Tests and measurements of their own that show a promise, as they are run
alone: each ends well, and the last line that it says is shown.
"""
import os
import subprocess

from tools import Wrong

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
SCRIPTS = {
    "bombs": ("bash", "hostile.sh"),          # in little memory and time
    "inputs": ("bash", "input.sh"),           # poison among good articles
    "folders": ("bash", "cli_irindex.sh"),    # hostile folders and indexes
    "hardening": ("bash", "hardening.sh"),    # of the programs
    "crowds": ("bash", "serve_load.sh"),      # slow clients, and too many
    "unread": ("bash", "unread.sh"),          # damage that searches meet
    "attack": ("python3", "bench/attack.py"),  # what others notice of it
    "soak": ("python3", "bench/soak.py"),     # a million requests
}


class Loop:
    jobs = 1

    def __init__(self, tools):
        self.tools = tools

    def cases(self):
        return [f"{name}:1" for name in SCRIPTS]

    def run(self, name, folder):
        program, script = SCRIPTS[name.split(":")[0]]
        done = subprocess.run((program, os.path.join(TESTS, script), os.path.dirname(self.tools.irindex)),
                              env={**self.tools.environment, "TMPDIR": folder}, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        lines = done.stdout.strip().splitlines() or [""]
        if done.returncode:
            bad = [line for line in lines if line.startswith(("not ok", "FAILED"))] or lines[-5:]
            raise Wrong(f"{script}: status {done.returncode}: " + "; ".join(bad))
        return lines[-1]
