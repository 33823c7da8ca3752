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

from journals import load

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


def ended(path):
    return path.read_bytes().count(b'"datetime_complete"') if path.exists() else 0


def advances(process, path, count):
    """Whether a number of trials end before the process does.

    Not a time: on a machine under load nothing may end in it, and the tenth lost worker fails a trial.
    """
    start = ended(path)
    while process.poll() is None:
        if ended(path) >= start + count:
            return True
        time.sleep(0.001)
    return False


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
            run = subprocess.run(
                command(program, whole, seed, 1), capture_output=True, text=True, check=True)
            workers = 1 if seed % 2 else 4
            before = kills
            while True:
                # The comparison that follows the training starts again each time, so it is not killed.
                is_trained = is_complete(cut)
                process = subprocess.Popen(
                    command(program, cut, seed, workers),
                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                )
                if not is_trained and advances(
                        process, cut / "population.journal", chance.randint(1, 4)):
                    time.sleep(chance.uniform(0, 0.03))
                    process.kill()
                    process.communicate()
                    kills += 1
                    continue
                output, _ = process.communicate()
                break
            assert process.returncode == 0, process.returncode
            expected, states = facts(whole)
            assert len(expected) == MEMBERS * SLICES, len(expected)
            trials, resumed = facts(cut)
            for trial, other in zip(trials, expected):
                assert trial == other, (trial, other)
            assert len(trials) == len(expected)
            assert output == run.stdout, (output, run.stdout)
            # What is kept beside the last states and the best one depends on when a run ended.
            last = {n for n in states if n >= MEMBERS * (SLICES - 1)}
            assert len(last) == MEMBERS, last
            assert all(resumed[number] == states[number] for number in last), "other states"
            print(f"seed {seed}, {workers} workers: killed {kills - before} times, equal", flush=True)
    print(f"killed {kills} times: equal to uninterrupted")


if __name__ == "__main__":
    main()
