"""Read journals of `attune-stress tune` with Python Optuna. Needs optuna==5.0.0."""

import math
from pathlib import Path

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

STATES = {"complete": "COMPLETE", "pruned": "PRUNED", "failed": "FAIL"}


def delay(path):
    """The delay of the next process in seconds, due to a lock that the last process left."""
    return 1.0 if Path(f"{path}.lock").is_symlink() else 0.0


def load(path):
    """The trials of a journal; an empty list if it has no study yet."""
    storage = JournalStorage(JournalFileBackend(str(path)))
    for study in storage.get_all_studies():
        return storage.get_all_trials(study._study_id, deepcopy=False)
    return []


def facts(trials):
    """The properties of trials that must be equal in two runs."""
    return [
        (t.number, t.state, t.params, t.values, t.intermediate_values, t.user_attrs)
        for t in trials
    ]


def acknowledged(output):
    """The records that a program has printed as acknowledged, without an incomplete last line."""
    return [line.split(" ") for line in output.split("\n")[:-1]]


def missing(promised, trials):
    """The printed records that are not in the trials."""
    return [fact for fact in promised if not contains(trials, *fact)]


def contains(trials, kind, *values):
    if kind in ("study", "done"):
        return True
    trial = trials[int(values[0])] if int(values[0]) < len(trials) else None
    if trial is None:
        return False
    if kind == "parameter":
        value = trial.params.get(values[1])
        return value is not None and type(value)(values[2]) == value
    if kind == "report":
        return trial.intermediate_values.get(int(values[1])) == float(values[2])
    assert kind == "end", kind
    value = "none" if trial.values is None else trial.values[0]
    same = value == values[2] if value == "none" else math.isclose(value, float(values[2]), rel_tol=0)
    return trial.state.name == STATES[values[1]] and same
