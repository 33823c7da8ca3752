"""Writes the journals and references of this folder with the real Python Optuna.

    python3 -m venv venv && venv/bin/pip install optuna==5.0.0 scikit-learn==1.9.1
    venv/bin/python make_references.py          # writes beside itself, in about two minutes

Everything is seeded: a second run gives the same files, up to last bits on another
processor. What the files hold: README.md.
"""

from __future__ import annotations

import datetime
import json
import math
from pathlib import Path
import re
import tempfile
import warnings

import numpy as np
import optuna
from optuna.importance import FanovaImportanceEvaluator
from optuna.importance import get_param_importances
from optuna.importance import MeanDecreaseImpurityImportanceEvaluator
from optuna.importance import PedAnovaImportanceEvaluator
from optuna.samplers import RandomSampler
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend


HERE = Path(__file__).resolve().parent
FOREST_SEEDS = 40

assert optuna.__version__ == "5.0.0"
optuna.logging.set_verbosity(optuna.logging.CRITICAL)
warnings.simplefilter("ignore")


# --- the studies ----------------------------------------------------------------------


def mixed(trial):
    """Every kind of parameter, a branch, and every way to end."""
    rate = trial.suggest_float("rate", 1e-5, 1e-1, log=True)
    momentum = trial.suggest_float("momentum", 0.0, 1.0)
    dropout = trial.suggest_float("dropout", 0.0, 0.5, step=0.05)
    layers = trial.suggest_int("layers", 1, 4)
    width = trial.suggest_int("width", 1, 100, log=True)
    kind = trial.suggest_categorical("kind", ["a", "b", "c"])
    trial.suggest_int("only", 7, 7)
    if kind == "a":
        branch = 0.3 * trial.suggest_float("slope", -1.0, 1.0) ** 2
    elif layers > 1:
        branch = 0.1 * trial.suggest_int("depth", 2, 20, step=3) / 20
    else:
        branch = 0.2
    value = abs(math.log10(rate) + 3) + 0.5 * momentum + 0.2 * dropout + 0.1 * layers
    value += 0.05 * math.log(width) + branch + (0.7 if kind == "b" else 0)
    if trial.number % 13 == 5:
        trial.report(value, 1)
        raise optuna.TrialPruned
    if trial.number % 17 == 7:
        raise ValueError
    if trial.number % 19 == 3:
        return math.inf if trial.number % 2 else -math.inf
    return value


def directions(trial):
    """Two objectives, the second to be maximized."""
    x = trial.suggest_float("x", 0.0, 5.0)
    y = trial.suggest_float("y", 0.0, 3.0)
    z = trial.suggest_categorical("z", [False, True])
    if trial.number == 11:
        return math.inf, 1.0
    return 4 * x**2 + 4 * y**2 + (1 if z else 0), -((x - 5) ** 2) - (y - 5) ** 2


def dynamic(trial):
    """Ranges that depend on another parameter, to be maximized."""
    model = trial.suggest_categorical("model", ["small", "large"])
    high = 1.0 if model == "small" else 10.0
    x = trial.suggest_float("x", 0.0, high)
    # Every trial has a range of its own: none is seen twice.
    y = trial.suggest_float("y", 0.0, 1.0 + trial.number)
    return -((x - 0.7) ** 2) - 0.01 * y


def repeated(trial):
    """Few values, each often: ties at every quantile."""
    x = trial.suggest_int("x", -2, 2)
    y = trial.suggest_categorical("y", [1, "one", None, True, 2.5])
    return float(x * x) + (1 if y == 2.5 else 0)


def flat(trial):
    """An objective that never changes."""
    trial.suggest_float("x", 0.0, 1.0)
    trial.suggest_int("y", 1, 3)
    return 1.0


def lonely(trial):
    """One complete trial only."""
    trial.suggest_float("x", 0.0, 1.0)
    trial.suggest_int("y", 1, 3)
    if trial.number > 0:
        raise ValueError
    return 0.5


STUDIES = {
    "mixed": (mixed, ["minimize"], 60),
    "directions": (directions, ["minimize", "maximize"], 40),
    "dynamic": (dynamic, ["maximize"], 40),
    "repeated": (repeated, ["minimize"], 40),
    "flat": (flat, ["minimize"], 12),
    "lonely": (lonely, ["minimize"], 3),
}


def make_journal(name, folder):
    """Runs a study, and has Optuna's journal storage write its trials down at once."""
    objective, wanted, count = STUDIES[name]
    run = optuna.create_study(directions=wanted, sampler=RandomSampler(seed=len(name)))
    run.optimize(objective, n_trials=count, catch=(ValueError,))
    path = folder / f"{name}.log"
    study = optuna.create_study(
        study_name=name, directions=wanted, storage=JournalStorage(JournalFileBackend(str(path)))
    )
    study.add_trials(run.trials)
    normalise(path, HERE / f"{name}.log")


def normalise(source, target):
    """The journal's text without what changes from run to run."""
    start = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)
    lines = []
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines()):
        ends = iter((2 * number, 2 * number + 1 + number % 5 / 10))

        def stamp(match):
            moment = start + datetime.timedelta(seconds=next(ends))
            return f'"{match[1]}":"{moment.isoformat(timespec="microseconds")}"'

        line = re.sub(r'"worker_id":"[^"]*"', '"worker_id":"reference-0"', line)
        line = re.sub(r'"(datetime_(?:start|complete))":"[^"]*"', stamp, line)
        lines.append(line)
    target.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


# --- the references -------------------------------------------------------------------


TARGETS = {
    "objectives": None,
    "objective 0": lambda trial: trial.values[0],
    # The second objective is maximized, and PED-ANOVA takes every target as a loss.
    "objective 1": lambda trial: -trial.values[1],
    "duration": lambda trial: trial.duration.total_seconds(),
}

PED_ANOVA = [
    ("mixed", {}),
    ("mixed", {"target_quantile": 0.25, "region_quantile": 0.5}),
    ("mixed", {"target_quantile": 0.3, "evaluate_on_local": False}),
    ("mixed", {"params": ["depth", "rate", "kind"]}),
    ("mixed", {"target": "duration"}),
    ("directions", {}),
    ("directions", {"target_quantile": 0.2, "region_quantile": 0.7}),
    ("directions", {"target": "objective 0"}),
    ("directions", {"target": "objective 1"}),
    ("dynamic", {}),
    ("dynamic", {"target_quantile": 0.5, "evaluate_on_local": False}),
    ("repeated", {}),
    ("repeated", {"target_quantile": 0.4, "region_quantile": 0.9}),
    ("flat", {}),
    ("lonely", {}),
]

FORESTS = [
    ("mixed", {}),
    ("mixed", {"params": ["kind", "slope", "rate"]}),
    ("mixed", {"max_depth": 3}),
    ("mixed", {"target": "duration"}),
    ("directions", {"target": "objective 0"}),
    ("directions", {"target": "objective 1"}),
    ("dynamic", {}),
    ("repeated", {}),
    ("lonely", {}),
]


def spelled(settings):
    """The settings by the names that the tests read."""
    names = {
        "target": "target",
        "params": "parameters",
        "target_quantile": "target_quantile",
        "region_quantile": "region_quantile",
        "evaluate_on_local": "is_local",
        "max_depth": "maximum_depth",
    }
    return {names[key]: value for key, value in settings.items()}


def split(settings):
    """Settings of the question, and settings of the evaluator."""
    # Optuna's MDI gives each name the importance of the one at its place in alphabetical order.
    question = {"params": sorted(settings["params"]) if "params" in settings else None}
    question["target"] = TARGETS[settings.get("target", "objectives")]
    rest = {key: value for key, value in settings.items() if key not in ("params", "target")}
    return question, rest


def ped_anova(study, settings):
    question, rest = split(settings)
    evaluator = PedAnovaImportanceEvaluator(**rest)
    return get_param_importances(study, evaluator=evaluator, normalize=False, **question)


def forest(kind, study, settings):
    """Means and standard deviations of the importances over seeds."""
    question, rest = split(settings)
    runs = []
    for seed in range(FOREST_SEEDS):
        evaluator = kind(seed=seed, **rest)
        runs.append(get_param_importances(study, evaluator=evaluator, normalize=False, **question))
    return {
        name: [
            float(np.mean([run[name] for run in runs])),
            float(np.std([run[name] for run in runs], ddof=1)),
        ]
        for name in sorted(runs[0])
    }


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name in STUDIES:
            make_journal(name, Path(folder))
    studies = {
        name: optuna.load_study(
            study_name=name, storage=JournalStorage(JournalFileBackend(str(HERE / f"{name}.log")))
        )
        for name in STUDIES
    }
    entries = []
    for name, settings in PED_ANOVA:
        expected = ped_anova(studies[name], settings)
        expected = {key: float(expected[key]) for key in sorted(expected)}
        entries.append(
            {"method": "PED-ANOVA", "study": name, **spelled(settings), "expected": expected}
        )
    for method, kind in (
        ("fANOVA", FanovaImportanceEvaluator),
        ("MDI", MeanDecreaseImpurityImportanceEvaluator),
    ):
        for name, settings in FORESTS:
            expected = forest(kind, studies[name], settings)
            entries.append(
                {"method": method, "study": name, **spelled(settings), "expected": expected}
            )
    rows = ",\n  ".join(json.dumps(entry, allow_nan=False) for entry in entries)
    text = f'{{\n "forest_seeds": {FOREST_SEEDS},\n "cases": [\n  {rows}\n ]\n}}\n'
    (HERE / "importances.json").write_text(text, encoding="utf-8")


main()
