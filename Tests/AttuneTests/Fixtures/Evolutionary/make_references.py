"""Writes what Optuna's evolutionary samplers and hypervolume make of a number of cases.

    python3 -m venv venv && venv/bin/pip install optuna==5.0.0 scipy
    venv/bin/python make_references.py
"""

import functools
import pathlib
import sys
import types
import warnings

import numpy as np
import optuna
from optuna._hypervolume import compute_hypervolume
from optuna._hypervolume.hssp import _solve_hssp
from optuna.samplers import nsgaii
from optuna.samplers._nsgaiii import _elite_population_selection_strategy as nsga3
from optuna.samplers.nsgaii import _constraints_evaluation as constraints
from optuna.samplers.nsgaii import _crossover as crossover
from optuna.samplers.nsgaii import _elite_population_selection_strategy as nsga2
from optuna.study import StudyDirection
from optuna.study._multi_objective import _dominates
from optuna.study._multi_objective import _fast_non_domination_rank

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent))
import rows  # noqa: E402

write = functools.partial(rows.write, HERE)

warnings.simplefilter("ignore")
INF = float("inf")


class Recorder:
    """Draws from a generator and records the numbers; its shuffle is not random."""

    def __init__(self, rng, order="keep"):
        self.rng, self.order, self.numbers, self.indices = rng, order, [], []

    def rand(self, *size):
        numbers = self.rng.rand(*size)
        self.numbers.extend(np.atleast_1d(numbers).tolist())
        return numbers

    def normal(self, mean, deviation, size=None):
        # The same numbers of the standard normal distribution for all deviations.
        numbers = self.rng.standard_normal(size)
        self.numbers.extend(np.atleast_1d(numbers).tolist())
        return mean + deviation * numbers

    def choice(self, count):
        self.indices.append(int(self.rng.randint(count)))
        return self.indices[-1]

    def shuffle(self, items):
        if self.order == "reverse":
            items.reverse()


def study(dimensions):
    return types.SimpleNamespace(
        directions=[StudyDirection.MINIMIZE] * dimensions,
        _is_multi_objective=lambda: dimensions > 1,
    )


def population(losses, violations=None):
    trials = []
    for number, values in enumerate(losses):
        attrs = {}
        if violations is not None:
            # A feasible trial without a constraint, or with a negative one.
            value = violations[number]
            attrs = {"constraints": [value, -1.0]} if value > 0 or number % 2 else {}
        trial = optuna.trial.create_trial(values=list(values), system_attrs=attrs)
        trial.number = number
        trials.append(trial)
    return trials


def points(rng, count, dimensions, kind):
    """Losses: `continuous`, on a coarse grid (`ties`), or with some infinite ones."""
    if kind == "continuous":
        return rng.randint(-9999, 9999, (count, dimensions)) / 10.0 ** rng.randint(1, 7, dimensions)
    losses = rng.randint(0, 5, (count, dimensions)).astype(float)
    if kind == "infinite":
        chosen = rng.rand(count, dimensions)
        losses[chosen < 0.12] = INF
        losses[chosen > 0.9] = -INF
    return losses


KINDS = ("continuous", "ties", "infinite")


def violations(rng, count):
    values = rng.choice([0.0, 0.0, 0.25, 1.0, INF], count)
    noise = rng.rand(count) < 0.4
    values[noise] = rng.randint(1, 300, count)[noise] / 100
    return values


def ranks(rng):
    cases = []
    for index in range(90):
        count, dimensions = rng.randint(1, 25), 1 + index % 5
        losses = points(rng, count, dimensions, KINDS[index // 5 % 3])
        penalty = violations(rng, count) if index % 2 else None
        if index % 11 == 0:
            penalty = np.full(count, 0.5)
        expected = _fast_non_domination_rank(losses, penalty=penalty)
        zeros = np.zeros(count)
        cases.append({
            "losses": losses, "violations": zeros if penalty is None else penalty,
            "ranks": expected})
    return cases


def crowding(rng):
    cases = []
    for index in range(60):
        count, dimensions = rng.randint(1, 14), 1 + index % 4
        losses = points(rng, count, dimensions, KINDS[index // 4 % 3])
        trials = population(losses)
        distances = nsga2._calc_crowding_distance(list(trials))
        nsga2._crowding_distance_sort(trials)
        cases.append({
            "losses": losses, "distances": [distances[i] for i in range(count)],
            "order": [trial.number for trial in trials]})
    return cases


def elites(rng):
    cases = []
    for index in range(48):
        count, dimensions = rng.randint(6, 28), 1 + index % 4
        losses = points(rng, count, dimensions, KINDS[index // 4 % 3])
        penalty = violations(rng, count) if index % 2 else np.zeros(count)
        size = int(rng.randint(2, count))
        trials = population(losses, penalty if index % 2 else None)
        elite = nsga2.NSGAIIElitePopulationSelectionStrategy(population_size=size)(
            study(dimensions), list(trials))
        cases.append({
            "losses": losses, "violations": penalty, "count": size,
            "elite": [trial.number for trial in elite]})
    return cases


def elites_by_niche(rng):
    cases = []
    for index in range(48):
        count, dimensions = rng.randint(6, 28), 2 + index % 3
        losses = points(rng, count, dimensions, "continuous")
        if index % 4 == 0:
            # Some infinite losses, but a finite one of each objective.
            losses[1:][rng.rand(count - 1, dimensions) < 0.1] = INF
        penalty = violations(rng, count) if index % 2 else np.zeros(count)
        size = int(rng.randint(2, count))
        order = "reverse" if index % 3 else "keep"
        rng_stub = types.SimpleNamespace(rng=Recorder(rng, order))
        elite = nsga3.NSGAIIIElitePopulationSelectionStrategy(
            population_size=size, dividing_parameter=1 + index % 4, rng=rng_stub)(
            study(dimensions), population(losses, penalty if index % 2 else None))
        cases.append({
            "losses": losses, "violations": penalty, "count": size,
            "divisions": 1 + index % 4, "order": order,
            "elite": [trial.number for trial in elite]})
    return cases


def normalization(rng):
    cases = []
    for index in range(60):
        count, dimensions = rng.randint(1, 20), 1 + index % 5
        losses = points(rng, count, dimensions, KINDS[index // 5 % 3])
        # Optuna's result is NaN for an objective without a finite value.
        losses[0, ~np.isfinite(losses).any(axis=0)] = 1.0
        matrix = nsga3._normalize_objective_values(nsga3._filter_inf(population(losses)))
        references = nsga3._generate_default_reference_point(dimensions, 3)
        nearest, distances = nsga3._associate_individuals_with_reference_points(matrix, references)
        cases.append({
            "losses": losses, "normalized": matrix, "nearest": nearest, "distances": distances})
    return cases


def niching(rng):
    cases = []
    for index in range(60):
        front, elite, niches = rng.randint(1, 25), rng.randint(0, 12), rng.randint(1, 9)
        nearest = rng.randint(0, niches, elite + front)
        distances = rng.randint(0, 6, elite + front) / 4.0
        count, order = int(rng.randint(1, front + 1)), ("keep", "reverse")[index % 2]
        selected = nsga3._preserve_niche_individuals(
            count, elite, list(range(front)), nearest, distances, Recorder(rng, order))
        cases.append({
            "elite": nearest[:elite], "nearest": nearest[elite:], "distances": distances[elite:],
            "count": count, "order": order, "selected": selected})
    return cases


def parents(rng):
    cases = []
    for index in range(60):
        count, dimensions = rng.randint(3, 12), 1 + index % 3
        losses = points(rng, count, dimensions, KINDS[index // 3 % 3])
        penalty = violations(rng, count) if index % 2 else np.zeros(count)
        trials = population(losses, penalty if index % 2 else None)
        better = constraints._constrained_dominates if index % 2 else _dominates
        recorder = Recorder(rng)
        selected = crossover._select_parents(
            types.SimpleNamespace(n_parents=2 + index % 2), study(dimensions), trials, recorder,
            better)
        cases.append({
            "losses": losses, "violations": penalty, "indices": recorder.indices,
            "parents": [trial.number for trial in selected]})
    return cases


def crossovers(rng):
    operators = [
        ("uniform", {"swapping_prob": 0.3}, nsgaii.UniformCrossover),
        ("uniform", {}, nsgaii.UniformCrossover),
        ("blx-alpha", {}, nsgaii.BLXAlphaCrossover),
        ("blx-alpha", {"alpha": 0.1}, nsgaii.BLXAlphaCrossover),
        ("spx", {}, nsgaii.SPXCrossover),
        ("spx", {"epsilon": 1.5}, nsgaii.SPXCrossover),
        ("undx", {}, nsgaii.UNDXCrossover),
        ("undx", {"sigma_xi": 0.8, "sigma_eta": 0.6}, nsgaii.UNDXCrossover),
        ("sbx", {}, nsgaii.SBXCrossover),
        ("sbx", {"eta": 5.0, "uniform_crossover_prob": 0.2, "use_child_gene_prob": 0.9},
         nsgaii.SBXCrossover),
        ("vsbx", {}, nsgaii.VSBXCrossover),
        ("vsbx", {"eta": 0.0, "uniform_crossover_prob": 0.8, "use_child_gene_prob": 0.7},
         nsgaii.VSBXCrossover),
    ]
    cases = []
    for name, arguments, make in operators:
        operator = make(**arguments)
        for index in range(16):
            dimensions = (1, 2, 3, 7)[index % 4]
            low = rng.standard_normal(dimensions) * 10
            high = low + 10.0 ** rng.uniform(-2, 2, dimensions)
            values = low + (high - low) * rng.rand(operator.n_parents, dimensions)
            if index == 12:
                values[1] = values[0]
            if index == 13:
                values[0], values[1, 0] = low, high[0]
            if index == 14:
                values[:] = values[0]
            objectives = 1 + index // 4 % 2
            recorder = Recorder(rng)
            child = operator.crossover(
                values, recorder, study(objectives), np.stack([low, high], axis=1))
            case = {
                "operator": name, "arguments": arguments, "objectives": objectives,
                "bounds": np.stack([low, high], axis=1), "parents": values, "child": child}
            if name == "undx":
                # The sum of the basis vectors times their numbers, which no basis changes.
                basis = operator._orthonormal_basis_vector_to_psl(values, dimensions)
                etas = np.array(recorder.numbers[:dimensions - 1])
                case["across"] = etas @ basis if dimensions > 1 else np.zeros(1)
                case["along"] = recorder.numbers[-1]
            else:
                case["uniforms"] = recorder.numbers
            cases.append(case)
    return cases


def mutations(rng):
    cases = []
    for index in range(60):
        eta = (20.0, 0.0, 3.5)[index % 3]
        low = float(rng.standard_normal())
        high = low + float(rng.choice([0.0, 0.5, 20.0], p=[0.1, 0.45, 0.45]))
        value = (low, high, low + float(rng.rand()) * (high - low))[min(index % 7, 2)]
        recorder = Recorder(rng)
        result = nsgaii.PolynomialMutation(eta=eta).mutation(
            value, recorder, study(2), np.array([low, high]))
        cases.append([eta, low, high, value, recorder.numbers[0],
                      float(np.clip(result, low, high))])
    return cases


def hypervolumes(rng):
    cases = []
    for index in range(90):
        dimensions = 1 + index % 6
        count = (0, 1, 2, 5, 12, 20)[index // 6 % 6]
        losses = rng.rand(count, dimensions)
        if index % 3 == 0:
            losses = np.round(losses * 4) / 4
        if index % 5 == 0 and count:
            # Points of a front, of which none dominates another.
            losses = losses + 0.1
            losses = losses / np.linalg.norm(losses, axis=1)[:, None]
        reference = np.full(dimensions, 1.0 if index % 2 else 1.25)
        if index % 9 == 8 and count:
            losses[rng.randint(count), rng.randint(dimensions)] = -INF
        if index % 23 == 22:
            reference[0] = INF
        cases.append({
            "points": losses, "reference": reference,
            "volume": compute_hypervolume(losses, reference)})
    return cases


def subsets(rng):
    cases = []
    for index in range(24):
        dimensions, count = 2 + index % 3, 8
        losses = rng.rand(count, dimensions) + 0.1
        losses = losses / np.linalg.norm(losses, axis=1)[:, None]
        if index % 2:
            for _ in range(2):
                losses[rng.randint(count), rng.randint(dimensions)] = -INF
        # Selection from a front only.
        losses = losses[_fast_non_domination_rank(losses) == 0]
        size = int(rng.randint(1, len(losses) + 1))
        worst = losses.max(axis=0)
        reference = np.maximum(1.1 * worst, 0.9 * worst)
        selected = _solve_hssp(losses, np.arange(len(losses)), size, reference)
        cases.append({"points": losses, "count": size, "selected": selected})
    return cases


def main():
    make = np.random.RandomState
    write("ranks.json", {"cases": ranks(make(1))})
    write("crowding.json", {"cases": crowding(make(2))})
    write("elites.json", {"crowding": elites(make(3)), "niching": elites_by_niche(make(4))})
    write("niching.json", {"normalization": normalization(make(5)), "niching": niching(make(6)),
                           "references": [
                               [d, k, nsga3._generate_default_reference_point(d, k)]
                               for d, k in ((1, 3), (2, 3), (3, 3), (3, 1), (4, 2), (5, 3))]})
    write("parents.json", {"cases": parents(make(7))})
    write("operators.json", {"crossovers": crossovers(make(8)), "mutations": mutations(make(9))})
    write("hypervolumes.json", {"volumes": hypervolumes(make(10)), "subsets": subsets(make(11))})


main()
