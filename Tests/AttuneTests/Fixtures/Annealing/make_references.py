"""Writes the intervals and probabilities from which the annealing of Hyperopt draws.

Run it in an environment with hyperopt 0.3.0 (and setuptools): python make_references.py
"""

import json
import math

import numpy as np
from hyperopt import Trials, anneal, hp
from hyperopt.base import Domain, JOB_STATE_DONE, STATUS_OK


def algorithm(space, label, values, shrink):
    """The algorithm after trials with the given values, the first of which is the best."""
    domain = Domain(lambda _: 0, space)
    trials = Trials()
    documents = []
    for tid, value in enumerate(values):
        misc = {"tid": tid, "cmd": domain.cmd, "workdir": None,
                "idxs": {label: [tid]}, "vals": {label: [value]}}
        documents += trials.new_trial_docs([tid], [None], [{"status": STATUS_OK, "loss": float(tid)}], [misc])
    for document in documents:
        document["state"] = JOB_STATE_DONE
    trials.insert_trial_docs(documents)
    trials.refresh()
    return anneal.AnnealingAlgo(domain, trials, seed=1, avg_best_idx=1.0, shrink_coef=shrink)


def captured(space, values, shrink):
    """The arguments of the draw of a new value; with an average rank of 1 the best trial is the model."""
    arguments = []

    def record(result):
        def draw(**named):
            arguments.append(named)
            return np.array([result])
        return draw

    names = ["uniform", "loguniform", "categorical"]
    saved = {name: getattr(anneal, name) for name in names}
    defaults = anneal.AnnealingAlgo.hp_uniform.__defaults__
    try:
        anneal.loguniform = record(1.0)
        anneal.categorical = record(0)
        anneal.AnnealingAlgo.hp_uniform.__defaults__ = defaults[:-1] + (record(1.0),)
        algo = algorithm({"x": space}, "x", values, shrink)
        algo(len(values))
    finally:
        anneal.AnnealingAlgo.hp_uniform.__defaults__ = defaults
        for name in names:
            setattr(anneal, name, saved[name])
    return arguments[-1]


def bound(arguments, name):
    return float(np.ravel(arguments[name])[0])


def main():
    intervals, choices = [], []
    for count in [1, 5, 40]:
        for shrink in [0.1, 0.5]:
            for best in [-2.0, -1.9, 0.25, 2.7, 3.0]:
                drawn = captured(hp.uniform("x", -2, 3), [best] + [0.0] * (count - 1), shrink)
                intervals.append({"scale": "linear", "low": -2.0, "high": 3.0, "count": count, "shrinkage": shrink,
                                  "value": best, "interval": [bound(drawn, "low"), bound(drawn, "high")]})
            for best in [1e-4, 3e-3, 0.9]:
                drawn = captured(hp.loguniform("x", math.log(1e-4), 0.0), [best] + [0.1] * (count - 1), shrink)
                intervals.append({"scale": "log", "low": 1e-4, "high": 1.0, "count": count, "shrinkage": shrink,
                                  "value": best, "interval": [bound(drawn, "low"), bound(drawn, "high")]})
            for best in [0, 2]:
                drawn = captured(hp.choice("x", ["a", "b", "c"]), [best] + [1] * (count - 1), shrink)
                choices.append({"choices": 3, "count": count, "shrinkage": shrink, "model": best,
                                "probabilities": np.ravel(drawn["p"]).tolist()})
    rng = np.random.default_rng(1)
    ranks = rng.geometric(1 / 2.0, size=100_000) - 1
    with open("steps.json", "w") as file:
        json.dump({"intervals": intervals, "choices": choices,
                   "rankFrequencies": (np.bincount(ranks, minlength=8)[:8] / len(ranks)).tolist()}, file, indent=1)
        file.write("\n")


main()
