#!/usr/bin/env python3
"""Kill studies of every sampler, share them between processes, and exchange them with Python Optuna.

    samplers.py ATTUNE_STRESS ATTUNE [--kills N] [--trials N] [--seed N] [--samplers SPEC...]
               [--keep FOLDER]

For each sampler and variant that `attune-stress samplers` prints:

1. A study is killed by SIGKILL at random (3 times by default) and resumed. It must have the same trials
   as one that was never interrupted, and everything that was printed as recorded.
2. Four processes share a study, and one of them is killed during a trial. The others must take this trial
   over, and end with exactly the target number of trials.
3. Samplers of Optuna continue the study, and then the sampler continues that. It also continues a study of
   each sampler of Optuna.

Reports and all plots of Optuna's studies are drawn. No trial that has finished may change. Needs
optuna==5.0.0, cmaes and scipy; GPSampler is left out without torch.
"""

import argparse
import importlib.util
import json
import math
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
import traceback
import warnings
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

import journals
from journals import acknowledged, load, missing
from optuna_worker import run_trial
from verbs import PLOTS, run

# Combinations of values in the finite space.
COMBINATIONS = 25
WORKERS = 4
# What a trial records of the process that runs it.
PROCESS = {"attune:owner", "attune:deaths", "attune:token"}
# With a small population, so that there are some generations.
OPTUNA = {
    "CmaEsSampler": {"warn_independent_sampling": False},
    "GPSampler": {"warn_independent_sampling": False},
    "QMCSampler": {"warn_independent_sampling": False},
    "TPESampler": {"multivariate": True, "group": True},
    "NSGAIISampler": {"population_size": 6},
}

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)


def facts(trials):
    """The properties that must be equal in two runs, with what the sampler has recorded."""
    drawn = [
        {name: value for name, value in t.system_attrs.items() if name not in PROCESS}
        for t in trials
    ]
    return list(zip(journals.facts(trials), drawn))


def check_order(trials):
    numbers = [t.number for t in trials]
    assert numbers == list(range(len(trials))), f"numbers are missing or repeated: {numbers}"
    left = [t for t in trials if not t.state.is_finished()]
    assert not left, f"unfinished: {left}"


class Check:
    """The checks of one sampler."""

    def __init__(self, options, folder, specification, space):
        self.options = options
        self.specification = specification
        self.space = space
        self.folder = folder / specification.replace(":", "-")
        self.folder.mkdir()
        self.chance = random.Random(f"{specification} {options.seed}")

    def tune(self, journal, trials=None, pause=500):
        """The command that runs the study until it has the number of finished trials."""
        return [
            self.options.stress, "tune", str(journal), "--sampler", self.specification,
            "--space", self.space, "--seed", str(self.options.seed), "--pause", str(pause),
            "--trials", str(trials or self.options.trials)]

    def output(self, journal, trials=None):
        done = subprocess.run(self.tune(journal, trials, 0), capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def check_combinations(self, trials):
        """Check that every combination of the finite space was tried."""
        if self.space == "finite":
            tried = {json.dumps(t.params, sort_keys=True) for t in trials}
            assert len(tried) == COMBINATIONS, f"{len(tried)} combinations were tried"

    def kill_and_resume(self):
        """Kill a study at random until it has been killed often enough; return the whole one."""
        whole, cut = self.folder / "whole", self.folder / "cut"
        lines = self.output(whole).count("\n")
        promised, kills, seconds = [], 0, 0
        while True:
            process = subprocess.Popen(self.tune(cut), stdout=subprocess.PIPE, text=True)
            output = ""
            if kills < self.options.kills:
                # Every process proceeds, so that the study is killed early and late.
                for _ in range(self.chance.randint(1, lines // (self.options.kills + 1))):
                    output += process.stdout.readline()
                time.sleep(self.chance.uniform(0, 0.002))
                process.kill()
                kills += 1
            output += process.communicate(timeout=300)[0]
            promised += acknowledged(output)
            trials = load(cut)
            lost = missing(promised, trials)
            assert not lost, f"acknowledged, but not in the journal: {lost}"
            if process.returncode == 0:
                break
            assert process.returncode == -signal.SIGKILL, process.returncode
        assert kills == self.options.kills, f"the study was complete after {kills} kills"
        check_order(trials)
        self.check_combinations(trials)
        expected = facts(load(whole))
        for own, other in zip(facts(trials), expected):
            assert own == other, f"killed, it has {own} instead of {other}"
        assert len(trials) == len(expected), f"killed, it has {len(trials)} trials"
        return whole

    def share(self):
        """Share a study between processes of which one is killed during a trial."""
        expected = COMBINATIONS if self.space == "finite" else self.options.trials
        pause = 5000
        while True:
            journal = self.folder / f"shared-{pause}"
            outputs = [
                open(self.folder / f"output-{pause}-{index}", "w+") for index in range(WORKERS)]
            workers = [
                subprocess.Popen(self.tune(journal, pause=pause), stdout=output, stderr=subprocess.PIPE)
                for output in outputs]
            victim, taken = self.kill_one(journal, workers, expected)
            if taken is not None:
                break
            # The processes were too fast.
            assert pause < 100_000, "no process was running a trial"
            pause *= 2
        errors = [worker.communicate(timeout=300)[1] for worker in workers]
        codes = [worker.returncode for worker in workers]
        assert sorted(codes) == [-signal.SIGKILL, 0, 0, 0], (codes, errors)
        trials = load(journal)
        check_order(trials)
        assert len(trials) == expected, f"{len(trials)} trials"
        self.check_combinations(trials)
        again = trials[taken.number]
        owner = again.system_attrs["attune:owner"]
        assert owner["attempt"] == 2 and owner["process"] != victim.pid, f"not taken over: {owner}"
        assert taken.params.items() <= again.params.items(), f"{taken.params} became {again.params}"
        printed = []
        for output in outputs:
            output.seek(0)
            printed += acknowledged(output.read())
        lost = missing(printed, trials)
        assert not lost, f"acknowledged, but not in the journal: {lost}"
        ends = [int(words[1]) for words in printed if words[0] == "end"]
        assert len(ends) == len(set(ends)), f"a trial ended twice: {sorted(ends)}"

    def kill_one(self, journal, workers, expected):
        """Kill a process during one of the first trials; return it and the trial, or None twice."""
        while any(worker.poll() is None for worker in workers):
            time.sleep(self.chance.uniform(0, 0.05))
            victim = self.chance.choice(workers)
            # A stopped process neither ends its trial nor begins another.
            victim.send_signal(signal.SIGSTOP)
            trials = load(journal) if journal.exists() else []
            for trial in trials if len(trials) <= expected * 2 // 3 else []:
                if trial.state.is_finished() or "attune:owner" not in trial.system_attrs:
                    continue
                if trial.system_attrs["attune:owner"]["process"] == victim.pid:
                    victim.kill()
                    return victim, trial
            victim.send_signal(signal.SIGCONT)
        return None, None

    def proceed(self, journal, additional):
        """Continue a study with the sampler; no earlier trial may change."""
        before = load(journal)
        self.output(journal, len(before) + additional)
        trials = load(journal)
        check_order(trials)
        assert facts(trials[: len(before)]) == facts(before), "an earlier trial has changed"
        if self.space == "mixed":
            assert len(trials) == len(before) + additional, f"{len(trials)} trials"
        return trials[len(before):]

    def exchange(self, whole, theirs):
        """Continue the study with samplers of Optuna, and studies of these with the sampler."""
        mixed = self.folder / "exchanged"
        shutil.copy(whole, mixed)
        for name in theirs:
            before = load(mixed)
            # Gaussian processes take a second a trial.
            run_optuna(mixed, name, self.space, 1 if name == "GPSampler" else 3)
            assert facts(load(mixed)[: len(before)]) == facts(before), f"{name} has changed a trial"
            self.proceed(mixed, 3)
        for name, study in theirs.items():
            journal = self.folder / name
            shutil.copy(study[self.space], journal)
            self.proceed(journal, COMBINATIONS if self.space == "finite" else 8)
            self.check_combinations(load(journal))

    def run(self, theirs):
        """Run all checks; return their durations in seconds."""
        moments = [time.monotonic()]
        whole = self.kill_and_resume()
        moments.append(time.monotonic())
        self.share()
        moments.append(time.monotonic())
        self.exchange(whole, theirs)
        moments.append(time.monotonic())
        return [end - start for start, end in zip(moments, moments[1:])]


def run_optuna(journal, name, space, count):
    """Run trials with a sampler of Optuna, in a new study if the journal has none."""
    study = optuna.create_study(
        study_name="stress", storage=JournalStorage(JournalFileBackend(str(journal))),
        load_if_exists=True, sampler=getattr(optuna.samplers, name)(seed=1, **OPTUNA[name]))
    with open(os.devnull, "w") as nothing, redirect_stdout(nothing):
        for _ in range(count):
            run_trial(study, 0, space)


def write_study(folder, attune, name, space):
    """Write a study with a sampler of Optuna, and draw everything there is of it."""
    journal = folder / f"{name}-{space}"
    run_optuna(journal, name, space, 14)
    page = folder / "page.html"
    run(attune, journal, "report", "--output", str(journal) + ".html", expect=(0,))
    assert "stress" in Path(f"{journal}.html").read_text(), "the report does not name the study"
    for plot in PLOTS:
        # A study with one objective, and without a population, has none of these.
        single = plot not in ("pareto-front", "hypervolume-history", "population")
        picture = run(attune, journal, "plot", plot, expect=(0,) if single else (0, 1, 2))
        assert not single or picture.startswith(b"<svg"), f"{plot} of {name} is no picture"
    read = json.loads(run(attune, journal, "trials", "--format", "json", expect=(0,)))
    trials = load(journal)
    assert len(read) == len(trials), f"{len(read)} trials were read"
    for own, other in zip(sorted(read, key=lambda t: t["number"]), trials):
        assert math.isclose(own["value"], other.value, rel_tol=0), own
    return journal


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("stress")
    parser.add_argument("attune")
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--trials", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samplers", nargs="*")
    parser.add_argument("--keep", type=Path, help="write the journals to this new folder")
    options = parser.parse_args()
    options.stress = str(Path(options.stress).resolve())
    attune = str(Path(options.attune).resolve())
    listed = subprocess.run(
        [options.stress, "samplers"], capture_output=True, text=True, check=True).stdout
    samplers = [line.split() for line in listed.splitlines()]
    if options.samplers:
        samplers = [s for s in samplers if s[0] in options.samplers]
        assert len(samplers) == len(options.samplers), f"unknown: {options.samplers}"
    names = list(OPTUNA)
    if importlib.util.find_spec("torch") is None:
        names.remove("GPSampler")
        print("torch is not installed: studies of GPSampler are left out")
    start = time.monotonic()
    failures = []
    with tempfile.TemporaryDirectory() as temporary, ProcessPoolExecutor(4) as pool:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=folder == Path(temporary))
        written = {
            name: {s: pool.submit(write_study, folder, attune, name, s) for s in ("mixed", "finite")}
            for name in names}
        theirs = {
            name: {space: job.result() for space, job in jobs.items()}
            for name, jobs in written.items()}
        ready = time.monotonic() - start
        checks = [
            (*s, pool.submit(partial(Check(options, folder, *s).run, theirs))) for s in samplers]
        times = []
        for specification, _, check in checks:
            try:
                times.append(check.result())
            except Exception as error:
                failures.append(specification)
                print(f"{specification}: ", *traceback.format_exception(error), sep="")
    assert not failures, f"failed with --seed {options.seed}: {failures}"
    parts = [sum(part) for part in zip(*times)]
    print(
        f"{len(samplers)} samplers, each killed {options.kills} times: equal to uninterrupted; "
        f"shared by {WORKERS} processes with one lost; exchanged with {', '.join(names)}; "
        f"in {time.monotonic() - start:.0f} s (Optuna's studies {ready:.0f} s; of four processes: "
        f"killed {parts[0]:.0f} s, shared {parts[1]:.0f} s, exchanged {parts[2]:.0f} s)")


if __name__ == "__main__":
    main()
