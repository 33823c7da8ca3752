"""Studies in a database that are killed again and again; see databases.py."""

import subprocess
import time
from pathlib import Path

import journals
from journals import acknowledged, facts, missing
from programs import output
from relational import load, new_database

TRIALS = 60


def run(programs, kind, wanted, chance, folder):
    start = time.monotonic()
    kills = studies = 0
    while kills < wanted:
        studies += 1
        whole = new_database(kind, f"whole_{studies}", folder)
        cut = new_database(kind, f"cut_{studies}", folder)
        begun = time.monotonic()
        output(programs.tune(whole, TRIALS, seed=studies))
        seconds = time.monotonic() - begun
        kills += kill_until_complete(programs.tune(cut, TRIALS, seed=studies), cut, seconds, chance)
        trials = load(cut)
        assert [t.number for t in trials] == list(range(TRIALS)), "numbers are missing or repeated"
        assert facts(trials) == facts(load(whole)), f"{kind}: study {studies} differs"
        if studies == 1:
            # A journal has the same trials.
            journal = Path(folder) / "whole.journal"
            output(programs.tune(str(journal), TRIALS, seed=studies))
            assert facts(trials) == facts(journals.load(journal)), f"{kind} differs from a journal"
    print(
        f"{kind}: {kills} kills in {studies} studies and {time.monotonic() - start:.0f} s: equal to "
        "uninterrupted", flush=True)


def kill_until_complete(command, url, seconds, chance):
    """Run the command again and again until it ends normally; return the number of kills."""
    start = time.monotonic()
    kills, promised = 0, []
    while True:
        assert time.monotonic() - start < 600, f"{url}: the study does not complete"
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            # Enough time to start and to run a few trials, or only some steps of one; now and then also
            # to complete tables of MySQL that a killed process has left incomplete, after 3 seconds.
            patience = 5 if kills % 8 == 7 else 0
            output, errors = process.communicate(
                timeout=chance.uniform(0.0, 0.4) * seconds + patience)
            assert process.returncode == 0, f"{command} ended with {process.returncode}: {errors}"
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
            kills += 1
        promised += acknowledged(output)
        lost = missing(promised, load(url))
        assert not lost, f"printed as recorded, but not in the database: {lost}"
        if process.returncode == 0:
            return kills
