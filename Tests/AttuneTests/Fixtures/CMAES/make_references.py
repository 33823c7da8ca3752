"""Writes what the package cmaes makes of given normal numbers and losses.

    python3 -m venv venv && venv/bin/pip install cmaes==0.13.0 scipy==1.17.1
    venv/bin/python make_references.py
"""

import json
import math
import pathlib

import cmaes
import numpy as np

HERE = pathlib.Path(__file__).parent


class Numbers:
    """Approximately normal numbers from a linear congruential generator.

    They need additions and multiplications only, so that the tests can make the same ones.
    """

    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 11) * 2.0**-53

    def normal(self):
        total = 0.0
        for _ in range(12):
            total += self.uniform()
        return total - 6.0


class SymmetricSource:
    """Replaces the random generator of an optimizer.

    cmaes samples m + sigma B D z. For z = transpose(B) z' that is m + sigma sqrt(C) z', with the
    symmetric root of C, which does not depend on the signs and the order of eigenvectors.
    """

    def __init__(self, optimizer, numbers):
        self.optimizer = optimizer
        self.numbers = numbers

    def randn(self, count):
        z = np.array([self.numbers.normal() for _ in range(count)])
        factors = self.optimizer._eigen_decomposition()
        return factors[0].T @ z if isinstance(factors, tuple) else z


def ellipsoid(x):
    n = len(x)
    return float(sum(100.0 ** (i / max(n - 1, 1)) * (v - 0.3) ** 2 for i, v in enumerate(x)))


def sphere(x):
    return float(sum((v - 0.3) ** 2 for v in x))


def create(variant, mean, sigma, population, covariance=None, level_counts=None):
    mean = np.array(mean)
    bounds = np.array([[0.0, 1.0]] * len(mean))
    settings = dict(
        mean=mean, sigma=sigma, bounds=bounds, population_size=population,
        n_max_resampling=10 * len(mean))
    if variant == "separable":
        return cmaes.SepCMA(**settings)
    if covariance is not None:
        settings["cov"] = np.array(covariance)
    if variant == "margin":
        steps = np.array([0.0 if count is None else 1 / (count - 1) for count in level_counts])
        return cmaes.CMAwM(**settings, steps=steps)
    return cmaes.CMA(**settings, lr_adapt=variant == "learning rates")


def wire(optimizer, seed):
    """The optimizer that holds the distribution, with the replaced generator."""
    inner = getattr(optimizer, "_cma", optimizer)
    inner._rng = SymmetricSource(inner, Numbers(seed))
    return inner


def ask(optimizer):
    """The encoded and the sampled point."""
    answer = optimizer.ask()
    return answer if isinstance(answer, tuple) else (answer, answer)


def triangle(matrix):
    """The lower triangle, row after row; of a diagonal matrix, the diagonal."""
    if matrix.ndim == 1:
        return matrix.tolist()
    return [matrix[i][j] for i in range(len(matrix)) for j in range(i + 1)]


def steps_case(
        name, variant, dimension, generations, seed, mean=None, sigma=1 / 6, population=None,
        covariance=None, level_counts=None, loss=None):
    """Generation by generation, with the points that cmaes sampled."""
    mean = [0.5] * dimension if mean is None else mean
    optimizer = create(variant, mean, sigma, population, covariance, level_counts)
    inner = wire(optimizer, seed)
    losses = Numbers(seed + 1000)
    rows = []
    for generation in range(generations):
        candidates = [ask(optimizer) for _ in range(optimizer.population_size)]
        values = [
            ellipsoid(encoded) if loss is None else loss(encoded, losses, index)
            for index, (encoded, _) in enumerate(candidates)]
        told = [(sampled.copy(), value) for (_, sampled), value in zip(candidates, values)]
        optimizer.tell(told)
        row = {
            "points": [sampled.tolist() for _, sampled in candidates],
            "losses": [str(value) if math.isinf(value) else value for value in values],
            "mean": inner._mean.tolist(),
            "sigma": float(inner._sigma),
            "covariance": triangle(inner._C),
            "stepPath": inner._p_sigma.tolist(),
            "covariancePath": inner._pc.tolist(),
            "stops": bool(optimizer.should_stop()),
        }
        if variant == "margin":
            row["encoded"] = [encoded.tolist() for encoded, _ in candidates]
            row["scales"] = getattr(optimizer, "_A", np.ones(dimension)).tolist()
        if variant == "learning rates":
            row["rates"] = [float(inner._eta_mean), float(inner._eta_Sigma)]
        rows.append(row)
    return {
        "name": name, "variant": variant, "dimension": dimension, "seed": seed,
        "populationSize": optimizer.population_size, "start": mean, "startSigma": sigma,
        "startCovariance": None if covariance is None else triangle(np.array(covariance)),
        "levelCounts": level_counts, "generations": rows,
    }


def run_case(variant, dimension, seed, level_counts=None):
    """A whole run on the sphere, until cmaes stops."""
    mean = [0.5] * dimension
    optimizer = create(variant, mean, 1 / 6, None, level_counts=level_counts)
    inner = wire(optimizer, seed)
    while not optimizer.should_stop():
        candidates = [ask(optimizer) for _ in range(optimizer.population_size)]
        optimizer.tell([(sampled, sphere(encoded)) for encoded, sampled in candidates])
        if optimizer.generation > 3000:
            raise RuntimeError("no stop")
    return {
        "variant": variant, "dimension": dimension, "seed": seed, "levelCounts": level_counts,
        "generation": optimizer.generation, "mean": inner._mean.tolist(),
    }


def random_covariance(dimension, seed):
    numbers = Numbers(seed)
    root = np.array([[numbers.normal() for _ in range(dimension)] for _ in range(dimension)])
    return (root @ root.T / dimension + 0.1 * np.eye(dimension)).tolist()


def warm_start_case(dimension, count, gamma, seed):
    numbers = Numbers(seed)
    points = [[numbers.uniform() for _ in range(dimension)] for _ in range(count)]
    losses = [round(ellipsoid(point), 1) for point in points]  # with ties
    solutions = [(np.array(point), loss) for point, loss in zip(points, losses)]
    mean, sigma, covariance = cmaes.get_warm_start_mgd(solutions, gamma=gamma, alpha=0.1)
    return {
        "points": points, "losses": losses, "gamma": gamma, "mean": mean.tolist(),
        "sigma": float(sigma), "covariance": triangle(covariance),
    }


def noise(encoded, losses, index):
    return losses.normal()


def often_infinite(encoded, losses, index):
    return math.inf if index % 3 == 0 else ellipsoid(encoded)


def constant(encoded, losses, index):
    return 1.0


STEPS = [
    steps_case(f"{variant} {dimension}", variant, dimension, generations, seed)
    for seed, variant in enumerate(["full", "separable", "learning rates"], 1)
    for dimension, generations in [(2, 12), (5, 6), (10, 4)]
] + [
    steps_case("one dimension", "full", 1, 6, 11),
    steps_case("near a corner", "full", 5, 6, 12, mean=[0.05, 0.9, 0.0, 0.1, 1.0], sigma=0.4),
    steps_case("clipped", "separable", 10, 2, 13, mean=[0.0] * 10, sigma=0.5),
    steps_case("covariance", "full", 5, 6, 14, covariance=random_covariance(5, 7)),
    steps_case("large population", "full", 5, 3, 15, population=23),
    steps_case("small population", "full", 3, 6, 16, population=2),
    steps_case("small population", "separable", 3, 6, 17, population=3),
    steps_case("infinite losses", "full", 5, 6, 18, loss=often_infinite),
    steps_case("constant losses", "full", 2, 30, 19, population=4, loss=constant),
    steps_case("noise", "learning rates", 5, 10, 20, loss=noise),
    steps_case("noise", "full", 2, 10, 21, loss=noise),
    steps_case("margin 2", "margin", 2, 14, 22, level_counts=[None, 2]),
    steps_case("margin 5", "margin", 5, 10, 23, level_counts=[None, 2, 4, 11, None]),
    steps_case(
        "margin 10", "margin", 10, 6, 24,
        level_counts=[None, 2, 2, 3, 3, 5, 21, None, None, 101]),
    steps_case("all discrete", "margin", 3, 12, 25, level_counts=[3, 6, 6]),
    steps_case("all continuous", "margin", 3, 4, 26, level_counts=[None, None, None]),
    steps_case(
        "margin with covariance", "margin", 3, 6, 27, level_counts=[5, None, 2],
        covariance=random_covariance(3, 8), mean=[0.1, 0.2, 0.9]),
    steps_case("margin with noise", "margin", 3, 12, 28, level_counts=[5, None, 2], loss=noise),
]

RUNS = [
    run_case("full", 2, 31), run_case("full", 5, 32), run_case("separable", 5, 33),
    run_case("learning rates", 2, 34), run_case("margin", 3, 35, level_counts=[None, 6, 2]),
]

WARM_STARTS = [
    warm_start_case(2, 40, 0.1, 41), warm_start_case(5, 57, 0.1, 42),
    warm_start_case(10, 30, 0.5, 43), warm_start_case(3, 10, 0.1, 44),
]


def write(name, rows):
    text = ",\n ".join(json.dumps(row, allow_nan=False) for row in rows)
    (HERE / name).write_text('{"cases": [\n ' + text + "\n]}\n", encoding="utf-8")


write("steps.json", STEPS)
write("runs.json", RUNS)
write("warm-starts.json", WARM_STARTS)
