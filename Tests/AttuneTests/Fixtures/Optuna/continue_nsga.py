#!/usr/bin/env python3
"""Run more trials of a study in a journal with a genetic algorithm of Optuna.

    continue_nsga.py JOURNAL STUDY SAMPLER TRIALS

Prints the numbers of the parents that Optuna has selected, a line for each generation from 1 on.
"""

import sys

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend


def objective(trial):
    x = trial.suggest_float("x", -5.0, 5.0)
    y = trial.suggest_float("y", 1e-3, 1.0, log=True)
    kind = trial.suggest_categorical("kind", ["a", "b", "c"])
    trial.set_constraint("c", x - 4)
    return x * x + y, (x - 2) ** 2 + y + (0 if kind == "b" else 1)


def main():
    path, name, sampler, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.load_study(
        study_name=name,
        storage=JournalStorage(JournalFileBackend(path)),
        sampler=getattr(optuna.samplers, sampler)(population_size=10, seed=1),
    )
    study.optimize(objective, n_trials=count)
    numbers = {trial._trial_id: trial.number for trial in study.trials}
    attributes = study._storage.get_study_system_attrs(study._study_id)
    generation = 1
    while f"{sampler}:parent:{generation}" in attributes:
        print(sorted(numbers[id] for id in attributes[f"{sampler}:parent:{generation}"]))
        generation += 1


main()
