"""One study of Attune and Python Optuna in a database; see databases.py."""

import math
import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timezone
from pathlib import Path

import optuna
from optuna.trial import TrialState

import journals
from journals import acknowledged, facts, missing
from optuna_worker import run_trial
from programs import output, read_trials
from relational import (
    STUDY, changed, count_finished, finishes, for_optuna, load, log_finishes, new_database, rows,
    server, storage)

HERE = Path(__file__).resolve().parent
# The time in seconds after which a study counts as stuck.
LIMIT = 900


class Worker:
    """A process that is started again when it was killed, with new files for its output."""

    def __init__(self, program, command, path):
        self.program, self.command, self.path, self.starts = program, command, path, 0
        self.start()

    def start(self):
        self.starts += 1
        with open(self.file("out"), "w") as out, open(self.file("err"), "w") as err:
            self.process = subprocess.Popen(self.command, stdout=out, stderr=err)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def file(self, ending, start=None):
        return Path(f"{self.path}-{start or self.starts}.{ending}")

    @property
    def errors(self):
        return self.file("err").read_text(errors="replace").strip()

    @property
    def acknowledged(self):
        starts = range(1, self.starts + 1)
        return [fact for n in starts for fact in acknowledged(self.file("out", n).read_text())]


def run(programs, kind, trials, attune, others, crash, chance, folder):
    begun = time.monotonic()
    url = new_database(kind, "together", folder)
    # The checks do not depend on PgBouncer.
    direct = changed(server("postgresql"), database="together") if kind == "pgbouncer" else url
    if kind == "mysql" or not attune:
        # Here Optuna makes the tables and the study, elsewhere Attune does.
        optuna.create_study(study_name=STUDY, storage=storage(url))
    else:
        output(programs.tune(url, 1))
    ids_before = {number for (number,) in rows(direct, "select trial_id from trials")}
    log_finishes(direct)

    # The last trials are Attune's, which never exceeds the target number.
    limit = trials * 3 // 4 if attune else trials
    command = [sys.executable, HERE / "databases_together.py", url, str(limit)]
    workers = []
    try:
        for index in range(attune):
            workers.append(
                Worker("Attune", programs.tune(url, trials, pause=200_000), f"{folder}/attune-{index}"))
        for index in range(others):
            workers.append(Worker("Optuna", command, f"{folder}/optuna-{index}"))
        kills, restarts, crashed = work_until_done(workers, direct, trials, crash, chance)
    finally:
        for worker in workers:
            worker.kill()

    done = load(direct)
    left = [trial for trial in done if not trial.state.is_finished()]
    finished = len(done) - len(left)
    numbers = [trial.number for trial in done]
    assert numbers == list(range(len(done))), f"numbers are missing or repeated: {numbers}"
    # Optuna's processes may each run one trial more than they should.
    most = trials if attune else trials + others - 1
    assert trials <= finished <= most, f"{finished} finished trials, not {trials}"
    check_finishes(direct, done, ids_before, workers)
    promised = [fact for worker in workers for fact in worker.acknowledged]
    lost = missing(promised, done)
    assert not lost, f"printed as recorded, but not in the database: {lost}"
    # Trials of lost Optuna processes have no owner: they stay unfinished. One that could not learn
    # whether its new trial was recorded creates another.
    stopped = restarts.total() + (0 if attune else kills)
    assert len(left) <= 2 * stopped, f"{len(left)} unfinished trials, {stopped} lost Optuna processes"
    owned = [trial.number for trial in left if "attune:owner" in trial.system_attrs]
    assert not owned, f"trials with an owner were not resumed: {owned}"
    theirs = sum(trial.user_attrs.get("by") == "Optuna" for trial in done if trial.state.is_finished())
    if attune and others:
        assert min(theirs, finished - theirs) > trials // 20, f"{theirs} of {finished} are Optuna's"
    assert crashed == crash, "the server was not stopped before the study was complete"
    if attune:
        check_reading(programs, url, done, folder)
    show_on_dashboard(direct, finished)
    reasons = ", ".join(f"{reason} {count}" for reason, count in restarts.most_common())
    print(
        f"{kind}: {finished} trials finished, {theirs} by Optuna, {kills} kills"
        + (", one crash of the server" if crashed else "")
        + (f", {restarts.total()} restarts of Optuna ({reasons})" if restarts else "")
        + f", {len(left)} unfinished trials, in {time.monotonic() - begun:.0f} s: none lost, none repeated",
        flush=True)


def work_until_done(workers, url, trials, crash, chance):
    """Kill workers now and then, and the server once; return the kills, restarts and crashes."""
    start = time.monotonic()
    victims = [w for w in workers if w.program == "Attune"] or workers
    kills, restarts, crashed = 0, Counter(), False
    next_kill = start + chance.uniform(1, 4)
    while any(worker.process.poll() is None for worker in workers):
        time.sleep(0.1)
        for worker in workers:
            if worker.process.poll() in (None, 0):
                continue
            # Attune connects again; Optuna ends when its connection is lost, or a lock is not free.
            if worker.program == "Attune":
                raise AssertionError(f"Attune ended with {worker.process.returncode}: {worker.errors}")
            if worker.starts > 20:
                raise AssertionError(f"Optuna ends again and again: {worker.errors}")
            restarts[reason(worker.errors)] += 1
            worker.start()
        if time.monotonic() > next_kill:
            victim = chance.choice(victims)
            if victim.process.poll() is None:
                victim.kill()
                victim.start()
                kills += 1
            next_kill = time.monotonic() + chance.uniform(1, 4)
        if crash and not crashed and count_finished(url) >= trials // 2:
            subprocess.run([os.environ["DATABASES_CRASH"]], check=True, stdout=subprocess.DEVNULL)
            crashed = True
        if time.monotonic() - start > LIMIT:
            raise AssertionError(f"{count_finished(url)} of {trials} trials after {LIMIT} s")
    return kills, restarts, crashed


def reason(errors):
    """The name of the error with which a Python process ended."""
    return errors.rpartition("\n")[2].partition(":")[0].rpartition(".")[2] or "no message"


def check_finishes(url, done, ids_before, workers):
    """Check that each trial was finished once, by the database's log and by what was printed."""
    expected = {t._trial_id: 1 for t in done if t.state.is_finished() and t._trial_id not in ids_before}
    logged = finishes(url)
    assert logged == expected, f"finished not once: {sorted(logged.items() ^ expected.items())}"
    ends = Counter(fact[1] for worker in workers for fact in worker.acknowledged if fact[0] == "end")
    twice = [number for number, count in ends.items() if count > 1]
    assert not twice, f"printed as finished twice: {twice}"


def check_reading(programs, url, done, folder):
    """Check that Attune reads the trials that Optuna read: in its table, and in its copy of the study."""
    shown = read_trials(programs, url)
    assert len(shown) == len(done), f"Attune prints {len(shown)} trials, Optuna reads {len(done)}"
    for theirs, ours in zip(done, shown):
        expected = as_printed(theirs)
        ours = {name: ours.get(name) for name in expected}
        assert ours == expected, f"Attune prints {ours}, Optuna reads {expected}"
    copy = Path(folder) / "copy.journal"
    output(programs.copy(url, str(copy)))
    for theirs, ours in zip(done, journals.load(copy), strict=True):
        assert details(ours) == details(theirs), f"the copy has {ours}, Optuna reads {theirs}"
    output(programs.doctor(url))


def as_printed(trial):
    """A trial as `attune trials --format json` prints it."""

    def time_of(moment):
        return moment and moment.astimezone(timezone.utc).isoformat(timespec="microseconds")

    value = None if trial.values is None else trial.values[0]
    if value is not None and not math.isfinite(value):
        value = "Infinity" if value > 0 else "-Infinity"
    return {
        "number": trial.number, "state": trial.state.name, "value": value, "params": trial.params,
        "user_attrs": trial.user_attrs, "datetime_start": time_of(trial.datetime_start),
        "datetime_complete": time_of(trial.datetime_complete),
    }


def details(trial):
    """All that a storage has of a trial, but the token by which its creation is recognized."""
    attributes = {
        key: value for key, value in trial.system_attrs.items() if key != "attune:token"}
    return (
        facts([trial]), attributes, trial.distributions, trial.datetime_start,
        trial.datetime_complete)


def show_on_dashboard(url, finished):
    dashboard = Path(sys.executable).with_name("optuna-dashboard")
    subprocess.run(
        [sys.executable, HERE / "dashboard.py", dashboard, for_optuna(url), STUDY, str(finished)],
        check=True, stderr=subprocess.DEVNULL)


def work(url, limit):
    """Run trials with Optuna until the study has the number of finished trials."""
    study = optuna.load_study(study_name=STUDY, storage=storage(url))
    finished = (TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL)
    while len(study.get_trials(deepcopy=False, states=finished)) < limit:
        run_trial(study, pause=0.2)


if __name__ == "__main__":
    work(sys.argv[1], int(sys.argv[2]))
