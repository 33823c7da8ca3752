#!/usr/bin/env python3
"""Run studies with injected system faults, and check that nothing acknowledged is lost.

Usage: faults.py ATTUNE_STRESS [CLANG] [RUNS] [SEED]      (default: clang, 300 runs)

Calls on the journal are interrupted, shortened, or fail as with a full disk or a broken medium, at
random (see faults.c). A run must succeed or report the error; Attune and Python Optuna must find
everything that it printed as recorded, and the study must get the same trials as one without faults.
Then processes are killed during a write, while they hold the lock; the next process, of Attune or of
Optuna, must continue. Other processes are stopped there and continued later; Attune must not break
their lock meanwhile, and if Optuna breaks it, Optuna's records must remain. Also, a lock cannot be
removed, and, as root, a process is hidden from other users. Needs optuna==5.0.0.

FAULTS_PAUSE is the number of seconds for which processes are stopped (2).
"""

import os
import random
import resource
import shutil
import signal
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
        """Run a study; return the exit status, the acknowledged records, and the errors."""
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


def inject_faults(runner, runs, chance):
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
    print(f"{runs} runs with faults: {errors} reported an error, {studies} studies are correct")


def fail_to_synchronize(runner):
    assert runner.run("sync.journal")[0] == 0
    before = (runner.folder / "sync.journal").read_bytes()
    status, promised, message = runner.run("new.journal", FAULTS_FSYNC=1)
    assert status == 1 and "cannot be written" in message and not promised, (status, message)
    assert runner.run("sync.journal", FAULTS_FSYNC=1)[0] == 0, "a complete study needs no fsync"
    assert (runner.folder / "sync.journal").read_bytes() == before
    print("a failing fsync is reported")


def kill_lock_holders(runner, chance):
    whole = "undisturbed.journal"
    assert runner.run(whole)[0] == 0
    for index in range(10):
        name = f"held-{index}.journal"
        status = runner.run(name, FAULTS_KILL=chance.randrange(2, 60))[0]
        assert status == -9, status
        assert (runner.folder / (name + ".lock")).is_symlink(), "the lock was not held"
        start = time.monotonic()
        assert runner.run(name)[0] == 0
        assert time.monotonic() - start < 5, "the lock of a killed process was not taken over in time"
        assert facts(runner.load(name)) == facts(runner.load(whole))
    # Optuna does not read our owner mark: it waits for its grace period, here a short one.
    path = str(runner.folder / "held.journal")
    assert runner.run("held.journal", FAULTS_KILL=30)[0] == -9
    intact = Path(path).read_bytes().rpartition(b"\n")[0] + b"\n"
    os.truncate(path, len(intact))
    lock = JournalFileSymlinkLock(path, grace_period=2)
    study = optuna.load_study(
        study_name="stress", storage=JournalStorage(JournalFileBackend(path, lock_obj=lock)))
    study.set_user_attr("taken over", True)
    assert study.user_attrs["taken over"] and not os.path.lexists(path + ".lock")
    print("locks of processes killed during a write were taken over")


class Background:
    """A study that runs in the background."""

    def __init__(self, runner, name, trials=TRIALS, pause=0, user=None, **settings):
        self.errors = open(runner.folder / f"{name}-{time.monotonic_ns()}.txt", "w+")
        command = [runner.program, "tune", str(runner.folder / name)]
        command += ["--trials", str(trials), "--pause", str(pause)]
        if settings:
            settings["LD_PRELOAD"] = str(runner.shim)
        environment = dict(os.environ, **{key: str(value) for key, value in settings.items()})
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self.errors, text=True, env=environment, user=user)

    def wait_until_stopped(self):
        _, status = os.waitpid(self.process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status), status

    def wait_for_message(self, text):
        """Wait for a message; return all messages."""
        limit = time.monotonic() + 20
        while text not in self.message():
            assert time.monotonic() < limit, (text, self.message())
            time.sleep(0.05)
        return self.message()

    def message(self):
        self.errors.seek(0)
        return self.errors.read()

    def resume(self):
        self.process.send_signal(signal.SIGCONT)

    def end(self):
        """Wait for the end; return the acknowledged records."""
        output, _ = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, (self.process.returncode, self.message())
        return acknowledged(output)


def attempts(runner, name):
    trials = optuna.load_study(
        study_name="stress",
        storage=JournalStorage(JournalFileBackend(str(runner.folder / name)))).trials
    return [trial.system_attrs["attune:owner"]["attempt"] for trial in trials]


def stop_lock_holders(runner, pause):
    """Check that a process stopped during an append keeps its lock."""
    for call in ["write:30", "ftruncate:1"]:
        name = f"stopped-{call.split(':')[0]}.journal"
        path = runner.folder / name
        if call == "ftruncate:1":
            assert runner.run(name, FAULTS_KILL=43)[0] == -9
            os.remove(str(path) + ".lock")
        before = attempts(runner, name) if path.exists() else []
        stopped = Background(runner, name, FAULTS_STOP=call)
        stopped.wait_until_stopped()
        size = path.stat().st_size
        waiting = Background(runner, name)
        message = waiting.wait_for_message("Waiting to write to the journal")
        assert f"{name}.lock is held by process {stopped.process.pid}" in message, message
        time.sleep(pause)
        assert path.stat().st_size == size and waiting.process.poll() is None, "the lock was broken"
        stopped.resume()
        promised = stopped.end() + waiting.end()
        assert waiting.message().count("Waiting to write") == 1, waiting.message()
        assert not missing(promised, runner.load(name))
        # The trial of the killed process is resumed; no other trial runs twice.
        after = attempts(runner, name)
        assert sum(after) == len(after) + len(before[-1:]), (call, before, after)
    print("locks of processes stopped during an append were not broken")


def break_the_lock_of_a_stopped_process(runner):
    """Check that a continued process notices that Optuna, which ignores the kernel's lock, broke its lock."""
    name = "broken.journal"
    # An append checks its lock three times: after creating it, before writing, and before the end.
    stopped = Background(runner, name, FAULTS_STOP=f"lstat:{3 * 30 + 2}")
    stopped.wait_until_stopped()
    path = str(runner.folder / name)
    lock = JournalFileSymlinkLock(path, grace_period=1)
    study = optuna.load_study(
        study_name="stress", storage=JournalStorage(JournalFileBackend(path, lock_obj=lock)))
    study.set_user_attr("meanwhile", True)
    stopped.resume()
    assert not missing(stopped.end(), runner.load(name))
    study = optuna.load_study(study_name="stress", storage=JournalStorage(JournalFileBackend(path)))
    assert study.user_attrs["meanwhile"] and not os.path.lexists(path + ".lock")
    print("a process whose lock was broken while it was stopped continued")


def hide_a_process(runner):
    """Check that a process hidden from the user counts as running."""
    name = "hidden.journal"
    path = runner.folder / name
    hidden = Background(runner, name, trials=1, pause=10_000_000)
    limit = time.monotonic() + 10
    while not path.exists() or b'"attune:owner"' not in path.read_bytes():
        assert time.monotonic() < limit, hidden.message()
        time.sleep(0.05)
    hidden.process.send_signal(signal.SIGSTOP)
    os.chmod(runner.folder, 0o777)
    os.chmod(path, 0o666)
    program = runner.folder / "program"
    shutil.copy(runner.program, program)
    command = "mount -t proc -o hidepid=2 proc /proc && exec setpriv --reuid=65534 --regid=65534 --clear-groups "
    command += f"{program} tune {path} --trials 3 --pause 0"
    observer = subprocess.run(
        ["unshare", "-m", "sh", "-c", command], capture_output=True, text=True, timeout=60)
    hidden.process.kill()
    hidden.process.wait()
    if "mount" in observer.stderr or "unshare" in observer.stderr:
        return print("skipped: processes cannot be hidden here:", observer.stderr.strip())
    assert observer.returncode == 0 and "done 2" in observer.stdout, (observer.stdout, observer.stderr)
    assert attempts(runner, name) == [1, 1, 1], attempts(runner, name)
    print("a hidden process kept its trial")


def leave_a_lock(runner, pause):
    """Check that waiting for a lock that cannot be removed uses little CPU time."""
    name = "left.journal"
    assert runner.run(name)[0] == 0
    folder = runner.folder / "sticky"
    folder.mkdir()
    path = folder / name
    shutil.copy(runner.folder / name, path)
    os.symlink("x", str(path) + ".lock")
    os.chmod(runner.folder, 0o755)
    os.chmod(folder, 0o1777)
    os.chmod(path, 0o666)
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    user = 65534 if os.geteuid() == 0 else None
    waiting = Background(runner, f"sticky/{name}", trials=TRIALS + 1, user=user)
    waiting.wait_for_message(f"{name}.lock is held by another process")
    time.sleep(pause)
    waiting.process.kill()
    waiting.process.wait()
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime
    assert used < 0.5, f"waiting for {pause} seconds took {used} seconds of CPU time"
    print(f"waiting for a lock that cannot be removed took {used:.2f} seconds of CPU time")


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
        inject_faults(runner, runs, chance)
        fail_to_synchronize(runner)
        kill_lock_holders(runner, chance)
        pause = float(os.environ.get("FAULTS_PAUSE", 2))
        stop_lock_holders(runner, pause)
        break_the_lock_of_a_stopped_process(runner)
        leave_a_lock(runner, pause)
        if os.geteuid() == 0:
            hide_a_process(runner)


if __name__ == "__main__":
    main()
