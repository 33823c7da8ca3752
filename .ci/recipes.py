#!/usr/bin/env python3
"""Run the commands of Docs/Recipes/README.md that tune scikit-learn and XGBoost programs.

Usage: recipes.py ATTUNE [TRIALS]      (ATTUNE is the built command; default: at most 12 trials,
below which chance may leave no good one)

Each `attune tune` command runs as the README has it, with this Python, in a copy of the folder. A larger
number of trials is reduced. The study must complete with that number of trials, none of them failed, with
reports, and a best loss of at most half that of a constant prediction; the same command again must add no
trial. Then the commands of "Afterwards" run. Programs whose modules are missing are skipped.
"""

import importlib.util
import json
import math
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RECIPES = Path(__file__).resolve().parent.parent / "Docs/Recipes"

# The modules that each section needs, and the loss of a constant prediction.
CHECKED = {
    "scikit-learn": (["sklearn"], math.log(10)),
    "XGBoost": (["sklearn", "xgboost"], math.log(2)),
}


def blocks():
    """The shell block of each section of the README, as lines without continuations."""
    text = (RECIPES / "README.md").read_text()
    sections = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    found = {}
    for title, body in zip(sections[1::2], sections[2::2]):
        block = re.search(r"^```sh\n(.*?)^```$", body, flags=re.MULTILINE | re.DOTALL)
        if block:
            found[title] = block.group(1).replace("\\\n", "").splitlines()
    return found


class Shell:
    """Runs lines in a copy of the recipes where `attune` and `python3` are the given programs."""

    def __init__(self, folder, attune):
        self.folder = folder / "recipes"
        shutil.copytree(RECIPES, self.folder)
        programs = folder / "bin"
        programs.mkdir()
        for name, program in [("attune", attune), ("python3", sys.executable)]:
            (programs / name).write_text(f'#!/bin/sh\nexec {shlex.quote(program)} "$@"\n')
            (programs / name).chmod(0o755)
        self.environment = dict(os.environ, PATH=f"{programs}:{os.environ['PATH']}")

    def run(self, line):
        done = subprocess.run(
            ["bash", "-c", line], cwd=self.folder, env=self.environment, capture_output=True,
            text=True, timeout=900)
        assert done.returncode == 0, f"{line}\nstatus {done.returncode}:\n{done.stdout}{done.stderr}"
        return done.stdout


def tune(shell, title, line, limit, constant):
    """Run a command of the README to its end, twice, and check its study."""
    wanted = min(int(re.search(r"--trials (\d+)", line).group(1)), limit)
    line = re.sub(r"--trials \d+", f"--trials {wanted}", line)
    journal = re.search(r"--journal (\S+)", line).group(1)
    start = time.monotonic()
    shell.run(line)
    seconds = time.monotonic() - start

    def trials():
        return json.loads(shell.run(f"attune trials --journal {journal} --format json"))

    known = trials()
    states = [trial["state"].lower() for trial in known]
    assert len(known) == wanted, f"{title}: {len(known)} trials, not {wanted}"
    assert set(states) <= {"complete", "pruned"}, f"{title}: {states}"
    with open(shell.folder / journal) as file:
        reports = sum("intermediate_value" in record for record in file)
    assert reports >= wanted, f"{title}: {reports} reports of {wanted} trials"
    best = json.loads(shell.run(f"attune best-trial --journal {journal} --format json"))["value"]
    assert 0 < best < constant / 2, f"{title}: the best loss is {best}"
    shell.run(line)
    assert trials() == known, f"{title}: the same command again has changed the study"
    print(
        f"{title}: {wanted} trials, {states.count('pruned')} of them pruned, best loss {best:.4f}, "
        f"{seconds:.0f} s")


def main():
    attune = str(Path(sys.argv[1]).resolve())
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    commands = blocks()
    assert set(CHECKED) | {"Afterwards"} <= set(commands), f"the README has {sorted(commands)}"
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder), attune)
        tuned = set()
        for title, lines in commands.items():
            if title == "Afterwards":
                continue
            if title not in CHECKED:
                print(f"{title}: skipped, since this script does not run it")
                continue
            modules, constant = CHECKED[title]
            missing = [name for name in modules if importlib.util.find_spec(name) is None]
            if missing:
                print(f"{title}: skipped, since this Python has no {', '.join(missing)}")
                continue
            line, = [line for line in lines if line.startswith("attune tune ")]
            tune(shell, title, line, limit, constant)
            tuned.add(title)
        if "scikit-learn" not in tuned:
            print("Afterwards: skipped, since there is no study of scikit-learn")
            return
        outputs = [shell.run(line) for line in commands["Afterwards"]]
        assert "test accuracy=" in outputs[-1], outputs[-1]
        assert (shell.folder / "report.html").stat().st_size > 10_000, "report.html is too small"
        print(f"Afterwards: {len(commands['Afterwards'])} commands")


if __name__ == "__main__":
    main()
