#!/usr/bin/env python3
"""Interrupt the quickstart at random times, run it again, and check that nothing is lost.

Usage: interrupt.py QUICKSTART [SEED]      (QUICKSTART is the built program)

The study is stopped several times by SIGKILL, SIGINT and SIGTERM, each time at a random time, and then
completed. It must have the requested number of trials, all finished and numbered without a gap, with
the same parameters and values as a run that was never interrupted, and reach an accuracy of 0.95 on
the test set. Needs optuna==5.0.0, which also reads the journal after every interruption.
"""

import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

from journals import delay

TRIALS = 60


def load(path):
    storage = JournalStorage(JournalFileBackend(str(path)))
    return optuna.load_study(study_name="digits-mlp", storage=storage).get_trials(deepcopy=False)


def facts(trials):
    return [(t.number, t.state, t.params, t.values, t.intermediate_values) for t in trials]


def main():
    program = Path(sys.argv[1]).resolve()
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)

        def command(journal):
            return [str(program), "--trials", str(TRIALS), "--storage", str(folder / journal)]

        whole = subprocess.run(command("whole"), capture_output=True, text=True, check=True)
        journal = folder / "cut"
        kills = [signal.SIGKILL, signal.SIGINT, signal.SIGTERM] * 2
        chance.shuffle(kills)
        for kill in kills:
            before = load(journal) if journal.exists() else []
            process = subprocess.Popen(
                command("cut"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            )
            time.sleep(chance.uniform(0.3, 1.2) + delay(journal))
            process.send_signal(kill)
            errors = process.communicate()[1]
            if kill != signal.SIGKILL:
                assert process.returncode == 130, (process.returncode, errors)
                assert "To resume" in errors, errors
            after = load(journal)
            finished = [t for t in before if t.state.is_finished()]
            assert facts(after)[: len(finished)] == facts(finished), "a finished trial was lost"
            print(f"{kill.name}: {sum(t.state.is_finished() for t in after)} finished")
        last = subprocess.run(command("cut"), capture_output=True, text=True, check=True)
        trials = load(journal)
        assert [t.number for t in trials] == list(range(TRIALS)), "trial numbers are missing or repeated"
        assert all(t.state.is_finished() for t in trials), "a trial is not finished"
        assert facts(trials) == facts(load(folder / "whole")), "the trials differ from those of an uninterrupted run"
        for run in (whole, last):
            accuracy = float(re.search(r"Test accuracy of trial \d+: ([0-9.]+)", run.stdout)[1])
            print(f"test accuracy {accuracy}")
            assert accuracy >= 0.95, accuracy
        again = subprocess.run(command("cut"), capture_output=True, text=True, check=True)
        assert facts(load(journal)) == facts(trials), "a complete study was changed"
        assert "finished trials: 60" in again.stdout
    print("interrupted and resumed: equal to uninterrupted")


if __name__ == "__main__":
    main()
