#!/usr/bin/env python3
"""Kill the diabetes example at random times, run it again, and compare the results.

Usage: diabetes.py DIABETES [SEED]      (DIABETES is the built program)

Searches that were killed must give the same tables, except for times, as those that were not, with any
number of workers. The best of the grid must reach an accuracy of 0.76. Needs optuna==5.0.0.
"""

import csv
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from journals import delay


def facts(folder, output):
    with open(folder / "diabetes-grid.csv", newline="") as file:
        table = [
            {name: value for name, value in row.items() if not name.endswith("_seconds")}
            for row in csv.DictReader(file)
        ]
    text = re.sub(r"\d+ s of one core", "", output).replace(str(folder), "")
    return table, text


def main():
    program = Path(sys.argv[1]).resolve()
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)

    def command(folder, parallelism):
        return [str(program), "--folder", str(folder), "--parallelism", str(parallelism)]

    with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as cut:
        whole, cut = Path(whole), Path(cut)
        start = time.monotonic()
        run = subprocess.run(command(whole, 2), capture_output=True, text=True, check=True)
        seconds = time.monotonic() - start
        expected = facts(whole, run.stdout)

        for kill in (signal.SIGKILL, signal.SIGINT, signal.SIGKILL, signal.SIGTERM):
            process = subprocess.Popen(
                command(cut, chance.randint(1, 3)),
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            )
            time.sleep(chance.uniform(0.1, 0.2) * seconds + delay(cut / "diabetes.journal"))
            process.send_signal(kill)
            errors = process.communicate()[1]
            if kill != signal.SIGKILL:
                assert process.returncode == 130, (process.returncode, errors)
                assert "To resume" in errors, errors
            lines = (cut / "diabetes.journal").read_text().splitlines()
            print(f"{kill.name}: {len(lines)} lines in the journal")
        last = subprocess.run(command(cut, 2), capture_output=True, text=True, check=True)
        assert facts(cut, last.stdout) == expected, (last.stdout, run.stdout)

        table, text = expected
        assert len(table) == 243 and all(row["split_2"] for row in table), "there are not 729 fits"
        best = max(float(row["mean_score"]) for row in table)
        assert best >= 0.76, best
        fits = int(re.search(r"65 settings, (\d+) fits", text)[1])
        assert fits <= 729 / 4, fits
        print(f"{seconds:.0f} s in all; best of the grid {best:.4f}; TPE made {fits} fits")
    print("killed and resumed: equal to uninterrupted")


if __name__ == "__main__":
    main()
