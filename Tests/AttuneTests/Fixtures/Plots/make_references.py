"""Writes the journals beside this file and what Optuna's plots show of them.

Run with Optuna 5.0.0 and plotly: python make_references.py
"""

import json
import math
import os
import pathlib
import random

import optuna
from optuna import visualization
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

FOLDER = pathlib.Path(__file__).parent


def create(name, **arguments):
    path = FOLDER / f"{name}.log"
    path.unlink(missing_ok=True)
    return optuna.create_study(
        study_name=name,
        storage=JournalStorage(JournalFileBackend(str(path))),
        sampler=optuna.samplers.RandomSampler(seed=1),
        **arguments,
    )


def single(trial):
    x = trial.suggest_float("x", -3, 3)
    rate = trial.suggest_float("rate", 1e-4, 1e-1, log=True)
    kind = trial.suggest_categorical("kind", ["a", "b", "c"])
    if kind == "c":
        trial.suggest_int("depth", 1, 5)
    value = round(x * x + abs(math.log10(rate) + 2), 3)
    for step in range(6):
        trial.report(value + 5 - step, step)
        if trial.number % 4 == 1 and step == trial.number % 3 + 1:
            raise optuna.TrialPruned()
    if trial.number % 7 == 5:
        raise ValueError("no luck")
    trial.set_constraint("c", x - 2)
    return math.inf if trial.number == 10 else value


def double(trial):
    x = trial.suggest_float("x", 0, 5)
    y = trial.suggest_float("y", 0, 3)
    trial.set_constraint("c", (x - 5) ** 2 + y**2 - 25)
    return 4 * x * x + 4 * y * y, -((x - 5) ** 2) - (y - 5) ** 2


def numbers(values):
    spell = {math.inf: "inf", -math.inf: "-inf"}
    return [spell.get(v, v) for v in map(float, values)]


def trace(figure, index):
    return {"x": numbers(figure.data[index].x), "y": numbers(figure.data[index].y)}


def number(text):
    return json.loads(text.replace("<br>", ""))["number"]


optuna.logging.set_verbosity(optuna.logging.ERROR)
one = create("single", direction="minimize")
one.optimize(single, n_trials=32, catch=(ValueError,))
two = create("double", directions=["minimize", "maximize"])
two.optimize(double, n_trials=40)

history = visualization.plot_optimization_history(one)
slices = visualization.plot_slice(one, params=["x"])
lines = visualization.plot_intermediate_values(one)
rank = visualization.plot_rank(one, params=["rate", "x"])
timeline = visualization.plot_timeline(one)
edf = visualization.plot_edf(one)
parallel = visualization.plot_parallel_coordinate(one)
front = visualization.plot_pareto_front(two)
volume = visualization.plot_hypervolume_history(two, [150.0, -60.0])
references = {
    "history": {
        "feasible": trace(history, 0), "best": trace(history, 1), "infeasible": trace(history, 2),
    },
    "slice": {"feasible": trace(slices, 0), "infeasible": trace(slices, 1)},
    "intermediate": [
        {"number": int(t.name.removeprefix("Trial")), "x": list(t.x), "y": numbers(t.y)}
        for t in lines.data
    ],
    "rank": {
        **trace(rank, 0),
        "numbers": [int(t.split("<br>")[0].removeprefix("Trial #")) for t in rank.data[0].hovertext],
    },
    "timeline": {
        bars.name.lower(): sorted(int(y) for y in bars.y) for bars in timeline.data
    },
    "edf": trace(edf, 0),
    "parallel": {
        "labels": list(parallel.layout.xaxis.ticktext),
        "lines": sum(1 for t in parallel.data if t.mode == "lines" and t.x[0] is not None),
    },
    "front": {
        "infeasible": [number(t) for t in front.data[0].text],
        "dominated": [number(t) for t in front.data[1].text],
        "best": [number(t) for t in front.data[2].text],
    },
    "volume": trace(volume, 0),
}
(FOLDER / "references.json").write_text(json.dumps(references) + "\n")
