"""Journals of odd names and values, and whether two journals are the same to Optuna. Needs optuna==5.0.0.

Usage: odd_names.py write JOURNAL
       odd_names.py compare JOURNAL COPY
"""

import math
import struct
import sys
import unicodedata
import warnings

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from optuna.trial import TrialState, create_trial

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")
sys.setrecursionlimit(20_000)

FORMS = ("NFC", "NFD", "NFKC", "NFKD")


def distinct(texts):
    return list(dict.fromkeys(texts))


def normal_forms(text):
    return [text] + [unicodedata.normalize(form, text) for form in FORMS]


NAMES = distinct(
    [
        *(
            form
            for text in ("\u03a9", "\u2126", "\u00e9", "\ud55c\uae00", "K", "\u212a", "\ufb01", "\u1e9b\u0323")
            for form in normal_forms(text)
        ),
        "\ud800", "\ud801", "\udc00\ud800", "a\udfff", "\ud800\u0301", "\U0010fffe", "\U0010d800",
        "", " ", "a", "a ", "a\u0301", "\u0301", "\u200b", "\ufeff", "\0", "a\0", "a\0b", "\r\n", "\n", "\r",
        '"', "'", "\\", "\\ud800x", "__proto__", "constructor", "=1+1", "params_x", "x,y", "a=b", "a=\u0301b",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea", "\U0001f44d\U0001f3fd",
        "\u202eabc", "\u05d0", "\u0130", "i\u0307", "\u00df", "ss", "\x7f", "\x85", "\u2028", "\uffff", "x" * 3000,
    ]
)


def nested(depth):
    value = [1.5, "\ud800", math.nan, -math.inf]
    for level in range(depth):
        value = [value, level] if level % 2 else {"\u2126": value, "": "]}\\\""}
    return value


VALUES = [
    None, True, False, 0, 1, -1, 0.0, -0.0, 1.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1e308,
    1.7976931348623157e308, 1e22, 1e23, 1e15, 1e16, 1e-7, 0.1, 123456.789, math.nan, math.inf, -math.inf,
    2**53, 2**53 + 1, float(2**53), 2.0**63, -(2.0**63), 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64 - 1,
    2**64, 12345678901234567890123, -12345678901234567890123, 10**400, float(10**22 + 2**30), *NAMES,
    [], {}, [[]], [{}], {"": {}}, {"a": 1, "b": [None, {"a": math.nan}]}, {name: name for name in NAMES},
    nested(100), nested(500), nested(511), nested(512), nested(513), nested(900),
]

CHOICES = [
    [1, True, 1.0, "1"], [False, 0, 0.0, None], [2**64, 2**64 + 1, float(2**64)], [2**53 + 1, float(2**53)],
    [math.nan, math.inf, -math.inf, -0.0, 0.0], ["\u03a9", "\u2126"], ["\u00e9", "e\u0301", "\ud800", "\ud801"],
    ["", "\0", "\r\n"], [None, "None", "null"], [5e-324, 1e308, 1e22],
]


def storage(path):
    return JournalStorage(JournalFileBackend(str(path)))


def trial_of(index, directions):
    """A trial with everything that can be odd, another one for every index."""
    name = NAMES[index % len(NAMES)]
    choices = CHOICES[index % len(CHOICES)]
    distributions = {
        name: FloatDistribution(-1e308, 1e308),
        name + "i": IntDistribution(-(2**53), 2**53),
        name + "c": CategoricalDistribution(choices),
    }
    for other in NAMES:
        distributions.setdefault(other, FloatDistribution(0.0, 1.0, step=0.25))
    params = {key: 0.25 for key in distributions}
    params[name] = [5e-324, -0.0, 1e22, 0.1][index % 4]
    params[name + "i"] = [2**53, -(2**53), 0, 2**53 - 1][index % 4]
    params[name + "c"] = choices[index % len(choices)]
    state = [TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL, TrialState.WAITING][index % 4]
    values = [[1e308, -0.0, math.inf][index % 3]] * directions
    attributes = {key: VALUES[(index + place) % len(VALUES)] for place, key in enumerate(NAMES)}
    return create_trial(
        state=state,
        values=values if state == TrialState.COMPLETE else None,
        params=params,
        distributions=distributions,
        user_attrs=attributes,
        system_attrs={name: VALUES[index % len(VALUES)], f"constraints:{name}": -1.0},
        intermediate_values={0: math.nan, 1: -math.inf, 2: 5e-324, 2**31: 1e308},
    )


def write_studies(path, names):
    """A journal with a study for each name; some were deleted before."""
    log = storage(path)
    for index, name in enumerate(names):
        if index % 9 == 0:
            optuna.create_study(storage=log, study_name=name)
            optuna.delete_study(study_name=name, storage=log)
        study = optuna.create_study(storage=log, study_name=name)
        study.add_trial(create_trial(
            value=float(index), params={name: 0.5}, distributions={name: FloatDistribution(0.0, 1.0)}))


def write_values(path, names):
    """A journal with all kinds of facts; some studies were deleted before."""
    log = storage(path)
    for index, name in enumerate(names):
        if index % 7 == 0:
            gone = optuna.create_study(storage=log, study_name=name)
            gone.add_trial(trial_of(index, 1))
            optuna.delete_study(study_name=name, storage=log)
        count = 2 if index % 5 == 4 else 1
        study = optuna.create_study(storage=log, study_name=name, directions=["minimize"] * count)
        study.set_user_attr("index", index)
        study.set_user_attr(name, VALUES[index % len(VALUES)])
        if index % 3 == 0:
            study.set_metric_names([name + str(place) for place in range(count)])
        if index % 4 == 0:
            study.add_trial(trial_of(index, count))
        trial = study.ask()
        for place in range(4):
            trial.suggest_float(NAMES[(index + place) % len(NAMES)], 0.0, 1.0)
        trial.suggest_categorical("choice", CHOICES[index % len(CHOICES)])
        trial.set_user_attr(name, VALUES[(index * 7) % len(VALUES)])
        if count == 1:
            trial.report(math.inf, 1)
        study.tell(trial, [float(index)] * count)
    # Every value once, as an attribute set by itself.
    values = optuna.create_study(storage=log, study_name="values")
    for index, value in enumerate(VALUES):
        values.set_user_attr(f"value {index}", value)
        trial = values.ask()
        trial.set_user_attr("value", value)
        values.tell(trial, 1.0)


def bits(value):
    """A value as something that is equal only to the very same value."""
    if isinstance(value, float):
        return ("float", "nan" if math.isnan(value) else struct.pack("d", value))
    if isinstance(value, dict):
        return ("dict", [(bits(key), bits(item)) for key, item in value.items()])
    if isinstance(value, (list, tuple)):
        return ("list", [bits(item) for item in value])
    return (type(value).__name__, value)


def distribution_bits(distribution):
    return (type(distribution).__name__, bits(distribution._asdict()))


def facts(path):
    """Everything that Optuna reads from a journal, by study."""
    log = storage(path)
    result = {}
    for study in log.get_all_studies():
        trials = [
            (
                trial.number, trial._trial_id, trial.state.name, bits(trial.values), bits(trial.params),
                [(name, distribution_bits(d)) for name, d in trial.distributions.items()],
                bits(trial.user_attrs), bits(trial.system_attrs), bits(trial.intermediate_values),
                trial.datetime_start, trial.datetime_complete,
            )
            for trial in log.get_all_trials(study._study_id, deepcopy=False)
        ]
        result[study.study_name] = (
            study._study_id, [d.name for d in study.directions], bits(study.user_attrs),
            bits(study.system_attrs), trials,
        )
    return result


def difference(x, y):
    if isinstance(x, (list, tuple)) and isinstance(y, (list, tuple)) and len(x) == len(y):
        for a, b in zip(x, y):
            if a != b:
                return difference(a, b)
    return f"{ascii(x)[:300]} and {ascii(y)[:300]}"


def differences(path, copy):
    """How two journals differ for Optuna, in sentences."""
    a, b = facts(path), facts(copy)
    found = [] if list(a) == list(b) else ["other studies"]
    for name in a:
        for place, (x, y) in enumerate(zip(a[name], b.get(name, ()))):
            if x != y:
                found.append(f"study {name!a} differs in {place}: {difference(x, y)}")
    return found


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write_values(sys.argv[2], NAMES[::4])
    else:
        print("\n".join(differences(*sys.argv[2:])), end="")
