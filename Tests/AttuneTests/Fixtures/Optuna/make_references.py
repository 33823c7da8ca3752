"""Writes the reference files of this folder with the real Python Optuna.

    python3 -m venv venv && venv/bin/pip install optuna==5.0.0 mpmath scipy
    venv/bin/python make_references.py          # writes beside itself

Everything is seeded: a second run gives the same files (up to the last bit of
NumPy's exp and log on another processor). What the files hold: README.md.

The journals are written by Optuna's own JournalStorage. Afterwards only two
things are replaced in their text, so that they do not change from run to run:
the worker id, and the date-times (one second per line). The values in
tpe-*.json are computed from the journal as read back after that.
"""

from __future__ import annotations

import datetime
import json
import math
from pathlib import Path
import random
import re
import struct
import tempfile
import warnings

import mpmath
import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution
from optuna.distributions import distribution_to_json
from optuna.distributions import FloatDistribution
from optuna.distributions import IntDistribution
from optuna.pruners import MedianPruner
from optuna.pruners import PercentilePruner
from optuna.samplers import RandomSampler
from optuna.samplers import TPESampler
from optuna.samplers._tpe import parzen_estimator
from optuna.samplers._tpe import sampler as tpe
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from optuna.trial import create_trial
from optuna.trial import TrialState


HERE = Path(__file__).resolve().parent
COMPLETE, PRUNED, FAIL, RUNNING = (
    TrialState.COMPLETE,
    TrialState.PRUNED,
    TrialState.FAIL,
    TrialState.RUNNING,
)
INF, NAN = math.inf, math.nan

assert optuna.__version__ == "5.0.0"
optuna.logging.set_verbosity(optuna.logging.CRITICAL)
warnings.simplefilter("ignore")


# --- writing ------------------------------------------------------------------------


def plain(value):
    """`value` for json.dumps: NumPy types to Python's, non-finite floats to strings."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (float, np.floating)):
        value = float(value)
        if math.isnan(value):
            return "nan"
        if math.isinf(value):
            return "inf" if value > 0 else "-inf"
        return value
    if isinstance(value, np.integer):
        return int(value)
    return value


def write_json(name, top):
    """Writes an object; the lists in it that are not plain numbers get a line per element."""
    lines = []
    for key, value in top.items():
        if isinstance(value, list) and value and isinstance(value[0], (dict, list)):
            rows = ",\n  ".join(json.dumps(plain(row), allow_nan=False) for row in value)
            text = f"[\n  {rows}\n ]"
        else:
            text = json.dumps(plain(value), allow_nan=False)
        lines.append(f" {json.dumps(key)}: {text}")
    (HERE / name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


# --- TPE ----------------------------------------------------------------------------


class StableSort:
    """NumPy for the Parzen estimator, with a stable argsort.

    Optuna sorts observations by NumPy's default argsort, whose order among *equal*
    values depends on the processor (SIMD: unstable even for few) and on N (without SIMD:
    stable up to 16). The order decides which of the equal
    observations gets which bandwidth. The references use the stable order; without
    ties it is the same (asserted below).
    """

    def __getattr__(self, name):
        return getattr(np, name)

    @staticmethod
    def argsort(array):
        return np.argsort(array, kind="stable")


def new_study(name, directions, folder):
    storage = JournalStorage(JournalFileBackend(str(folder / f"{name}.log")))
    return optuna.create_study(study_name=name, directions=directions, storage=storage)


def fill(study, objective, count, seed, as_templates=False):
    """`count` trials by RandomSampler(seed); as_templates: through Study.add_trials."""
    target = study
    if as_templates:
        target = optuna.create_study(directions=study.directions)
    target.sampler = RandomSampler(seed=seed)
    target.optimize(objective, n_trials=count, catch=(ValueError,))
    if as_templates:
        study.add_trials(target.trials)


def normalise(source, target):
    """The journal's text without what changes from run to run."""
    start = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)
    lines = []
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines()):
        stamp = (start + datetime.timedelta(seconds=number)).isoformat(timespec="microseconds")
        line = re.sub(r'"worker_id":"[^"]*"', '"worker_id":"reference-0"', line)
        line = re.sub(r'("datetime_(?:start|complete)"):"[^"]*"', rf'\1:"{stamp}"', line)
        lines.append(line)
    target.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def dimensions_of(mpe, space):
    """Kernels per name, and whether equal observations have unequal bandwidths."""
    out, ties = {}, False
    for (name, dist), kernels in zip(space.items(), mpe._mixture_distribution.distributions):
        if isinstance(dist, CategoricalDistribution):
            out[name] = {"weights": kernels.weights}
            continue
        out[name] = {"mu": kernels.mu, "sigma": kernels.sigma}
        seen = {}
        for mu, sigma in zip(kernels.mu[:-1], kernels.sigma[:-1]):
            ties |= seen.setdefault(mu, sigma) != sigma
    return out, ties


def end_points(space):
    """Both ends of the range; first and last choice."""
    def ends(dist):
        if isinstance(dist, CategoricalDistribution):
            return 0, len(dist.choices) - 1
        return dist.low, dist.high

    names = list(space)
    low = {name: ends(space[name])[0] for name in names}
    high = {name: ends(space[name])[1] for name in names}
    mixed = {n: ends(space[n])[i % 2] for i, n in enumerate(names)}
    mixed_too = {n: ends(space[n])[(i + 1) % 2] for i, n in enumerate(names)}
    return [low, high, mixed, mixed_too]


def reference_space(study, sampler, space, kind, below, above, seed):
    """One entry of "spaces": what the estimators of this search space hold and say."""
    def build():
        return (
            sampler._build_parzen_estimator(study, space, below, handle_below=True),
            sampler._build_parzen_estimator(study, space, above, handle_below=False),
        )

    with_default_sort = [dimensions_of(mpe, space)[0] for mpe in build()]
    parzen_estimator.np = StableSort()
    mpe_below, mpe_above = build()
    parzen_estimator.np = np
    dims_below, ties_below = dimensions_of(mpe_below, space)
    dims_above, ties_above = dimensions_of(mpe_above, space)
    ties = bool(ties_below or ties_above)
    for dims, default in zip((dims_below, dims_above), with_default_sort):
        for name in dims:
            for key in dims[name]:
                assert ties or np.array_equal(dims[name][key], default[name][key])

    rng = np.random.RandomState(seed)
    drawn = mpe_below.sample(rng, 24)
    points = [{n: float(drawn[n][i]) for n in space} for i in range(24)]
    random_sampler = RandomSampler(seed=seed)
    for _ in range(12):
        point = {}
        for name, dist in space.items():
            value = random_sampler.sample_independent(study, None, name, dist)
            point[name] = float(dist.to_internal_repr(value))
        points.append(point)
    points += [{n: float(v) for n, v in p.items()} for p in end_points(space)]
    arrays = {name: np.array([p[name] for p in points]) for name in space}

    return {
        "kind": kind,
        "multivariate": sampler._is_multivariate(study),
        "names": list(space),
        "distributions": {n: json.loads(distribution_to_json(d)) for n, d in space.items()},
        "tie_order_matters": ties,
        "below_weights": mpe_below._mixture_distribution.weights,
        "above_weights": mpe_above._mixture_distribution.weights,
        "dimensions": {
            name: {
                **{f"below_{key}": value for key, value in dims_below[name].items()},
                **{f"above_{key}": value for key, value in dims_above[name].items()},
            }
            for name in space
        },
        "points": points,
        "log_l": mpe_below.log_pdf(arrays),
        "log_g": mpe_above.log_pdf(arrays),
    }


def tpe_case(name, directions, build, current=None, joint=False, seed=0):
    """Writes tpe-NAME.log and tpe-NAME.json.

    build(study) makes the trials. `current`: the distributions in use now, by name
    (default: those of the latest trial that has the name). `joint`: also give the joint
    estimator of `current` as a whole, beside that of the inferred search space.
    """
    log = HERE / f"tpe-{name}.log"
    with tempfile.TemporaryDirectory() as folder:
        build(new_study(name, directions, Path(folder)))
        normalise(Path(folder) / f"{name}.log", log)

    study = optuna.load_study(
        study_name=name, storage=JournalStorage(JournalFileBackend(str(log)))
    )
    distributions = {}
    for trial in study.trials:
        distributions.update(trial.distributions)
    distributions.update(current or {})
    distributions = dict(sorted(distributions.items()))

    # As TPESampler._sample does it, for a trial that is not in the journal yet.
    states = [COMPLETE, PRUNED, RUNNING]
    trials = study._get_trials(deepcopy=False, states=states, use_cache=False)
    n = sum(trial.state != RUNNING for trial in trials)
    many = len(directions) > 1
    k = (tpe.default_gamma_multiobjective if many else tpe.default_gamma)(n)
    below, above = tpe._split_trials(study, trials, k)

    default = TPESampler(seed=0)  # Multivariate for one objective, univariate for several.
    multivariate = TPESampler(seed=0, multivariate=True)
    spaces = []
    relative = multivariate.infer_relative_search_space(study, None)
    if relative:
        args = (study, multivariate, relative, "relative", below, above)
        spaces.append(reference_space(*args, seed=seed))
    space = {n: d for n, d in distributions.items() if not d.single()}
    if joint and space != relative:
        args = (study, multivariate, space, "joint", below, above)
        spaces.append(reference_space(*args, seed=seed + 1))
    for index, (param, dist) in enumerate(distributions.items()):
        if not dist.single():
            args = (study, default, {param: dist}, "independent", below, above)
            spaces.append(reference_space(*args, seed=seed + 10 + index))

    for space in spaces:
        for key in ("log_l", "log_g"):
            assert not np.isnan(space[key]).any() and not np.isposinf(space[key]).any()
        assert len(space["points"]) == 40
    write_json(
        f"tpe-{name}.json",
        {
            "study": name,
            "directions": directions,
            "current_trial": len(study.trials),
            "gamma_k": k,
            "below": [trial.number for trial in below],
            "above": [trial.number for trial in above],
            "spaces": spaces,
        },
    )


# The objectives. What they compute does not matter, as long as it varies.


def floats(trial):
    x = trial.suggest_float("x", -5.0, 5.0)
    rate = trial.suggest_float("rate", 1e-5, 1.0, log=True)
    ratio = trial.suggest_float("ratio", -1.0, 2.0, step=0.25)
    return (x - 1.0) ** 2 + (math.log10(rate) + 3.0) ** 2 + ratio


def ints(trial):
    layers = trial.suggest_int("layers", 0, 20)
    units = trial.suggest_int("units", 1, 1000, log=True)
    stride = trial.suggest_int("stride", 1, 33, step=3)
    return (layers - 7) ** 2 + (math.log(units) - 4.0) ** 2 + 0.1 * stride


def categoricals(trial):
    kind = trial.suggest_categorical("kind", ["sgd", "adam", None, 2.5])
    flag = trial.suggest_categorical("flag", [False, True])
    x = trial.suggest_float("x", 0.0, 10.0)
    return ["sgd", "adam", None, 2.5].index(kind) + (0.5 if flag else 0.0) + abs(x - 3.0)


def conditional(trial):
    kind = trial.suggest_categorical("kind", ["tree", "net", "linear"])
    common = trial.suggest_float("common", 0.0, 1.0)
    trial.suggest_int("constant", 3, 3)
    if kind == "tree":
        return common + trial.suggest_int("depth", 1, 12) / 12
    if kind == "net":
        rate = trial.suggest_float("rate", 1e-4, 1e-1, log=True)
        if trial.number % 2:
            rate += trial.suggest_float("dropout", 0.0, 0.5)
        return common + rate
    return common + 0.3


def pair(trial):
    x = trial.suggest_float("x", -2.0, 2.0)
    n = trial.suggest_int("n", 1, 200)
    return x * x + 0.3 * x + (n / 100 - 0.7) ** 2


def reporting(trial):
    """Some trials complete, some are pruned after 0 to 5 reports, some fail."""
    x = trial.suggest_float("x", -3.0, 3.0)
    n = trial.suggest_int("n", 1, 64, log=True)
    kind = trial.suggest_categorical("kind", ["a", "b", "c"])
    choice = trial.number % 4
    if choice == 0:
        return x * x + n / 64
    if trial.number % 11 == 5:
        raise ValueError
    for step in range(trial.number % 6):
        value = x * x + n / 64 + 1 / (step + 1)
        trial.report(NAN if (trial.number + step) % 5 == 0 else value, step * 2)
    raise optuna.TrialPruned()


def running_trials(study, seed):
    """Running trials: params; params and the relative ones; relative ones only; unreadable
    relative ones; relative ones in two pieces; none at all."""
    study.sampler = RandomSampler(seed=seed)

    def relative(trial, *pieces):
        for i, piece in enumerate(pieces):
            key = f"tpe:relative_params:{i}"
            study._storage.set_trial_system_attr(trial._trial_id, key, piece)

    trial = study.ask()
    trial.suggest_float("x", -3.0, 3.0)
    trial.suggest_int("n", 1, 64, log=True)
    trial.suggest_categorical("kind", ["a", "b", "c"])

    trial = study.ask()
    relative(trial, json.dumps({"kind": "b", "n": 17, "x": 1.25}))
    trial.suggest_float("x", -3.0, 3.0)  # Differs from 1.25: the trial's own value counts.

    trial = study.ask()
    relative(trial, json.dumps({"kind": "c", "n": 3, "x": -0.5}))

    trial = study.ask()
    relative(trial, '{"kind": "a", "n": ')
    trial.suggest_int("n", 1, 64, log=True)

    trial = study.ask()
    relative(trial, '{"kind": "a", "n": 40, ', '"x": 2.75}')

    study.ask()


def mixed_pruned(study):
    fill(study, reporting, 36, seed=5, as_templates=True)
    running_trials(study, seed=6)


def mostly_pruned(study):
    """Two complete trials: pruned ones come into `below`."""
    rng = random.Random(7)
    space = {"x": FloatDistribution(0.0, 1.0), "n": IntDistribution(1, 9)}
    reports = [
        {}, {0: 1.0, 4: 2.0}, {4: 1.5, 7: NAN}, {7: 3.0}, {7: 3.0, 2: 0.1}, {9: NAN}, {},
        {0: -5.0}, {9: NAN, 1: 0.0}, {9: INF}, {3: -INF}, {7: 0.5},
    ]
    for i in range(31):
        params = {"x": rng.random(), "n": rng.randint(1, 9)}
        if i in (4, 20):
            trial = create_trial(value=1.0 / i, params=params, distributions=space)
        else:
            trial = create_trial(
                state=PRUNED, params=params, distributions=space,
                intermediate_values=reports[i % len(reports)],
            )
        study.add_trial(trial)


def pruned_maximize(study):
    """No complete trial, one with reports: those without reports come into `below`."""
    rng = random.Random(8)
    space = {"x": FloatDistribution(0.0, 1.0)}
    for i in range(24):
        reports = {4: {0: 0.5}, 9: {0: 0.75}}.get(i, {})
        study.add_trial(
            create_trial(
                state=PRUNED, params={"x": rng.random()}, distributions=space,
                intermediate_values=reports,
            )
        )


def constrained(trial):
    x = trial.suggest_float("x", 0.0, 5.0)
    y = trial.suggest_float("y", 0.0, 3.0)
    trial.set_constraint("circle", (x - 5) ** 2 + y * y - 25)
    trial.set_constraint("far", 7.7 - (x - 4) ** 2 - (y + 1) ** 2)
    if trial.number % 7 == 3:
        trial.report(x + y, 1)
        raise optuna.TrialPruned()
    return 4 * x * x + 4 * y * y


def constraints(study):
    fill(study, constrained, 30, seed=9)
    study.sampler = RandomSampler(seed=10)
    trial = study.ask()  # Running and infeasible: in `above`.
    trial.suggest_float("x", 0.0, 5.0)
    trial.suggest_float("y", 0.0, 3.0)
    trial.set_constraint("circle", 3.0)


def mostly_infeasible(study):
    """One feasible complete and one feasible pruned trial: infeasible ones come into
    `below`, in the order of their violation (with ties; pruned and complete alike)."""
    rng = random.Random(11)
    space = {"x": FloatDistribution(1e-3, 1e3, log=True), "c": CategoricalDistribution([1, 2, 3])}
    for i in range(33):
        values = {"g": rng.choice([0.5, 1.0, 2.0]), "h": rng.choice([-3.0, 0.25, 0.5])}
        if i in (12, 17):
            values = {"g": 0.0, "h": -1.0}
        if i == 25:
            values = {"g": INF}
        pruned = i % 5 == 2
        study.add_trial(
            create_trial(
                state=PRUNED if pruned else COMPLETE,
                value=None if pruned else rng.random(),
                params={"x": 10 ** rng.uniform(-3, 3), "c": rng.choice([1, 2, 3])},
                distributions=space,
                constraints=values,
                intermediate_values={1: 0.5} if pruned else {},
            )
        )


def duplicates(study):
    """Equal observations, at most 16."""
    rng = random.Random(12)
    space = {
        "x": FloatDistribution(0.0, 1.0),
        "n": IntDistribution(1, 4),
        "s": FloatDistribution(0.0, 0.5, step=0.5),
    }
    for i in range(15):
        params = {"x": rng.choice([0.0, 0.25, 1.0]), "n": rng.randint(1, 4), "s": 0.5}
        study.add_trial(
            create_trial(value=float(i % 4), params=params, distributions=space)
        )


WIDE = {
    "x": FloatDistribution(-10.0, 10.0),
    "rate": FloatDistribution(1e-6, 1.0, log=True),
    "n": IntDistribution(1, 100),
    "units": IntDistribution(1, 1000, log=True),
    "s": FloatDistribution(0.0, 1.0, step=0.1),
}
NARROW = {
    "x": FloatDistribution(-2.0, 2.5),
    "rate": FloatDistribution(1e-4, 1e-2, log=True),
    "n": IntDistribution(10, 40, step=5),
    "units": IntDistribution(8, 64, log=True),
    "s": FloatDistribution(0.25, 0.75, step=0.25),
}


def narrowed(study):
    """Observations outside the current range. One running trial is outside the wide one."""
    sampler = RandomSampler(seed=13)
    for i in range(28):
        params = {n: sampler.sample_independent(study, None, n, d) for n, d in WIDE.items()}
        value = abs(params["x"]) + params["s"] + params["n"] / 100
        study.add_trial(create_trial(value=value, params=params, distributions=WIDE))
    params = {"x": 25.0, "rate": 4.0, "n": 150, "units": 1200, "s": 1.5}
    wider = {
        "x": FloatDistribution(-30.0, 30.0),
        "rate": FloatDistribution(1e-6, 10.0, log=True),
        "n": IntDistribution(1, 200),
        "units": IntDistribution(1, 2000, log=True),
        "s": FloatDistribution(0.0, 2.0, step=0.1),
    }
    study.add_trial(create_trial(state=RUNNING, params=params, distributions=wider))


def two_objectives(trial):
    x = trial.suggest_float("x", 0.0, 1.0)
    y = trial.suggest_float("y", 1e-3, 1.0, log=True)
    n = trial.suggest_int("n", 1, 10)
    return x + 0.2 * y, 1.0 - x * x + y - 0.05 * n


def two_objectives_constrained(trial):
    values = two_objectives(trial)
    if trial.number % 3:
        trial.set_constraint("c", values[0] - 0.7)
    return values


def three_objectives(trial):
    x = trial.suggest_float("x", 0.0, 1.0)
    y = trial.suggest_float("y", 0.0, 1.0)
    z = trial.suggest_categorical("z", ["p", "q"])
    return x + (0.1 if z == "p" else 0.0), y, x * y - (x - y) ** 2


def given_values(vectors, seed):
    """A study with these objective values and random parameters."""
    def build(study):
        rng = random.Random(seed)
        space = {"x": FloatDistribution(0.0, 1.0)}
        for values in vectors:
            study.add_trial(
                create_trial(
                    values=list(values), params={"x": rng.random()}, distributions=space
                )
            )
    return build


def repeated_vectors():
    """Few different vectors, most of them on one front: duplicates must be used."""
    front = [(1.0, -1.0), (2.0, -2.0), (3.0, -3.0)]
    return [front[i % 2] if i % 5 else front[2] for i in range(42)]


def tied_vectors():
    """A straight front with equal spacing (equal contributions), some vectors twice."""
    rng = random.Random(14)
    vectors = [(float(i), float(-i)) for i in range(-8, 9)]
    vectors += [(float(i), float(1 - i)) for i in range(-5, 6)] + vectors[2:8]
    rng.shuffle(vectors)
    return vectors


def infinite_vectors():
    rng = random.Random(15)
    numbers = [rng.uniform(-1, 1) for _ in range(8)] + [INF, -INF]
    return [(rng.choice(numbers), rng.choice(numbers)) for _ in range(35)]


def infinite_front():
    """The first front has a non-finite reference point and must be cut."""
    vectors = [(-INF, INF), (INF, -INF)] + [(i / 10, -i / 10) for i in range(10, -10, -1)]
    random.Random(16).shuffle(vectors)
    return vectors


def infinite(study):
    rng = random.Random(17)
    space = {"x": FloatDistribution(-1.0, 1.0), "n": IntDistribution(0, 50)}
    for i in range(26):
        value = {3: INF, 5: -INF, 8: INF, 14: -INF, 20: 1e308, 21: -1e308}.get(i, rng.gauss(0, 1))
        params = {"x": rng.uniform(-1, 1), "n": rng.randint(0, 50)}
        study.add_trial(create_trial(value=value, params=params, distributions=space))


def few(count):
    """`count` complete trials and, unless that is 0, a failed one."""
    def build(study):
        if count == 0:
            return
        fill(study, floats, count, seed=18)
        study.add_trial(create_trial(state=FAIL))
    return build


FLOAT_SPACE = {
    "x": FloatDistribution(-5.0, 5.0),
    "rate": FloatDistribution(1e-5, 1.0, log=True),
    "ratio": FloatDistribution(-1.0, 2.0, step=0.25),
}


def many_running(study):
    """More running trials than finished ones."""
    fill(study, pair, 12, seed=20)
    study.sampler = RandomSampler(seed=21)
    for i in range(18):
        trial = study.ask()
        trial.suggest_float("x", -2.0, 2.0)
        if i % 3:
            trial.suggest_int("n", 1, 200)


def write_tpe():
    low, high = ["minimize"], ["maximize"]
    both = ["minimize", "maximize"]
    tpe_case("float", low, lambda s: fill(s, floats, 30, 1), seed=100)
    tpe_case("float-maximize", high, lambda s: fill(s, floats, 29, 2, True), seed=200)
    tpe_case("int", low, lambda s: fill(s, ints, 40, 3, True), seed=300)
    tpe_case("categorical", low, lambda s: fill(s, categoricals, 30, 4, True), seed=400)
    tpe_case("mixed-pruned", low, mixed_pruned, seed=500)
    tpe_case("mostly-pruned", low, mostly_pruned, seed=600)
    tpe_case("mostly-pruned-maximize", high, mostly_pruned, seed=700)
    tpe_case("pruned-maximize", high, pruned_maximize, seed=800)
    tpe_case("conditional", low, lambda s: fill(s, conditional, 32, 22, True), seed=900)
    tpe_case("large", low, lambda s: fill(s, pair, 120, 23, True), seed=1000)
    tpe_case("many-running", high, many_running, seed=1200)
    tpe_case("constraints", low, constraints, seed=1300)
    tpe_case("mostly-infeasible", high, mostly_infeasible, seed=1400)
    for count, word in enumerate(["no", "one", "two", "three"]):
        end = "observation" if count == 1 else "observations"
        tpe_case(f"{word}-{end}", low, few(count), FLOAT_SPACE, True, seed=1500 + 100 * count)
    tpe_case("duplicates", low, duplicates, seed=2000)
    tpe_case("narrowed", low, narrowed, NARROW, joint=True, seed=2100)
    tpe_case("infinite", low, infinite, seed=2200)
    tpe_case("infinite-maximize", high, infinite, seed=2300)
    tpe_case("multi", both, lambda s: fill(s, two_objectives, 40, 24, True), seed=2400)
    tpe_case(
        "multi-constraints", both,
        lambda s: fill(s, two_objectives_constrained, 40, 25, True), seed=2500,
    )
    tpe_case(
        "multi-three", ["minimize", "maximize", "minimize"],
        lambda s: fill(s, three_objectives, 45, 26, True), seed=2600,
    )
    tpe_case("multi-repeated", ["minimize"] * 2, given_values(repeated_vectors(), 27), seed=2700)
    tpe_case("multi-ties", ["minimize"] * 2, given_values(tied_vectors(), 28), seed=2800)
    tpe_case("multi-infinite", both, given_values(infinite_vectors(), 29), seed=2900)
    tpe_case(
        "multi-infinite-front", ["minimize"] * 2, given_values(infinite_front(), 30), seed=3000
    )


def write_defaults():
    """gamma: k for n = 0, 1, ...; weights: [N, the N weights without the prior's]."""
    counts = [0, 1, 2, 24, 25, 26, 27, 28, 40, 60, 120]
    write_json(
        "default-gamma-weights.json",
        {
            "gamma": [tpe.default_gamma(n) for n in range(301)],
            "gamma_multi": [tpe.default_gamma_multiobjective(n) for n in range(301)],
            "weights": [[n, tpe.default_weights(n)] for n in counts],
        },
    )


# --- pruners ------------------------------------------------------------------------


def pruner_case(
    history, trial, direction="minimize", percentile=50.0, startup=0, warmup=0, interval=1,
    minimum_trials=1,
):
    """history: (state, value, [(step, value)...]); trial: the current trial's reports."""
    study = optuna.create_study(direction=direction)
    for state, value, reports in history:
        study.add_trial(
            create_trial(
                state=TrialState[state], value=value, intermediate_values=dict(reports)
            )
        )
    current = study.ask()
    for step, value in trial:
        current.report(value, step)
    options = dict(
        n_startup_trials=startup, n_warmup_steps=warmup, interval_steps=interval,
        n_min_trials=minimum_trials,
    )
    if percentile == 50.0:
        pruner = MedianPruner(**options)
    else:
        pruner = PercentilePruner(percentile, **options)
    frozen = study._storage.get_trial(current._trial_id)
    return {
        "direction": direction, "percentile": percentile, "startup": startup,
        "warmup": warmup, "interval": interval, "minimum_trials": minimum_trials,
        "history": [
            {"state": state, "value": value, "intermediate": [list(r) for r in reports]}
            for state, value, reports in history
        ],
        "trial": [list(report) for report in trial],
        "expected": bool(pruner.prune(study, frozen)),
    }


def done(*curves):
    """Complete trials with these values at steps 0, 1, ...; a dict gives steps itself."""
    out = []
    for curve in curves:
        reports = sorted(curve.items()) if isinstance(curve, dict) else list(enumerate(curve))
        out.append(("COMPLETE", 0.5, reports))
    return out


def write_pruners():
    cases = []

    def add(*args, **options):
        cases.append(pruner_case(*args, **options))

    three = done([1.0, 1.0], [2.0, 2.0], [3.0, 3.0])
    # No report; no history; no complete trial.
    add(three, [])
    add([], [(0, 1.0)])
    add([("PRUNED", None, [(0, 0.0)]), ("FAIL", None, [(0, 0.0)]), ("RUNNING", None, [(0, 0.0)])],
        [(0, 9.0)])
    # The comparison is strict; both directions.
    for value in (0.5, 1.0, 1.5, 2.0, math.nextafter(2.0, 3.0), 2.5, 4.0, -0.0, INF, -INF, NAN):
        add(three, [(0, value)])
        add(three, [(0, value)], direction="maximize")
    # Start-up: complete trials are counted, reported or not.
    for startup in (0, 2, 3, 4, 5):
        add(three, [(0, 9.0)], startup=startup)
        add(three + [("PRUNED", None, [(0, 0.1)]), ("COMPLETE", 1.0, [])], [(0, 9.0)],
            startup=startup)
    # Warm-up, and interval with sparse steps.
    flat = done(*[{s: float(i) for s in range(0, 13)} for i in range(5)])
    for step in range(0, 7):
        add(flat, [(s, 9.0) for s in range(step + 1)], warmup=3)
        add(flat, [(step, 9.0)], warmup=4)
        add(flat, [(s, 9.0) for s in range(step + 1)], warmup=2, interval=3)
    for steps in ([0, 4], [1], [1, 2], [2, 3], [0, 3, 4], [4, 7], [0, 11], [5, 8, 9], [6, 5],
                  [8, 2], [2, 8, 4], [0, 5, 9, 10]):
        add(flat, [(s, 9.0) for s in steps], interval=4)
        add(flat, [(s, 9.0) for s in steps], interval=3, warmup=1)
    # The best over all steps counts; the step is the highest, not the latest.
    add(three, [(0, 1.5), (1, 9.0)])
    add(three, [(0, 9.0), (1, 1.5)])
    add(three, [(1, 9.0), (0, 9.0)])
    add(three, [(1, 1.5), (0, 9.0)])
    add(done({0: 1.0, 1: 9.0}, {0: 1.0, 1: 9.0}), [(1, 5.0), (0, 4.0)])
    # NaN: own, all own, theirs, all theirs.
    add(three, [(0, NAN), (1, 1.5)])
    add(three, [(0, NAN), (1, 9.0)])
    add(three, [(0, 9.0), (1, NAN)])
    add(three, [(0, 1.5), (1, NAN)])
    add(three, [(0, NAN), (1, NAN)])
    add(three, [(0, NAN), (7, NAN)])  # All NaN, at a step nobody has: still pruned.
    add(three, [(0, NAN)], minimum_trials=9)
    add(done([NAN], [NAN], [NAN]), [(0, 9.0)])
    add(done([NAN], [NAN], [NAN]), [(0, NAN)])
    add(done([NAN], [1.0], [3.0]), [(0, 2.5)])
    add(done([NAN], [1.0], [3.0]), [(0, 1.5)])
    add(done([NAN], [1.0], [3.0]), [(0, 2.5)], minimum_trials=3)  # NaN counts here.
    add(done([NAN], [1.0], [3.0]), [(0, 2.5)], minimum_trials=4)
    # Steps the others do not have; the minimum of trials at the step.
    add(three, [(5, 9.0)])
    add(done({0: 1.0, 5: 2.0}, {0: 1.0}, {0: 1.0}), [(5, 2.5)])
    add(done({0: 1.0, 5: 2.0}, {0: 1.0}, {0: 1.0}), [(5, 1.5)])
    for minimum in (1, 2, 3, 4):
        add(done({2: 1.0}, {2: 2.0}, {2: 3.0}, {1: 0.0}), [(2, 8.0)], minimum_trials=minimum)
    # Infinities in the history, interpolated or hit.
    for values in ([INF, 1.0], [-INF, 1.0], [INF, -INF], [INF, INF], [-INF, -INF],
                   [1.0, INF, INF], [-INF, 1.0, INF], [-INF, -INF, 1.0, INF], [NAN, INF, 1.0],
                   [INF], [-INF], [1.0, 2.0, INF], [-INF, 2.0, 3.0], [1.0, 2.0, 3.0, INF]):
        for value in (0.0, 9.0, INF, -INF):
            add(done(*[[v] for v in values]), [(0, value)])
        add(done(*[[v] for v in values]), [(0, 0.0)], direction="maximize", percentile=30.0)
    # Interpolation, both halves, on and beside the value found.
    values = [0.1, 0.7, 0.2, 1.3, 0.4]
    for percentile in (0.0, 10.0, 33.3, 62.5, 90.0, 100.0):
        for direction in ("minimize", "maximize"):
            p = percentile if direction == "minimize" else 100 - percentile
            q = float(np.nanpercentile(np.array(values), p))
            for value in (math.nextafter(q, -INF), q, math.nextafter(q, INF)):
                add(done(*[[v] for v in values]), [(0, value)], direction=direction,
                    percentile=percentile)
    # Pruned, failed and running trials do not enter.
    mixed = three + [(s, None, [(0, 100.0), (1, 100.0)]) for s in ("PRUNED", "FAIL", "RUNNING")]
    add(mixed + mixed[3:], [(0, 2.5)])
    add(mixed + mixed[3:], [(0, 2.5)], direction="maximize")
    add(mixed, [(0, 1.5)])
    # Ties.
    add(done([1.0], [1.0], [1.0]), [(0, 1.0)])
    add(done([1.0], [1.0], [1.0]), [(0, 1.0)], direction="maximize")
    add(done([1.0], [1.0], [2.0]), [(0, 1.0)])
    add(done([0.0], [-0.0]), [(0, 0.0)])

    rng = random.Random(31)

    def number():
        dice = rng.random()
        if dice < 0.06:
            return NAN
        if dice < 0.1:
            return rng.choice([INF, -INF])
        return rng.choice([rng.gauss(0, 1), float(rng.randint(-2, 2))])

    for _ in range(120):
        history = []
        for _ in range(rng.randint(1, 9)):
            state = rng.choice(["COMPLETE"] * 6 + ["PRUNED", "FAIL", "RUNNING"])
            steps = sorted(rng.sample(range(8), rng.randint(0, 7)))
            value = rng.gauss(0, 1) if state == "COMPLETE" else None
            history.append((state, value, [(s, number()) for s in steps]))
        steps = rng.sample(range(8), rng.randint(1, 5))
        if rng.random() < 0.8:
            steps.sort()
        add(
            history, [(s, number()) for s in steps],
            direction=rng.choice(["minimize", "maximize"]),
            percentile=rng.choice([50.0, 50.0, 50.0, 25.0, 10.0, 66.7, 90.0]),
            startup=rng.choice([0, 0, 1, 3, 5]), warmup=rng.choice([0, 0, 0, 1, 3]),
            interval=rng.choice([1, 1, 2, 3]), minimum_trials=rng.choice([1, 1, 1, 2, 4]),
        )
    write_json("median-pruner.json", {"cases": cases})


# --- special functions --------------------------------------------------------------


mpmath.mp.dps = 120  # Results are good for far more than the 50 digits needed.


def ndtr(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def log_ndtr(x):
    return mpmath.log1p(-ndtr(-x)) if x > 0 else mpmath.log(ndtr(x))


def mass(a, b):
    return ndtr(-a) - ndtr(-b) if a > 0 else ndtr(b) - ndtr(a)


def log_mass(a, b):
    if a < 0 < b:
        return mpmath.log1p(-(ndtr(a) + ndtr(-b)))
    return mpmath.log(mass(a, b))


def quantile(q, a, b):
    """x with mass(a, x) = q·mass(a, b), by bisection."""
    target = q * mass(a, b)
    low, high = a, b
    for _ in range(150):
        middle = (low + high) / 2
        if mass(a, middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def write_special_functions():
    exact = mpmath.mpf
    xs = [-1e6, -1e4, -1000.0, -200.0, -100.0, -50.0, -40.0, -38.6, -38.0, -37.5, -30.0, -25.0,
          -20.0, -17.3, -15.0, -14.0, -12.0, -10.0, -9.0, -8.3, -8.0, -7.0, -6.5, -6.0, -5.5,
          -5.0, -4.5, -4.0, -3.5, -3.0, -2.5, -2.0, -1.75, -1.5, -1.25, -1.0, -0.9, -0.75, -0.7,
          -0.5, -0.3, -0.25, -0.1, -0.01, -1e-5, -1e-10, -1e-300, 0.0, 1e-300, 1e-10, 1e-5, 0.01,
          0.1, 0.25, 0.3, 0.5, 0.7, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0,
          5.5, 6.0, 6.5, 7.0, 8.0, 8.3, 9.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0, 37.0]
    log_ndtrs = [[x, float(log_ndtr(exact(x)))] for x in xs]

    pairs = []
    for tail in (0.5, 1.0, 2.0, 5.0, 8.0, 10.0, 20.0, 30.0, 38.0, 40.0):
        for width in (1e-12, 1e-6, 1e-2, 0.5, 3.0):
            a, b = tail, tail + width
            pairs += [(a, b), (-b, -a)]
    for a, b in [(0.0, 1e-12), (0.0, 1.0), (0.0, 40.0), (-1e-12, 1e-12), (-0.1, 0.2), (-1.0, 1.0),
                 (-1.0, 2.5), (-3.0, 3.0), (-5.0, 5.0), (-6.0, 2.0), (-8.0, 8.0), (-10.0, 10.0),
                 (-40.0, 1.0), (-40.0, 1e-9), (-5.0, 30.0), (-20.0, 0.25), (-1e-3, 15.0),
                 (-100.0, -99.0), (-100.0, -40.0), (40.0, 1000.0), (5.0, 40.0), (10.0, 10.001)]:
        pairs += [(a, b)] + ([(-b, -a)] if -b != a else [])
    masses = [[a, b, float(log_mass(exact(a), exact(b)))] for a, b in pairs]

    ranges = [(-1.0, 1.0), (-0.1, 0.2), (0.0, 1.0), (-1.0, 0.0), (-5.0, 5.0), (-2.0, 30.0),
              (-30.0, 2.0), (5.0, 6.0), (-6.0, -5.0), (10.0, 40.0), (-40.0, -10.0),
              (30.0, 30.5), (-30.5, -30.0), (1.0, 1.000001), (-1.000001, -1.0), (-40.0, 40.0),
              (0.5, 100.0), (-100.0, -0.5), (-1e-6, 1e-6), (99.0, 100.0)]
    quantiles = []
    for a, b in ranges:
        for q in (1e-12, 1e-3, 0.25, 0.5, 0.9, 1 - 1e-12):
            quantiles.append([q, a, b, float(quantile(exact(q), exact(a), exact(b)))])
    for row in quantiles:
        assert row[1] <= row[3] <= row[2]
    write_json(
        "special-functions.json",
        {
            "log_ndtr": log_ndtrs,
            "log_gauss_mass": masses,
            "truncated_normal_quantile": quantiles,
        },
    )


# --- numbers ------------------------------------------------------------------------


def write_floats():
    fixed = [
        0.0, -0.0, 1.0, -1.0, 0.1, 0.2, 0.3, 0.1 + 0.2, 1 / 3, 2 / 3, 0.5, 1.5, 100.0, 123456.0,
        1e-4, 1e-5, 0.00012345, 0.000012345, 9.999e-5, 1e15, 1e16, 1e17, 123456789012345680.0,
        9999999999999998.0, 9999999999999999.0, 1e21, 1e22, 1e23, 1.2e22, 2.0**53, 2.0**53 - 1,
        2.0**53 + 2, 2.0**63, 2.0**64, -(2.0**53), 5e-324, -5e-324, 1e-323, 2.5e-320, 1e-310,
        2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308,
        -1.7976931348623157e308, 8.98846567431158e307, 1e308, 1e300, 1e-300, 1e100, 1e-100,
        math.pi, math.e, 4503599627370496.5, 4503599627370497.5, 0.1 + 0.7, 2.220446049250313e-16,
        9007199254740993.0, 9.5367431640625e-07, 5.0e-7, 1.0e-7, 4.35, 2.675, 1e5, 12345678.9,
        7.038531e-26, 9.2234834e18, 4.7223665e21, 8.41e21, 2.0e-3, 1.1, 299792458.0,
    ]
    rng = random.Random(32)
    numbers = list(fixed)
    while len(numbers) < 300:
        kind = len(numbers) % 5
        if kind == 0:  # Any bit pattern.
            value = struct.unpack("<d", struct.pack("<Q", rng.getrandbits(64)))[0]
        elif kind == 1:  # Subnormal.
            value = struct.unpack("<d", struct.pack("<Q", rng.getrandbits(rng.randint(1, 52))))[0]
        elif kind == 2:  # An integer.
            value = float(rng.choice([-1, 1]) * rng.getrandbits(rng.randint(1, 70)))
        elif kind == 3:  # Few decimal digits.
            value = float(f"{rng.randint(1, 99999)}e{rng.randint(-30, 30)}")
        else:  # Of ordinary size.
            value = rng.gauss(0, 1) * 10.0 ** rng.randint(-8, 18)
        if math.isfinite(value):
            numbers.append(value)
    for value in numbers:
        assert float(repr(value)) == value
    write_json("python-floats.json", {"floats": [[v.hex(), repr(v)] for v in numbers]})


def write_discretized():
    triples = [
        (0.0, 1.0, 0.1), (0.0, 1.0, 0.3), (0.1, 0.7, 0.2), (0.0, 1.0, 0.25), (0.0, 1.0, 1.0),
        (0.0, 1.0, 2.0), (0.0, 0.0, 0.1), (0.0, 0.3, 0.1), (0.1, 0.3, 0.1), (0.0, 0.7, 0.1),
        (-1.0, 1.0, 0.3), (-1.0, 1.0, 0.7), (-0.5, 0.5, 0.15), (1e-5, 1e-3, 1e-5),
        (1e-5, 1e-3, 3e-5), (0.0, 1e-3, 7e-4), (1.5, 10.0, 2.5), (1.5, 10.0, 1.7), (0.1, 0.9, 0.4),
        (0.1, 1.0, 0.4), (0.0, 100.0, 33.3), (0.0, 1e6, 7.0), (0.0, 1e16, 3.0), (0.0, 1e22, 1e21),
        (0.0, 1e22, 3e21), (1.0, 2.0, 1e-3), (1.0, 2.0, 1.1e-3), (0.05, 0.95, 0.1),
        (0.05, 1.0, 0.1), (0.0, 1 / 3, 0.1), (0.0, 0.1 + 0.2, 0.1), (0.0, 0.3, 0.1 + 0.2),
        (0.1 + 0.2, 1.0, 0.1), (1 / 3, 2 / 3, 1 / 3), (1 / 3, 1.0, 1 / 9), (-0.0, 1.0, 0.5),
        (-5.0, -1.0, 0.3), (-2.7, -0.1, 0.2), (0.0, 5e-324, 5e-324), (1e-300, 1e-299, 3e-300),
        (0.0, 255.0, 2.0), (0.0, 1.0, 0.99), (0.0, 1.0, 0.9999999999999999),
        (0.0, 1.0, 1.0000000000000002), (0.2, 0.8, 0.2), (0.3, 0.9, 0.3), (1.1, 3.3, 1.1),
        (1.1, 3.3, 1.2), (-1e-3, 1e-3, 1e-4), (1e8, 1e8 + 1, 0.1), (1e8, 1e8 + 1, 0.3),
        (0.01, 0.99, 0.07), (0.001, 0.5, 0.0125), (0.0, 6.283185307179586, 0.7853981633974483),
        (0.0, 3.141592653589793, 0.1), (0.5, 0.95, 0.05), (0.5, 0.96, 0.05), (1e-4, 1.0, 1e-4),
        (1e-4, 1.0, 3e-4), (0.0, 1e15, 0.1),
    ]
    rng = random.Random(33)
    while len(triples) < 90:
        digits = rng.randint(0, 4)
        low = round(rng.uniform(-3, 3), digits)
        high = round(low + rng.uniform(0, 5), rng.randint(0, 5))
        step = round(rng.uniform(0.001, 1.5), digits + 1)
        if high >= low and step > 0:
            triples.append((low, high, step))
    floats_ = [[lo, hi, st, FloatDistribution(lo, hi, step=st).high] for lo, hi, st in triples]

    ints_ = [
        (0, 10, 1), (0, 10, 3), (1, 9, 4), (1, 10, 4), (-5, 5, 2), (-5, 5, 3), (-10, -1, 4),
        (0, 0, 1), (0, 3, 5), (7, 7, 7), (1, 2**31, 1000), (-(2**40), 2**40, 3), (0, 2**53, 7),
        (-7, -7, 2), (-7, -6, 2), (1, 1024, 2), (32, 512, 32), (32, 500, 32),
    ]
    while len(ints_) < 40:
        low = rng.randint(-100, 100)
        ints_.append((low, low + rng.randint(0, 300), rng.randint(1, 40)))
    rows = [[lo, hi, st, IntDistribution(lo, hi, step=st).high] for lo, hi, st in ints_]
    write_json("discretized.json", {"float": floats_, "int": rows})


if __name__ == "__main__":
    write_tpe()
    write_defaults()
    write_pruners()
    write_special_functions()
    write_floats()
    write_discretized()
