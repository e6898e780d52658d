"""Measures commands, and processes that answer each line of input."""
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass

TIME = "/usr/bin/time"

@dataclass
class Usage:
    wall: float  # seconds
    cpu: float  # seconds, user and system, with children
    memory: float  # peak bytes of the largest process


def run(command):
    """Run a shell command and return its usage.  Uses time(1), because the peak
    memory of a process includes that of its parent at the fork, and Python's
    is large."""
    with tempfile.NamedTemporaryFile("r", prefix="bench-") as times:
        done = subprocess.run([TIME, "-o", times.name, "-f", "%e %U %S %M",
                               "sh", "-c", command], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{command}: {done.stderr or done.returncode}")
        wall, user, system, kilobytes = (float(n) for n in times.read().split())
    return Usage(wall, user + system, kilobytes * 1024)


def size(folder):
    """Bytes that a folder takes on disk."""
    return sum(os.stat(os.path.join(at, name)).st_blocks * 512
               for at, _, names in os.walk(folder) for name in names)


def answers(command, lines):
    """Pass lines to a process; yield (milliseconds, answer) for each."""
    with (tempfile.TemporaryFile() as errors,
          subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                           stderr=errors) as process):
        for line in lines:
            start = time.perf_counter()
            process.stdin.write(line.encode() + b"\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            took = (time.perf_counter() - start) * 1e3
            if not answer:
                process.wait()
                errors.seek(0)
                raise SystemExit(f"{' '.join(command)}: {line}: {errors.read().decode()}")
            yield took, answer
        process.stdin.close()


def once(command):
    """Run a command and return (milliseconds, output)."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    took = (time.perf_counter() - start) * 1e3
    if done.stderr and not done.stdout:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.decode()}")
    return took, done.stdout


def percentile(values, percent):
    """The percentile by nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
