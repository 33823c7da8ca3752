#!/usr/bin/env python3
"""Kill a study with SIGKILL at random times, resume it, and check that nothing is lost.

Usage: crash.py ATTUNE_STRESS [KILLS] [SEED] [--budget SPEC]      (default: 200 kills)

Studies of 60 trials are killed repeatedly until each is complete; further studies follow until the
given number of kills is reached. After each kill Python Optuna reads the journal, which must contain
everything that the killed process had printed as recorded. A completed study must have the same trials
as one that was never interrupted. With a budget, such as halving:to=9, the studies have 60
configurations, of which the best ones are promoted and continue from their checkpoints. Needs
optuna==5.0.0.
"""

import argparse
import random
import subprocess
import tempfile
import time
from pathlib import Path

from journals import acknowledged, delay, facts, load, missing

TRIALS = 60


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("stress")
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--budget")
    arguments = parser.parse_args()
    program, wanted = str(Path(arguments.stress).resolve()), arguments.kills
    chance = random.Random(arguments.seed)
    promotions = 0
    kills = torn = studies = locked = attempts = 0
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        while kills < wanted:
            studies += 1

            def command(journal):
                options = ["--trials", str(TRIALS), "--seed", str(studies)]
                if arguments.budget:
                    options += ["--budget", arguments.budget]
                return [program, "tune", str(Path(folder) / journal), *options]

            whole, cut = Path(folder) / f"whole-{studies}", Path(folder) / f"cut-{studies}"
            begun = time.monotonic()
            subprocess.run(command(whole.name), stdout=subprocess.DEVNULL, check=True)
            seconds = time.monotonic() - begun
            promised = []
            while True:
                assert time.monotonic() - begun < 300, "the study does not complete"
                process = subprocess.Popen(command(cut.name), stdout=subprocess.PIPE, text=True)
                try:
                    # Enough time to start and to run a few trials, or only some steps of one.
                    life = chance.uniform(0.0, 0.4) * seconds + delay(cut)
                    output = process.communicate(timeout=life)[0]
                    assert process.returncode == 0, process.returncode
                except subprocess.TimeoutExpired:
                    process.kill()
                    output = process.communicate()[0]
                    kills += 1
                promised += acknowledged(output)
                locked += delay(cut) > 0
                if not cut.exists():
                    continue
                torn += not cut.read_bytes().endswith(b"\n")
                lost = missing(promised, load(cut))
                assert not lost, f"study {studies}: acknowledged, but not in the journal: {lost}"
                if process.returncode == 0:
                    break
            trials = load(cut)
            assert facts(trials) == facts(load(whole)), f"study {studies} differs"
            promoted = sum("attune:promoted_from" in t.system_attrs for t in trials)
            assert [t.number for t in trials] == list(range(TRIALS + promoted)), (
                "trial numbers are missing or repeated")
            assert bool(promoted) == bool(arguments.budget), f"{promoted} trials were promoted"
            promotions += promoted
            attempts = max(
                attempts, *(t.system_attrs["attune:owner"]["attempt"] for t in trials))
    print(
        f"{kills} kills in {studies} studies and {time.monotonic() - start:.0f} s, {locked} within an "
        f"append, {torn} within a line; one trial was started {attempts} times, {promotions} were promoted: "
        "equal to uninterrupted")


if __name__ == "__main__":
    main()
