#!/usr/bin/env python3
"""Run more trials of a study in a journal, with Optuna itself.

    continue_study.py JOURNAL STUDY TRIALS

Enqueues one trial, runs TRIALS trials in all, notes who did it, and leaves one more in the queue.
"""

import sys

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend


def objective(trial):
    x = trial.suggest_float("x", -5.0, 5.0)
    rate = trial.suggest_float("rate", 1e-5, 1.0, log=True)
    layers = trial.suggest_int("layers", 1, 4)
    kind = trial.suggest_categorical("kind", ["a", "b", "c"])
    loss = x * x + rate + layers + (0 if kind == "b" else 1)
    for step in range(3):
        trial.report(loss + 3 - step, step)
        if trial.should_prune():
            raise optuna.TrialPruned()
    trial.set_user_attr("by", "Python")
    return loss


def main():
    path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.load_study(
        study_name=name,
        storage=JournalStorage(JournalFileBackend(path)),
        sampler=optuna.samplers.TPESampler(seed=1),
        pruner=optuna.pruners.MedianPruner(),
    )
    study.enqueue_trial({"x": 0.5, "kind": "b"})
    study.optimize(objective, n_trials=count)
    study.set_user_attr("continued by", "Python")
    study.enqueue_trial({"x": 0.25, "rate": 0.125, "layers": 2, "kind": "c"})


main()
