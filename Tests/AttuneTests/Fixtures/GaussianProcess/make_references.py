"""Writes what NumPy, SciPy, scikit-learn and mpmath compute for Gaussian processes.

    python3 -m venv venv && venv/bin/pip install numpy scipy scikit-learn mpmath
    venv/bin/python make_references.py
"""

import json
import pathlib

import mpmath
import numpy as np
import scipy.optimize
import scipy.special
import scipy.stats
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern

HERE = pathlib.Path(__file__).parent
mpmath.mp.dps = 50


def write(name, value):
    (HERE / name).write_text(json.dumps(value, indent=1) + "\n")


def listed(array):
    return np.asarray(array).tolist()


def matrices():
    cases = []
    for count, seed in ((1, 1), (5, 2), (8, 3), (19, 4), (40, 5)):
        rng = np.random.default_rng(seed)
        square = rng.normal(size=(count, count))
        matrix = square @ square.T + 0.1 * np.eye(count)
        matrix = 0.5 * (matrix + matrix.T)
        vector = rng.normal(size=count)
        cases.append(
            dict(
                matrix=listed(matrix),
                vector=listed(vector),
                upper=listed(np.linalg.cholesky(matrix).T),
                solution=listed(np.linalg.solve(matrix, vector)),
                inverse=listed(np.linalg.inv(matrix)),
                logDeterminant=float(np.linalg.slogdet(matrix)[1]),
            )
        )
    write("matrices.json", dict(cases=cases))


def quadratics():
    """Convex quadratic functions within bounds, minimized by SciPy."""
    cases = []
    for count, seed in ((2, 1), (5, 2), (10, 3)):
        rng = np.random.default_rng(seed)
        square = rng.normal(size=(count, count))
        matrix = square @ square.T + 0.1 * np.eye(count)
        center = rng.uniform(-1, 2, size=count)
        result = scipy.optimize.minimize(
            lambda x: 0.5 * (x - center) @ matrix @ (x - center),
            np.full(count, 0.5),
            jac=lambda x: matrix @ (x - center),
            method="L-BFGS-B",
            bounds=[(0, 1)] * count,
            options=dict(ftol=1e-16, gtol=1e-12, maxiter=10000),
        )
        cases.append(
            dict(
                matrix=listed(matrix),
                center=listed(center),
                point=listed(result.x),
                value=float(result.fun),
            )
        )
    write("quadratics.json", dict(cases=cases))


def refined(exponent, values, transformation, slope):
    """The nearest maximum of the likelihood of a power transformation, by Newton's method.

    SciPy's exponents have errors up to 1e-3 where the numbers are far from 0.
    """
    values = [mpmath.mpf(float(value)) for value in values]

    def likelihood(exponent):
        results = [transformation(value, exponent) for value in values]
        mean = sum(results) / len(results)
        variance = sum((result - mean) ** 2 for result in results) / len(results)
        return (exponent - 1) * sum(map(slope, values)) - len(values) * mpmath.log(variance) / 2

    exponent = mpmath.mpf(exponent)
    for _ in range(5):
        exponent -= mpmath.diff(likelihood, exponent) / mpmath.diff(likelihood, exponent, 2)
    return float(exponent)


def box_cox(value, exponent):
    return (value**exponent - 1) / exponent


def yeo_johnson(value, exponent):
    if value >= 0:
        return box_cox(1 + value, exponent)
    return -box_cox(1 - value, 2 - exponent)


def powers():
    rng = np.random.default_rng(7)
    samples = [
        rng.lognormal(size=50),
        rng.gamma(2.0, size=200) + 0.01,
        rng.uniform(1, 3, size=30),
        100 + rng.normal(size=40),
        rng.normal(size=60),
        rng.normal(size=60) ** 3,
        -rng.lognormal(size=25),
        np.r_[rng.normal(size=20), 30.0],
    ]
    cases = []
    for sample in samples:
        case = dict(values=listed(sample))
        if sample.min() > 0:
            case["boxCox"] = refined(
                scipy.stats.boxcox_normmax(sample, method="mle"), sample, box_cox, mpmath.log
            )
            case["boxCoxValues"] = listed(scipy.stats.boxcox(sample, case["boxCox"]))
        case["yeoJohnson"] = refined(
            scipy.stats.yeojohnson_normmax(sample),
            sample,
            yeo_johnson,
            lambda value: mpmath.sign(value) * mpmath.log1p(abs(value)),
        )
        case["yeoJohnsonValues"] = listed(scipy.stats.yeojohnson(sample, case["yeoJohnson"]))
        cases.append(case)
    write("powers.json", dict(cases=cases))


def half_rank(scores):
    """Vizier's half-rank warp."""
    warped = np.array(scores)
    median = np.median(warped)
    distinct = np.unique(warped)
    good = distinct[distinct >= median]
    deviation = math.sqrt(((good - median) ** 2).mean()) or math.sqrt(
        ((distinct - median) ** 2).mean()
    )
    rank = scipy.stats.rankdata(warped, method="dense")
    below = np.searchsorted(distinct, median)
    count = below + (0.5 if below < len(distinct) and distinct[below] == median else 0)
    mask = warped < median
    warped[mask] = median + deviation * scipy.special.ndtri(0.5 * (rank[mask] - 0.5) / count)
    return warped


def warps():
    rng = np.random.default_rng(3)
    cases = []
    for scores in (
        rng.normal(size=9),
        rng.normal(size=10) ** 3,
        np.round(rng.normal(size=20) * 2),
        np.array([1.0, 1.0, 1.0, 0.0]),
    ):
        cases.append(
            dict(
                scores=listed(scores),
                halfRank=listed(half_rank(scores)),
            )
        )
    write("warps.json", dict(cases=cases))


def kernel(a, b, beta, amplitude, categories):
    difference = a[:, None, :] - b[None, :, :]
    delta = np.where(categories, (difference != 0).astype(float), difference**2)
    r = np.sqrt(5 * (delta @ beta))
    return amplitude * (1 + r + r * r / 3) * np.exp(-r)


def posterior(x, y, z, beta, amplitude, noise, categories):
    gram = kernel(x, x, beta, amplitude, categories) + noise * np.eye(len(x))
    cross = kernel(x, z, beta, amplitude, categories)
    solved = np.linalg.solve(gram, cross)
    own = kernel(z, z, beta, amplitude, categories)
    return solved.T @ y, own - cross.T @ solved


def regressions():
    cases = []
    for count, dimensions, noise, seed in ((6, 1, 1e-3, 1), (20, 3, 1e-2, 2), (50, 6, 1e-4, 3)):
        rng = np.random.default_rng(seed)
        x = rng.uniform(size=(count, dimensions))
        y = np.sin(3 * x.sum(axis=1)) + 0.1 * rng.normal(size=count)
        z = rng.uniform(size=(11, dimensions))
        lengths = rng.uniform(0.3, 1.5, size=dimensions)
        amplitude = 1.7
        model = GaussianProcessRegressor(
            ConstantKernel(amplitude) * Matern(length_scale=lengths, nu=2.5),
            alpha=noise,
            optimizer=None,
        ).fit(x, y)
        mean, covariance = model.predict(z, return_cov=True)
        cases.append(
            dict(
                points=listed(x),
                outputs=listed(y),
                candidates=listed(z),
                inverseSquaredLengths=listed(lengths**-2),
                amplitude=amplitude,
                noise=noise,
                means=listed(mean),
                covariances=listed(covariance),
                logLikelihood=float(model.log_marginal_likelihood_value_),
            )
        )
    write("regressions.json", dict(cases=cases))


def mixed():
    """Categories, more points and the corrected expected improvement."""
    rng = np.random.default_rng(11)
    count, categories = 30, np.array([False, True, False, True])
    x = np.c_[
        rng.uniform(size=count),
        rng.integers(-1, 3, size=count),
        rng.uniform(size=count),
        rng.integers(0, 2, size=count),
    ]
    y = np.cos(4 * x[:, 0]) + 0.5 * (x[:, 1] == 1) - x[:, 2] * x[:, 3] + 0.1 * rng.normal(size=count)
    y = (y - y.mean()) / y.std()
    z = np.c_[
        rng.uniform(size=9), rng.integers(-1, 4, size=9), rng.uniform(size=9), rng.integers(0, 2, size=9)
    ]
    beta, amplitude, noise = np.array([2.0, 0.3, 0.7, 1.1]), 1.3, 0.02
    common = (beta, amplitude, noise, categories)
    mean, covariance = posterior(x, y, z, *common)
    # The variances do not depend on the outputs of the added points.
    _, more_covariance = posterior(np.r_[x, z[:3]], np.r_[y, np.zeros(3)], z, *common)
    # The posterior of the function at the candidates and at the observed points.
    joint_mean, joint = posterior(x, y, np.r_[z, x], *common)
    best = int(np.argmax(joint_mean[len(z) :]))
    place = len(z) + best
    difference = joint_mean[: len(z)] - joint_mean[place]
    variance = np.diag(joint)[: len(z)] + joint[place, place] - 2 * joint[: len(z), place]
    corrected = [
        float(log_improvement(mpmath.mpf(float(d)) / mpmath.sqrt(float(v))) + mpmath.log(float(v)) / 2)
        for d, v in zip(difference, variance + 1e-12)
    ]
    write(
        "mixed.json",
        dict(
            points=listed(x),
            isCategory=[bool(c) for c in categories],
            outputs=listed(y),
            candidates=listed(z),
            inverseSquaredLengths=listed(beta),
            amplitude=amplitude,
            noise=noise,
            means=listed(mean),
            covariances=listed(covariance),
            addedVariances=listed(np.diag(more_covariance)),
            incumbent=best,
            correctedImprovements=corrected,
        ),
    )


def log_improvement(z):
    """ln (z Phi(z) + phi(z)), to 50 digits."""
    z = mpmath.mpf(z)
    with mpmath.workdps(80):
        return mpmath.log(z * mpmath.ncdf(z) + mpmath.npdf(z))


def improvements():
    points = [-1e4, -1e3, -200, -60, -50.5, -50, -49.9, -38, -30, -25.1, -25, -10, -5, -2, -1.01, -1]
    points += [-0.99, -0.5, -1e-3, 0, 0.3, 1, 2.5, 5, 8, 20, 100, 1e4]
    cases = []
    for z in points:
        with mpmath.workdps(80):
            x = mpmath.mpf(z)
            value = x * mpmath.ncdf(x) + mpmath.npdf(x)
            if z < -1000:
                u = 1 / x**2
                terms = [(-1) ** k * mpmath.fac2(2 * k + 1) * u**k for k in range(8)]
                log = -x * x / 2 - mpmath.log(mpmath.sqrt(2 * mpmath.pi)) - 2 * mpmath.log(-x)
                log += mpmath.log(sum(terms))
                tail = sum((-1) ** k * mpmath.fac2(2 * k - 1) * u**k for k in range(8))
                slope, complement = -x * tail / sum(terms), x * x / sum(terms)
            else:
                with mpmath.workdps(900 if z < -30 else 80):
                    value = x * mpmath.ncdf(x) + mpmath.npdf(x)
                    log = mpmath.log(value)
                    slope, complement = mpmath.ncdf(x) / value, mpmath.npdf(x) / value
            probability = None
            if z >= -1000:
                probability = mpmath.log(mpmath.ncdf(x)) if z < 0 else mpmath.log1p(-mpmath.ncdf(-x))
        cases.append(
            dict(
                z=z,
                logarithm=float(log),
                slope=float(slope),
                complement=float(complement),
                logProbability=float(probability) if probability is not None else None,
            )
        )
    write("improvements.json", dict(cases=cases))


def fits():
    """The highest posterior densities of hyperparameters, with Optuna's priors, by SciPy."""
    cases = []
    for count, dimensions, seed in ((15, 2, 1), (40, 4, 2), (60, 6, 3)):
        rng = np.random.default_rng(seed)
        x = rng.uniform(size=(count, dimensions))
        y = -((x - 0.4) ** 2 @ np.arange(1, dimensions + 1)) + 0.1 * rng.normal(size=count)
        y = (y - y.mean()) / y.std()
        none = np.zeros(dimensions, bool)

        def loss(theta):
            beta, amplitude = np.exp(theta[:dimensions]), math.exp(theta[dimensions])
            noise = math.exp(theta[dimensions + 1]) + 1e-6
            gram = kernel(x, x, beta, amplitude, none) + noise * np.eye(count)
            prior = -(0.1 / beta + 0.1 * beta).sum() + math.log(amplitude) - amplitude
            prior += 0.1 * math.log(noise) - 30 * noise
            return (
                0.5 * y @ np.linalg.solve(gram, y) + 0.5 * np.linalg.slogdet(gram)[1] - prior
            )

        best = min(
            (
                scipy.optimize.minimize(loss, np.r_[np.full(dimensions, b), 0.0, s], method="L-BFGS-B",
                    bounds=[(-9, 9)] * dimensions + [(-6, 5), (-18, 2)],
                    options=dict(maxfun=100000, ftol=1e-13, gtol=1e-7))
                for b, s in ((0.0, -4.0), (2.5, -8.0))
            ),
            key=lambda result: result.fun,
        )
        start = np.r_[np.full(dimensions, 0.0), 0.0, -4.0]
        cases.append(
            dict(
                points=listed(x),
                outputs=listed(y),
                startValue=float(loss(start)),
                logarithms=listed(best.x),
                value=float(best.fun),
            )
        )
    write("fits.json", dict(cases=cases))


for make in (matrices, quadratics, powers, warps, regressions, mixed, improvements, fits):
    make()
