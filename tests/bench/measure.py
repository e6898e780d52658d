"""Measures commands, and processes that answer each line of input."""
import os
import resource
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


def cpu_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command):
    """Run a shell command and return its usage.  The memory is time(1)'s, as the
    peak of a process includes that of its parent at the fork, and Python's is
    large; the times are not, as it gives hundredths of a second, of which a
    command on few articles takes none."""
    with tempfile.NamedTemporaryFile("r", prefix="bench-") as peak:
        wall, cpu = time.perf_counter(), cpu_of_children()
        done = subprocess.run([TIME, "-o", peak.name, "-f", "%M", "sh", "-c", command],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              text=True, check=False)
        wall, cpu = time.perf_counter() - wall, cpu_of_children() - cpu
        if done.returncode:
            raise SystemExit(f"{command}: {done.stderr or done.returncode}")
        return Usage(wall, cpu, float(peak.read()) * 1024)


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
