"""Writes what SciPy's signed-rank test and Optuna's Wilcoxon pruner make of a number of cases.

    python3 -m venv venv && venv/bin/pip install optuna==5.0.0 scipy
    venv/bin/python make_wilcoxon_references.py
"""

import functools
import pathlib
import random
import sys
import warnings

import optuna
import scipy.stats

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent))
import rows  # noqa: E402

write = functools.partial(rows.write, HERE)

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")


def signed_rank(rng):
    """[differences, the probability of sums of positive ranks at least theirs]."""
    lists = [[1.0], [-1.0], [1.0, 2.0], [1.0, 1.0], [0.0, 0.0, 0.0], [0.0, 1.0], [-2.0, 1.0]]
    for count in (2, 3, 4, 5, 7, 10, 12, 13, 14, 20, 35, 49, 50, 51, 60, 120):
        for shift in (0.0, 0.3, -0.5, 1.0):
            lists.append([rng.gauss(shift, 1) for _ in range(count)])
            lists.append([float(round(rng.gauss(shift, 1.5))) for _ in range(count)])
            lists.append([rng.choice([0.0, rng.gauss(shift, 1)]) for _ in range(count)])
    rows = []
    for values in lists:
        test = scipy.stats.wilcoxon(values, alternative="greater", zero_method="zsplit")
        rows.append([values, float(test.pvalue)])
    return rows


def pruner(rng):
    """Trials, each with its state, value and reports, of which the last one is judged."""
    cases = []

    def add(history, trial, direction, threshold, startup):
        study = optuna.create_study(direction=direction)
        distributions = {}
        for state, value, reports in history:
            study.add_trial(
                optuna.trial.create_trial(
                    state=getattr(optuna.trial.TrialState, state), value=value,
                    params={}, distributions=distributions, intermediate_values=dict(reports)))
        running = study.ask()
        for step, value in trial:
            running.report(value, step)
        rule = optuna.pruners.WilcoxonPruner(p_threshold=threshold, n_startup_steps=startup)
        frozen = study.get_trials(deepcopy=False)[running.number]
        cases.append({
            "direction": direction, "threshold": threshold, "startup": startup,
            "history": [[state, value, reports] for state, value, reports in history],
            "trial": trial, "expected": bool(rule.prune(study, frozen)),
        })

    def odd():
        return rng.choice([float("nan"), float("inf"), float("-inf")])

    for index in range(160):
        direction = ("minimize", "maximize")[index % 2]
        sign = 1.0 if direction == "minimize" else -1.0
        rounded = rng.random() < 0.3
        instances = rng.choice([1, 3, 5, 8, 13, 20, 60])

        def values(shift, count):
            drawn = [rng.gauss(sign * shift, 1) for _ in range(count)]
            return [float(round(value)) for value in drawn] if rounded else drawn

        history = []
        for _ in range(rng.choice([0, 1, 2, 4])):
            state = rng.choice(["COMPLETE"] * 4 + ["PRUNED", "FAIL"])
            own = values(0, instances)
            if rng.random() < 0.05:
                own[0] = odd()
            steps = range(instances) if rng.random() < 0.9 else range(1, instances + 1)
            reports = [] if rng.random() < 0.05 else list(zip(steps, own))
            mean = rng.gauss(0, 1) if rng.random() < 0.2 else sum(own) / len(own)
            value = mean if mean - mean == 0 else 0.0
            history.append([state, value if state == "COMPLETE" else None, reports])
        own = values(rng.choice([0.0, 0.5, 1.5, 3.0]), rng.randint(1, instances))
        if rng.random() < 0.05:
            own[-1] = odd()
        add(
            history, list(enumerate(own)), direction, rng.choice([0.1, 0.1, 0.05, 0.5, 1.0, 0.0]),
            rng.choice([2, 2, 0, 4]))
    return cases


write("signed-rank.json", {"tests": signed_rank(random.Random(5))})
write("wilcoxon-pruner.json", {"cases": pruner(random.Random(6))})
