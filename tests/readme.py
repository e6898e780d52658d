#!/usr/bin/env python3
"""Run the commands of README.md's console blocks and compare what they print.

usage: readme.py BUILD [--write]

In a ```console block, lines that begin with "$ " are commands, and the lines
after each are its output (both streams).  Commands are run in the project's
root, with the programs on the PATH and a new index.  --write updates the output
instead of comparing it.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile


def run(command, env):
    done = subprocess.run(["bash", "-c", command], env=env, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout


def steady(text):
    """Replace what differs between runs: times, rates, random ids, scores."""
    text = re.sub(r"[0-9.,]+ MB in [0-9.]+ s \([^)]*\)", "TIME", text)
    text = re.sub(r"(?m)^(\d+\. .*) [0-9]+\.[0-9]{2}$", r"\1 SCORE", text)
    text = re.sub(r"(?m)^index: .*", "INDEX", text)
    text = re.sub(r'"took_ms": ?[0-9.]+', "TOOK", text)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID", text)


def main():
    build, write = os.path.abspath(sys.argv[1]), "--write" in sys.argv
    work = tempfile.mkdtemp()
    index = os.path.join(sys.argv[1], "tour")
    shutil.rmtree(index, ignore_errors=True)
    env = {"PATH": f"{build}:/usr/bin:/bin", "HOME": work, "LC_ALL": "C.UTF-8",
           "IR_DB": index, "IR_CONFIG": "/dev/null", "TERM": "dumb"}
    with open("README.md", encoding="utf-8") as f:
        parts = re.split(r"(?ms)(^```console\n.*?^```$)", f.read())
    bad = count = 0
    for i in range(1, len(parts), 2):
        body = parts[i][len("```console\n"):-len("```")]
        out = "```console\n"
        for step in re.split(r"(?m)^(?=\$ )", body)[1:]:
            command, _, shown = step.partition("\n")
            printed = run(command[2:], env)
            count += 1
            if steady(printed.rstrip()) != steady(shown.rstrip()):
                bad += 1
                if not write:
                    print(f"not ok: {command}\n--- README\n{shown}--- now\n{printed}")
            out += command + "\n" + (printed if printed.endswith("\n") or not printed else printed + "\n")
        parts[i] = out + "```"
    shutil.rmtree(work)
    if write:
        with open("README.md", "w", encoding="utf-8") as f:
            f.write("".join(parts))
        bad = 0
    print(f"{count - bad} passed, {bad} failed")
    sys.exit(1 if bad or not count else 0)


main()
