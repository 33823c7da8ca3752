#!/usr/bin/env python3
"""Run one study with Attune and Python Optuna together, while their processes are killed.

Usage: together.py ATTUNE_STRESS [TRIALS] [SEED]      (default: 400 trials)

Four processes of Attune and four of Optuna work on one journal; about once per second one of them is
killed by SIGKILL and replaced. In the end the journal must have exactly the given number of finished
trials, numbered without a gap, no incomplete line, and everything that was printed as recorded; both
programs must be able to read it. Only trials of killed Optuna processes may be unfinished: they have
no owner attribute, so they are not resumed. Needs optuna==5.0.0.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

from journals import acknowledged, load, missing
from optuna_worker import run_trial

WORKERS = 4


def study_in(path):
    storage = JournalStorage(JournalFileBackend(path))
    return optuna.load_study(
        study_name="stress", storage=storage, sampler=optuna.samplers.RandomSampler()
    )


def work(path, trials):
    """Run trials with Optuna; leave the last ones to Attune, which never exceeds the target number."""
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = study_in(path)
    while len(study.get_trials(deepcopy=False)) < trials * 3 // 4:
        run_trial(study, pause=0.1)


def main():
    program, trials = str(Path(sys.argv[1]).resolve()), int((sys.argv[2:3] or ["400"])[0])
    chance = random.Random(int((sys.argv[3:4] or ["1"])[0]))
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "shared.journal")

        def attune(count):
            options = ["--trials", str(count), "--pause", "100000"]
            return [program, "tune", path, *options]

        def python():
            return [sys.executable, __file__, "--work", path, str(trials)]

        subprocess.run(attune(1), stdout=subprocess.DEVNULL, check=True)
        outputs, kills = [], 0

        def begin(command):
            output = open(Path(folder) / f"output-{len(outputs)}", "w+")
            outputs.append(output)
            return command, subprocess.Popen(command, stdout=output)

        workers = [begin(command) for command in [attune(trials), python()] * WORKERS]
        while any(process.poll() is None for _, process in workers):
            time.sleep(chance.uniform(0.5, 1.5))
            index = chance.randrange(len(workers))
            command, process = workers[index]
            if process.poll() is None:
                process.kill()
                process.wait()
                kills += 1
                workers[index] = begin(command)
            assert time.monotonic() - start < 600, "the study does not complete"
        assert all(process.returncode == 0 for _, process in workers), workers

        for line in Path(path).read_bytes().split(b"\n")[:-1]:
            json.loads(line)
        assert Path(path).read_bytes().endswith(b"\n"), "the last line is incomplete"
        done = load(path)
        assert [t.number for t in done] == list(range(len(done))), "trial numbers are missing or repeated"
        left = [t for t in done if not t.state.is_finished()]
        assert len(done) - len(left) == trials, f"{len(done) - len(left)} finished trials"
        assert len(left) <= kills, "there are more unfinished trials than killed processes"
        assert not any("attune:owner" in t.system_attrs for t in left), "a trial with an owner was not resumed"
        for output in outputs:
            output.seek(0)
            lost = missing(acknowledged(output.read()), done)
            assert not lost, f"acknowledged, but not in the journal: {lost}"
        theirs = sum(t.user_attrs.get("by") == "Optuna" for t in done)
        assert min(theirs, len(done) - theirs) > trials // 10, theirs
    print(
        f"{trials} trials finished, {theirs} by Optuna, {kills} kills, {len(left)} unfinished trials, "
        f"in {time.monotonic() - start:.0f} s: none lost, none repeated")


if __name__ == "__main__":
    if sys.argv[1] == "--work":
        work(sys.argv[2], int(sys.argv[3]))
    else:
        main()
