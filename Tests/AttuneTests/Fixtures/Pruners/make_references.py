#!/usr/bin/env python3
"""Make the references of the pruners with Optuna itself; see README.md.

    make_references.py

The reports are random, but follow from the number of a sequence; `ReportSequence.swift` makes the same
ones. Only the decisions are written.
"""

import json
import math
import warnings

import optuna
from optuna.pruners import HyperbandPruner
from optuna.pruners import MedianPruner
from optuna.pruners import PatientPruner
from optuna.pruners import PercentilePruner
from optuna.pruners import SuccessiveHalvingPruner
from optuna.pruners import ThresholdPruner
from optuna.trial import TrialState


MASK = (1 << 64) - 1
SEQUENCES = 5000
EVENTS = 64


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, bound):
        return self.next() % bound


def median(random):
    startup, warmup = random.below(4), random.below(4)
    interval, minimum = 1 + random.below(3), 1 + random.below(3)
    return MedianPruner(startup, warmup, interval, n_min_trials=minimum)


def percentile(random):
    percentile = [0.0, 10.0, 25.0, 33.3, 50.0, 75.0, 100.0][random.below(7)]
    startup, warmup = random.below(4), random.below(4)
    interval, minimum = 1 + random.below(3), 1 + random.below(3)
    return PercentilePruner(percentile, startup, warmup, interval, n_min_trials=minimum)


def threshold(random):
    lower = -float(random.below(5))
    upper = lower + random.below(8)
    warmup, interval = random.below(4), 1 + random.below(3)
    return ThresholdPruner(lower, upper, warmup, interval)


def patient(random, pruner=None):
    patience, delta = random.below(4), random.below(3) * 0.25
    return PatientPruner(pruner, patience, delta)


def halving(random):
    resource, factor = 1 + random.below(3), 2 + random.below(3)
    rate, bootstrap = random.below(3), random.below(3)
    return SuccessiveHalvingPruner(resource, factor, rate, bootstrap)


def halving_auto(random):
    factor, rate = 2 + random.below(3), random.below(2)
    return SuccessiveHalvingPruner("auto", factor, rate)


def hyperband(random):
    minimum, maximum = 1 + random.below(2), 1 + random.below(40)
    factor, bootstrap = 2 + random.below(3), random.below(3)
    return HyperbandPruner(minimum, maximum, factor, bootstrap)


def hyperband_auto(random):
    minimum, factor = 1 + random.below(2), 2 + random.below(3)
    return HyperbandPruner(minimum, "auto", factor)


KINDS = [
    median,
    percentile,
    threshold,
    patient,
    lambda random: patient(random, median(random)),
    lambda random: patient(random, halving(random)),
    halving,
    halving_auto,
    hyperband,
    hyperband_auto,
]


def report_value(random, is_extreme):
    kind = random.below(16)
    if kind == 0:
        return math.nan
    if is_extreme and kind < 3:
        return math.inf if kind == 1 else -math.inf
    if kind < 8:
        return (random.below(41) - 20) / 4.0
    return (random.below(2001) - 1000) / 250.0


def decisions(number):
    random = SplitMix64(number)
    direction = ["minimize", "maximize"][random.below(2)]
    is_extreme = random.below(3) == 0
    spacing = [1, 1, 1, 2, 60][random.below(5)]
    study = optuna.create_study(
        study_name=f"study {number}",
        direction=direction,
        sampler=optuna.samplers.RandomSampler(seed=1),
        pruner=KINDS[number % len(KINDS)](random),
    )
    running = []
    may_end = False
    result = []
    for _ in range(EVENTS):
        action = random.below(10)
        if not running or (action < 2 and len(running) < 4):
            running.append([study.ask(), 0])
            continue
        index = random.below(len(running))
        trial, position = running[index]
        # Optuna keeps what it estimates from the trials that are complete at the first decision
        # after one is, so a decision follows each end.
        if may_end and action in (2, 3):
            end = random.below(4)
            if end == 0:
                study.tell(trial, state=TrialState.PRUNED)
            elif end == 1:
                study.tell(trial, state=TrialState.FAIL)
            else:
                study.tell(trial, (random.below(41) - 20) / 4.0)
            running.pop(index)
            may_end = False
            continue
        if random.below(8) == 0:
            # A report of an earlier step, which may be there already.
            step = max(0, position - 1 - random.below(3))
        else:
            step = position + (random.below(3) if random.below(3) == 0 else 0)
            running[index][1] = step + 1
        trial.report(report_value(random, is_extreme), step * spacing)
        result.append(trial.should_prune())
        may_end = True
    return result


def packed(bits):
    """Bits as hexadecimal digits, the first bit the most significant, filled up with zeros."""
    bits = bits + [False] * (-len(bits) % 4)
    return "".join(
        "%x" % sum(bit << (3 - index) for index, bit in enumerate(bits[start : start + 4]))
        for start in range(0, len(bits), 4)
    )


def bracket_counts():
    """The budgets of brackets around powers of the reduction factor."""
    study = optuna.create_study()
    for factor in range(2, 11):
        power = factor
        while power < 1 << 20:
            for maximum in (power - 1, power, power + 1):
                pruner = HyperbandPruner(1, maximum, factor)
                pruner._try_initialization(study)
                yield [factor, maximum, pruner._trial_allocation_budgets]
            power *= factor


def brackets():
    """The brackets of the first trials of studies."""
    for name in ["study", "", "Größe \"1\" 🧪", "no-name-5f0c2d1e"]:
        study = optuna.create_study(study_name=name)
        pruner = HyperbandPruner(1, 81, 3)
        pruner._try_initialization(study)
        trials = [study.ask()._cached_frozen_trial for _ in range(40)]
        yield [name, [pruner._get_bracket_id(study, trial) for trial in trials]]


def main():
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    references = {
        "optuna": optuna.__version__,
        "decisions": [packed(decisions(number)) for number in range(SEQUENCES)],
        "budgets": list(bracket_counts()),
        "brackets": list(brackets()),
    }
    with open("decisions.json", "w", encoding="utf-8") as file:
        json.dump(references, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")


main()
