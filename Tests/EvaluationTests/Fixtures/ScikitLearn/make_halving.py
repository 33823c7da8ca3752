"""Writes halving.txt: iterations of scikit-learn's searches by successive halving. See README.md."""

import os
import random
import warnings

# Without vector instructions, NumPy's sort keeps the order of up to 16 equal elements. With them it does not,
# so that ties are decided differently on different machines.
os.environ["NPY_DISABLE_CPU_FEATURES"] = "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"

import numpy as np  # noqa: E402
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.model_selection import HalvingGridSearchCV, HalvingRandomSearchCV, KFold
from sklearn.model_selection._search_successive_halving import _SubsampleMetaSplitter

warnings.simplefilter("ignore")
draw = random.Random(1)
lines = []


class Model(BaseEstimator):
    def __init__(self, index=0, size=1):
        self.index = index
        self.size = size


class Classifier(ClassifierMixin, Model):
    pass


class Callbacks:
    """Ignores all events."""

    def subcontext(self, **arguments):
        return self

    def call_on_fit_task_begin(self, estimator):
        return self

    def call_on_fit_task_end(self, estimator):
        pass


def search(
    kind, candidates, factor, resource, least, most, aggressive, examples, folds, classes, scores=None
):
    """The search after scikit-learn's own iterations, without fits; None if they raise an error."""
    options = {
        "factor": factor, "min_resources": least, "aggressive_elimination": aggressive,
        "resource": "n_samples" if resource == "examples" else "size", "random_state": 0}
    if most:
        options["max_resources"] = most
    model = Classifier() if classes > 1 else Model()
    if kind == "grid":
        search = HalvingGridSearchCV(model, {"index": list(range(candidates))}, **options)
    else:
        search = HalvingRandomSearchCV(
            model, {"index": list(range(10000))}, n_candidates=candidates or "exhaust", **options)
    search._checked_cv_orig = KFold(folds)
    search._n_samples_orig = examples
    search.n_splits_ = folds
    results = {"iter": [], "mean_test_score": [], "params": []}

    def evaluate(params, cv, more_results, callback_ctx):
        params = list(params)
        results["iter"] += more_results["iter"]
        results["params"] += params
        results["mean_test_score"] += [scores[p["index"]] if scores else p["index"] for p in params]
        return {name: np.array(column) for name, column in results.items()}

    try:
        search._check_input_parameters(
            np.zeros((examples, 1)), np.arange(examples) % classes, {})
        search._run_search(evaluate, callback_ctx=Callbacks())
    except ValueError:
        return None
    search.results = {name: np.array(column) for name, column in results.items()}
    return search


def schedule(result):
    if result is None:
        return "error"
    iterations = [f"{n}:{r}" for n, r in zip(result.n_candidates_, result.n_resources_)]
    return " ".join(
        [",".join(iterations), str(result.n_required_iterations_),
         str(result.n_possible_iterations_)])


for _ in range(1500):
    kind = draw.choice(["grid", "random"])
    candidates = draw.choice(
        [draw.randint(1, 12), draw.randint(1, 300), 2**draw.randint(1, 7), 3**draw.randint(1, 5)])
    if kind == "random" and draw.random() < 0.5:
        candidates = 0
    factor = draw.choice([2, 3, 3, 4, 1.5, 2.5, 1.7, 10])
    resource = draw.choice(["examples", "parameter"])
    examples, folds, classes = draw.randint(12, 400), draw.randint(2, 5), draw.randint(1, 3)
    most = draw.choice([0, 0, draw.randint(5, examples)])
    if resource == "parameter":
        most = draw.choice([draw.randint(1, 1000), 3**draw.randint(0, 7), 2**draw.randint(0, 10)])
    least = draw.choice(["exhaust", "smallest", draw.randint(10, 40), draw.randint(1, 60)])
    if resource == "examples" and isinstance(least, int):
        least = max(least, 2 * folds)  # fewer leave a part of a fold empty
    if kind == "random" and candidates == 0 and least == "exhaust":
        least = "smallest"
    aggressive = draw.random() < 0.4
    result = search(
        kind, candidates, factor, resource, least, most, aggressive, examples, folds, classes)
    lines.append(
        f"schedule {kind} {candidates or 'exhaust'} {factor} {resource} {least} {most or '-'} "
        f"{int(aggressive)} {examples} {folds} {classes} {schedule(result)}")

# The candidates of each iteration and the best one, with scores that are often equal and sometimes missing.
for _ in range(200):
    candidates, factor = draw.randint(2, 16), draw.choice([2, 3, 1.5])
    scores = [draw.randint(0, draw.choice([2, 5, 50])) for _ in range(candidates)]
    if draw.random() < 0.3:
        scores = [np.nan if draw.random() < 0.3 else score for score in scores]
    result = search("grid", candidates, factor, "parameter", 1, 1000, False, 12, 2, 1, scores)
    results = result.results
    iterations = []
    for iteration in range(result.n_iterations_):
        kept = [p["index"] for p, i in zip(results["params"], results["iter"]) if i == iteration]
        iterations.append(",".join(map(str, kept)))
    text = ",".join("-" if np.isnan(score) else str(score) for score in scores)
    best = results["params"][result._select_best_index(None, None, results)]["index"]
    lines.append(f"selection {factor} {text} {';'.join(iterations)} {best}")

# The numbers of examples of both parts in each fold.
for _ in range(100):
    examples, folds = draw.randint(12, 300), draw.randint(2, 6)
    size = draw.randint(2 * folds, max(2 * folds, examples))
    if size > examples:
        continue
    splitter = _SubsampleMetaSplitter(
        base_cv=KFold(folds), fraction=size / examples, subsample_test=True, random_state=0)
    sizes = [f"{len(train)}:{len(test)}" for train, test in splitter.split(np.zeros(examples), None)]
    lines.append(f"subset {examples} {folds} {size} {','.join(sizes)}")

with open("halving.txt", "w") as file:
    file.write("\n".join(lines) + "\n")
