#!/usr/bin/env python3
"""Make the references of replays with Optuna itself; see README.md.

    make_replays.py

A study of random curves is run once with each pruner, one trial after the other.
"""

import json
import math
import random

import optuna
from optuna.pruners import HyperbandPruner
from optuna.pruners import MedianPruner
from optuna.pruners import PatientPruner
from optuna.pruners import PercentilePruner
from optuna.pruners import SuccessiveHalvingPruner
from optuna.trial import TrialState


PRUNERS = {
    "median": MedianPruner(),
    "median:startup=3,warmup=2,interval=3,trials=2": MedianPruner(3, 2, 3, n_min_trials=2),
    "percentile:25": PercentilePruner(25.0),
    "patient:2,pruner=median": PatientPruner(MedianPruner(), 2),
    "successive-halving:minimum=1,factor=3": SuccessiveHalvingPruner(1, 3),
    "hyperband:maximum=12": HyperbandPruner(1, 12, 3),
}


def curves():
    """Curves of (step, value) and final states: noisy decays, some short, with gaps or NaN."""
    source = random.Random(20)
    trials = []
    for number in range(60):
        level, speed = source.random(), source.uniform(0.2, 1)
        length = 12 if number % 5 else source.randint(3, 12)
        reports = [
            [step, round(level + math.exp(-speed * step) + source.gauss(0, 0.05), 3)]
            for step in range(length)
            if number % 7 or step % 2 == 0
        ]
        if number % 13 == 8:
            reports[2][1] = math.nan
        trials.append(["fail" if number % 11 == 10 else "complete", reports])
    return trials


def replay(trials, direction, pruner):
    study = optuna.create_study(
        study_name="replay",
        direction=direction,
        sampler=optuna.samplers.RandomSampler(seed=1),
        pruner=pruner,
    )
    stops = []
    for state, reports in trials:
        trial = study.ask()
        stop = None
        for step, value in reports:
            trial.report(value, step)
            if trial.should_prune():
                stop = step
                break
        if stop is not None:
            study.tell(trial, state=TrialState.PRUNED)
        elif state == "fail":
            study.tell(trial, state=TrialState.FAIL)
        else:
            study.tell(trial, reports[-1][1])
        stops.append(stop)
    return stops


def main():
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    trials = curves()
    text = [[s, [[t, "nan" if v != v else v] for t, v in r]] for s, r in trials]
    references = {
        "optuna": optuna.__version__,
        "trials": text,
        "stops": {
            direction: {name: replay(trials, direction, p) for name, p in PRUNERS.items()}
            for direction in ("minimize", "maximize")
        },
    }
    with open("replays.json", "w", encoding="utf-8") as file:
        json.dump(references, file, allow_nan=False, separators=(",", ":"))
        file.write("\n")


main()
