"""Makes predictions.json from scikit-learn; see README.md."""

import json

import numpy as np
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.tree import DecisionTreeRegressor

random = np.random.default_rng(7)


def data(count, columns):
    x = random.random((count, columns))
    y = np.sin(5 * x[:, 0]) + (x[:, 1:] ** 2).sum(axis=1) + 0.3 * random.standard_normal(count)
    return x, y


def case(x, y, queries, **rest):
    return dict(points=x.tolist(), values=y.tolist(), queries=queries.tolist(), **rest)


trees = []
for count, columns, depth, leaf in [(60, 3, 64, 5), (80, 2, 3, 1), (40, 1, 64, 1), (50, 4, 64, 8)]:
    x, y = data(count, columns)
    queries = random.random((30, columns))
    weights = random.integers(0, 3, count)
    kept = weights > 0
    tree = DecisionTreeRegressor(max_depth=depth, min_samples_leaf=leaf, random_state=0)
    # Integer weights as repeated points, so that the smallest leaf counts them.
    tree.fit(np.repeat(x, weights, axis=0), np.repeat(y, weights))
    leaves = tree.apply(queries)
    trees.append(
        case(
            x, y, queries, weights=weights.tolist(), depth=depth, leaf=leaf,
            means=tree.predict(queries).tolist(), variances=tree.tree_.impurity[leaves].tolist(),
        )
    )

boosted = []
for count, columns, leaf in [(60, 2, 4), (90, 3, 6)]:
    x, y = data(count, columns)
    queries = random.random((30, columns))
    model = GradientBoostingRegressor(n_estimators=30, max_depth=3, min_samples_leaf=leaf, random_state=0)
    boosted.append(
        case(x, y, queries, leaf=leaf, means=model.fit(x, y).predict(queries).tolist())
    )

with open("predictions.json", "w") as file:
    json.dump(dict(trees=trees, boosted=boosted), file)
