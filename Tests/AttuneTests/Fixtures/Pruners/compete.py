#!/usr/bin/env python3
"""Run trials of a study with successive halving or Hyperband, with Optuna itself.

    compete.py JOURNAL STUDY TRIALS PRUNER

PRUNER is "halving" or "hyperband", which prints the brackets of all trials.
"""

import json
import sys

import optuna
from optuna.pruners import HyperbandPruner
from optuna.pruners import SuccessiveHalvingPruner
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend


def objective(trial):
    x = trial.suggest_float("x", 0.0, 1.0)
    trial.set_user_attr("by", "Python")
    for step in range(1, 10):
        trial.report(x + 1 / step, step)
        if trial.should_prune():
            raise optuna.TrialPruned()
    return x


def main():
    path, name, count, kind = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    pruner = (
        SuccessiveHalvingPruner(min_resource=1, reduction_factor=3)
        if kind == "halving"
        else HyperbandPruner(min_resource=1, max_resource=9, reduction_factor=3)
    )
    study = optuna.load_study(
        study_name=name,
        storage=JournalStorage(JournalFileBackend(path)),
        sampler=optuna.samplers.RandomSampler(seed=1),
        pruner=pruner,
    )
    study.optimize(objective, n_trials=count)
    if kind == "hyperband":
        trials = study.get_trials(deepcopy=False)
        print(json.dumps([pruner._get_bracket_id(study, trial) for trial in trials]))


main()
