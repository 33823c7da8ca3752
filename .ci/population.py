#!/usr/bin/env python3
"""Kill the population example at random times, run it again, and compare the results.

Usage: population.py POPULATION [KILLS [SEED]]      (POPULATION is the built program)

A population that was killed must have the same trials, states and output as one that was not, with one and
with four workers. Needs optuna==5.0.0.
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from journals import delay, load

MEMBERS = 4
SLICES = 12


def command(program, folder, seed, parallelism):
    return [
        str(program), "--folder", str(folder), "--members", str(MEMBERS), "--slices", str(SLICES),
        "--seed", str(seed), "--parallelism", str(parallelism),
    ]


def is_complete(folder):
    trials = load(folder / "population.journal")
    return len(trials) == MEMBERS * SLICES and all(trial.state.is_finished() for trial in trials)


def facts(folder):
    """The trials, and the last states by trial: that of another attempt has another name."""
    trials = load(folder / "population.journal")
    states = {}
    for path in (folder / "population.journal.artifacts").glob("*/*/state-*.json"):
        number = int(path.parent.name)
        owner = trials[number].system_attrs["attune:owner"]
        if path.name == f"state-{owner['attempt']}.json":
            states[number] = path.read_bytes()
    return [
        (t.number, t.state, t.params, t.values, t.system_attrs["attune:member"]) for t in trials
    ], states


def main():
    program = Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    kills = 0
    seed = 0
    while kills < count:
        seed += 1
        with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as cut:
            whole, cut = Path(whole), Path(cut)
            start = time.monotonic()
            run = subprocess.run(
                command(program, whole, seed, 1), capture_output=True, text=True, check=True)
            seconds = time.monotonic() - start
            workers = 1 if seed % 2 else 4
            before = kills
            while True:
                process = subprocess.Popen(
                    command(program, cut, seed, workers),
                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                )
                # The comparison that follows a complete training starts again each time, so it is not killed.
                limit = None
                if not is_complete(cut):
                    limit = chance.uniform(0.01, 0.12) * seconds
                    limit += delay(cut / "population.journal")
                try:
                    output, _ = process.communicate(timeout=limit)
                    break
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.communicate()
                    kills += 1
            assert process.returncode == 0, process.returncode
            assert output == run.stdout, (output, run.stdout)
            expected, states = facts(whole)
            assert len(expected) == MEMBERS * SLICES, len(expected)
            trials, resumed = facts(cut)
            assert trials == expected, "other trials"
            # What is kept beside the last states and the best one depends on when a run ended.
            last = {n for n in states if n >= MEMBERS * (SLICES - 1)}
            assert len(last) == MEMBERS, last
            assert all(resumed[number] == states[number] for number in last), "other states"
            print(f"seed {seed}, {workers} workers: killed {kills - before} times, equal", flush=True)
    print(f"killed {kills} times: equal to uninterrupted")


if __name__ == "__main__":
    main()
