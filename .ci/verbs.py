#!/usr/bin/env python3
"""Run every subcommand on valid journals with values at the limits of their types.

    verbs.py PATH/TO/attune PATH/TO/attune-stress [--inputs N] [--seed N]

The journals are those of `attune-stress fuzz-values`. A subcommand must exit in time with one of its
exit codes, and with a message if the code is not 0.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PLOTS = [
    "optimization-history", "parameter-importances", "slice", "contour", "parallel-coordinates",
    "rank", "empirical-distribution", "intermediate-values", "pruning", "timeline",
    "pareto-front", "hypervolume-history", "population",
]


class Broken(Exception):
    """A requirement that a subcommand violates."""


def run(attune, journal, verb, *words, expect=(0, 1)):
    """The output of a subcommand, which must exit with one of the codes."""
    command = [attune, verb, "--journal", str(journal), *words]
    try:
        done = subprocess.run(command, capture_output=True, timeout=120, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        raise Broken(f"{command} does not end")
    except ValueError:
        return b""  # No argument can hold a zero byte.
    errors = done.stderr.decode("utf-8", "replace")
    if done.returncode not in expect:
        raise Broken(f"{command} ended with {done.returncode}: {errors[:2000]}")
    if done.returncode and not errors.strip() and not done.stdout:
        raise Broken(f"{command} ended with {done.returncode} without a message")
    return done.stdout


def check(attune, stress, folder, seed):
    """Run all subcommands on the journal of a seed."""
    original = folder / f"{seed}.journal"
    subprocess.run(
        [stress, "write-values", str(original), "--seed", str(seed)], check=True)
    run(attune, original, "doctor", expect=(0,))
    run(attune, original, "studies", expect=(0,))
    studies = json.loads(run(attune, original, "studies", "--format", "json", expect=(0,)))
    run(attune, original, "copy", str(folder / f"{seed}.copy"), expect=(0,))
    run(attune, folder / f"{seed}.copy", "doctor", expect=(0,))
    page, picture = str(folder / f"{seed}.html"), str(folder / f"{seed}.svg")
    for study in studies:
        name = study["name"]
        # A zero byte, or text that is not valid Unicode, cannot be passed as an argument.
        if "\0" in name or "\ufffd" in name:
            continue
        of = ("--study", name)
        for verb in ("summary", "best-trial", "best-trials", "trials"):
            run(attune, original, verb, *of)
        for format in ("csv", "json", "table"):
            run(attune, original, "trials", *of, "--format", format)
        run(attune, original, "export", *of)
        run(attune, original, "importance", *of)
        for plot in PLOTS:
            run(attune, original, "plot", plot, *of, "--output", picture)
        run(attune, original, "report", *of, "--output", page)
        journal = folder / f"{seed}.again"
        shutil.copy(original, journal)
        run(attune, journal, "enqueue", *of, "p0=0.5")
        run(attune, journal, "set-user-attr", *of, "a=1")
        asked = run(attune, journal, "ask", *of, "--param", "z=0..1", "--param", "n=int:0..9")
        if asked:
            number = json.loads(asked)["number"]
            run(attune, journal, "tell", *of, str(number), "--state", "fail")
        run(attune, journal, "delete-study", *of, "--yes")
        run(attune, journal, "doctor", expect=(0,))
    for path in folder.glob(f"{seed}.*"):
        path.unlink()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("attune")
    parser.add_argument("stress")
    parser.add_argument("--inputs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    broken = []

    def attempt(seed):
        try:
            check(arguments.attune, arguments.stress, Path(folder), seed)
        except Broken as error:
            broken.append(seed)
            print(f"seed {seed}: {error}", flush=True)

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        list(pool.map(attempt, range(arguments.seed, arguments.seed + arguments.inputs)))
    if broken:
        sys.exit(1)
    print(f"all subcommands on {arguments.inputs} journals with extreme values")


if __name__ == "__main__":
    main()
