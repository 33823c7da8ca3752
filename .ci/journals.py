"""Journals of `attune-stress tune` as Python Optuna reads them. Needs optuna==5.0.0."""

import math
from pathlib import Path

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

STATES = {"complete": "COMPLETE", "pruned": "PRUNED", "failed": "FAIL"}


def delay(path):
    """The seconds by which the next process starts later, because of a lock that the last one left."""
    return 1.0 if Path(f"{path}.lock").is_symlink() else 0.0


def load(path):
    """The trials of a journal; none when it has no study yet."""
    storage = JournalStorage(JournalFileBackend(str(path)))
    for study in storage.get_all_studies():
        return storage.get_all_trials(study._study_id, deepcopy=False)
    return []


def facts(trials):
    """What two runs must agree in."""
    return [
        (t.number, t.state, t.params, t.values, t.intermediate_values, t.user_attrs)
        for t in trials
    ]


def acknowledged(output):
    """What a program has printed as recorded; a last line cut short does not count."""
    return [line.split(" ") for line in output.split("\n")[:-1]]


def missing(promised, trials):
    """The facts of those printed that the trials do not show."""
    return [fact for fact in promised if not shows(trials, *fact)]


def shows(trials, kind, *words):
    if kind in ("study", "done"):
        return True
    trial = trials[int(words[0])] if int(words[0]) < len(trials) else None
    if trial is None:
        return False
    if kind == "parameter":
        value = trial.params.get(words[1])
        return value is not None and type(value)(words[2]) == value
    if kind == "report":
        return trial.intermediate_values.get(int(words[1])) == float(words[2])
    assert kind == "end", kind
    value = "none" if trial.values is None else trial.values[0]
    same = value == words[2] if value == "none" else math.isclose(value, float(words[2]), rel_tol=0)
    return trial.state.name == STATES[words[1]] and same
