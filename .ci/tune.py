#!/usr/bin/env python3
"""Kill `attune tune` at random times, run it again, and check that nothing is lost or left running.

Usage: tune.py ATTUNE [KILLS] [SEED]      (ATTUNE is the built command; default: 60 kills)

A Python program is tuned, with reports and pruning, and `attune` is stopped by SIGKILL, SIGINT and
SIGTERM, each time at a random time. After each signal no process of the program may remain, not even
one in a separate session, and every finished trial must be unchanged. A completed study must have the
same trials as one that was never interrupted.

Then the supervisors of programs are killed at random times: at the end of each run no process may
remain. Needs optuna==5.0.0, which reads the journals.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import journals
from journals import delay, load

TRIALS = 12
PROGRAM = """
import subprocess, sys, time
rate, layers = float(sys.argv[1]), int(sys.argv[2])
# A process that keeps running until its process group is killed.
sleep = [sys.executable, "-c", "import time; time.sleep(600)", sys.argv[3]]
helper = subprocess.Popen(sleep)
# The same in a separate session, and as the child of a process that has exited.
apart = subprocess.Popen(sleep, start_new_session=True)
orphan = subprocess.run(["sh", "-c", '"$@" >/dev/null 2>&1 &', "sh", *sleep], start_new_session=True)
for epoch in range(1, 6):
    time.sleep(0.005)
    print(f"epoch {epoch} val={rate * layers + 1 / epoch:.6f}")
print(f"loss: {rate * layers}")
"""


def facts(trials):
    """The properties of trials that must be equal in two runs: all but the path of the output."""
    return [fact[:-1] for fact in journals.facts(trials)]


def left_running(mark):
    """The processes with the mark among their arguments, without `attune` itself."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            state = (process / "stat").read_text().rsplit(")", 1)[1].split()[0]
        except (OSError, IndexError):
            continue
        if mark.encode() in words and state != "Z":
            found.append((process.name, words))
    return found


def wait_until_gone(mark):
    deadline = time.monotonic() + 10
    while left_running(mark):
        assert time.monotonic() < deadline, left_running(mark)
        time.sleep(0.01)


def supervisors(attune):
    """The supervisor processes between `attune` and its programs."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            parent = (process / "stat").read_text().rsplit(")", 1)[1].split()[1]
        except (OSError, IndexError):
            continue
        if parent == str(attune) and b"supervise" in words:
            found.append(int(process.name))
    return found


def kill_supervisors(command, chance, mark):
    """Run the command to its end and kill its supervisors at random; return the number of kills."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    killed = 0
    deadline = time.monotonic() + 300
    while process.poll() is None:
        assert time.monotonic() < deadline, "the study does not complete"
        time.sleep(chance.uniform(0.02, 0.3))
        for number in supervisors(process.pid):
            try:
                os.kill(number, signal.SIGKILL)
                killed += 1
            except ProcessLookupError:
                pass
    errors = process.communicate()[1]
    # The study may be incomplete if all supervisors were killed.
    assert process.returncode in (0, 1), errors
    wait_until_gone(mark)
    return killed


def main():
    attune = str(Path(sys.argv[1]).resolve())
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    kills = studies = 0
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program.py"
        program.write_text(PROGRAM)

        def command(journal, mark, *options):
            return [
                attune, "tune", "--study", "stress", "--journal", str(Path(folder) / journal),
                "--param", "rate=log:1e-4..1", "--param", "layers=int:1..8",
                "--minimize", r"loss: (\S+)", "--report", r"epoch (\d+) val=(\S+)",
                "--trials", str(TRIALS), "--seed", str(studies), "--quiet", *options,
                "--", sys.executable, str(program), "{rate}", "{layers}", mark,
            ]

        while kills < wanted:
            studies += 1
            mark = f"mark-{studies}-{chance.randrange(10**9)}"

            whole, cut = Path(folder) / f"whole-{studies}", Path(folder) / f"cut-{studies}"
            begun = time.monotonic()
            subprocess.run(command(whole.name, mark), stdout=subprocess.DEVNULL, check=True)
            seconds = time.monotonic() - begun
            while True:
                assert time.monotonic() - begun < 300, "the study does not complete"
                known = load(cut) if cut.exists() else []
                before = facts([t for t in known if t.state.is_finished()])
                process = subprocess.Popen(
                    command(cut.name, mark), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                try:
                    life = chance.uniform(0.05, 1.0) * seconds + delay(cut)
                    errors = process.communicate(timeout=life)[1]
                    assert process.returncode == 0, errors
                    break
                except subprocess.TimeoutExpired:
                    number = chance.choice([signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
                    process.send_signal(number)
                    process.communicate()
                    if process.returncode == 0:
                        # The program had already exited when the signal was sent.
                        break
                    # The status is the signal if it is sent before its handler is installed.
                    assert process.returncode in (-number, 130), process.returncode
                    kills += 1
                wait_until_gone(mark)
                if cut.exists():
                    after = facts(load(cut))
                    assert after[: len(before)] == before, "a finished trial has changed"
            assert not left_running(mark), left_running(mark)
            trials = load(cut)
            assert [t.number for t in trials] == list(range(TRIALS)), "trial numbers are missing or repeated"
            assert facts(trials) == facts(load(whole)), f"study {studies} differs"
        killed = 0
        while killed < wanted // 3:
            studies += 1
            mark = f"mark-{studies}-{chance.randrange(10**9)}"
            journal = f"left-{studies}"
            killed += kill_supervisors(
                command(journal, mark, "--failure-limit", "1000"), chance, mark)
            states = {t.state.name for t in load(Path(folder) / journal)}
            assert states <= {"COMPLETE", "PRUNED", "FAIL"}, states
    print(
        f"{kills} kills of attune and {killed} of supervisors in {studies} studies and "
        f"{time.monotonic() - start:.0f} s: nothing left running, equal to uninterrupted")


if __name__ == "__main__":
    main()
