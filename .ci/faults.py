#!/usr/bin/env python3
"""Run studies on a system that misbehaves, and check that nothing acknowledged is lost.

Usage: faults.py ATTUNE_STRESS [CLANG] [RUNS] [SEED]      (clang, and 300 runs unless told otherwise)

Calls on the journal are interrupted, cut short, or fail as on a full disk or a broken medium, at
random (see faults.c). A run ends well or says what is wrong; whatever it printed as recorded must be
there, for Attune and for Python Optuna, and the study must come to the trials of an undisturbed one.
Then processes are killed in the middle of a write, while they hold the lock: the next one, of Attune
or of Optuna, must get on. Needs optuna==5.0.0.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend, JournalFileSymlinkLock

from journals import acknowledged, facts, load, missing

TRIALS = 12
MESSAGES = ["cannot be written", "cannot be read", "cannot be opened", "cannot be removed"]


class Runner:
    def __init__(self, program, shim, folder):
        self.program, self.shim, self.folder = program, shim, Path(folder)

    def run(self, name, **settings):
        """Tunes; returns the exit status, what was acknowledged, and the errors."""
        command = [self.program, "tune", str(self.folder / name)]
        command += ["--trials", str(TRIALS), "--pause", "0"]
        if settings:
            settings["LD_PRELOAD"] = str(self.shim)
        environment = dict(os.environ, **{key: str(value) for key, value in settings.items()})
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
        return done.returncode, acknowledged(done.stdout), done.stderr

    def load(self, name):
        path = self.folder / name
        return load(path) if path.exists() else []


def misbehave(runner, runs, chance):
    whole = f"whole{len(os.listdir(runner.folder))}.journal"
    assert runner.run(whole)[0] == 0
    errors = studies = 0
    name, promised = "0.journal", []
    for index in range(runs):
        settings = {"FAULTS_SEED": chance.randrange(1 << 30), "FAULTS_RATE": chance.choice([2, 5, 20])}
        status, facts_now, message = runner.run(name, **settings)
        promised += facts_now
        lost = missing(promised, runner.load(name))
        assert not lost, f"run {index}, {settings}: acknowledged, but not in the journal: {lost}"
        if status != 0:
            errors += 1
            assert status == 1 and any(m in message for m in MESSAGES), (settings, status, message)
            continue
        assert facts(runner.load(name)) == facts(runner.load(whole)), settings
        studies += 1
        name, promised = f"{studies}.journal", []
    assert errors > runs // 10 and studies > runs // 10, (errors, studies)
    print(f"{runs} runs with faults: {errors} said what was wrong, {studies} studies came out right")


def fail_to_synchronize(runner):
    assert runner.run("sync.journal")[0] == 0
    before = (runner.folder / "sync.journal").read_bytes()
    status, promised, message = runner.run("new.journal", FAULTS_FSYNC=1)
    assert status == 1 and "cannot be written" in message and not promised, (status, message)
    assert runner.run("sync.journal", FAULTS_FSYNC=1)[0] == 0, "a complete study needs no fsync"
    assert (runner.folder / "sync.journal").read_bytes() == before
    print("a failing fsync is reported")


def die_holding_the_lock(runner, chance):
    whole = "undisturbed.journal"
    assert runner.run(whole)[0] == 0
    for index in range(10):
        name = f"held-{index}.journal"
        status = runner.run(name, FAULTS_KILL=chance.randrange(2, 100))[0]
        assert status == -9, status
        assert (runner.folder / (name + ".lock")).is_symlink(), "the lock was not held"
        start = time.monotonic()
        assert runner.run(name)[0] == 0
        assert time.monotonic() - start < 5, "a dead process's lock was not taken over in time"
        assert facts(runner.load(name)) == facts(runner.load(whole))
    # Optuna takes no notice of our mark: it waits for its grace period, here a short one.
    path = str(runner.folder / "held.journal")
    assert runner.run("held.journal", FAULTS_KILL=30)[0] == -9
    intact = Path(path).read_bytes().rpartition(b"\n")[0] + b"\n"
    os.truncate(path, len(intact))
    lock = JournalFileSymlinkLock(path, grace_period=2)
    study = optuna.load_study(
        study_name="stress", storage=JournalStorage(JournalFileBackend(path, lock_obj=lock)))
    study.set_user_attr("taken over", True)
    assert study.user_attrs["taken over"] and not os.path.lexists(path + ".lock")
    print("locks of processes that were killed within a write were taken over")


def main():
    arguments = dict(enumerate(sys.argv))
    runs, seed = int(arguments.get(3, 300)), int(arguments.get(4, 1))
    chance = random.Random(seed)
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        shim = Path(folder) / "faults.so"
        source = Path(__file__).with_name("faults.c")
        compiler = arguments.get(2, "clang")
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-o", shim, source], check=True)
        runner = Runner(str(Path(sys.argv[1]).resolve()), shim, folder)
        misbehave(runner, runs, chance)
        fail_to_synchronize(runner)
        die_holding_the_lock(runner, chance)


if __name__ == "__main__":
    main()
