"""Writes the tables of measured models: one row for every configuration of a grid.

    python tables.py boosting > boosting-diabetes.csv   gradient boosting on the diabetes data, RMSE
    python tables.py network > network-digits.csv       neural networks on the digits data, log loss

Needs: pip install scikit-learn==1.9.1, whose data sets are used. Each takes about 15 minutes.
"""

import itertools
import sys
import warnings

import numpy as np
from sklearn.datasets import load_diabetes, load_digits
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import log_loss
from sklearn.model_selection import KFold, train_test_split
from sklearn.neural_network import MLPClassifier

TREES = range(3, 8)
EPOCHS = (4, 8, 16)


def boosting():
    """RMSE of three-fold cross-validation; fewer trees are a prefix of more."""
    x, y = load_diabetes(return_X_y=True)
    folds = list(KFold(3, shuffle=True, random_state=0).split(x))
    print("log2_rate,log2_trees,depth,subsample_percent,log2_leaf,rmse")
    for rate, depth, subsample, leaf in itertools.product(
        range(-7, 1), range(1, 6), (50, 75, 100), range(0, 7, 2)
    ):
        errors = np.zeros((len(folds), len(TREES)))
        for fold, (train, test) in enumerate(folds):
            model = GradientBoostingRegressor(
                learning_rate=2.0**rate, n_estimators=2 ** TREES[-1], max_depth=depth,
                subsample=subsample / 100, min_samples_leaf=2**leaf, random_state=fold)
            model.fit(x[train], y[train])
            for count, predicted in enumerate(model.staged_predict(x[test]), start=1):
                if count in [2**trees for trees in TREES]:
                    column = count.bit_length() - 1 - TREES[0]
                    errors[fold, column] = np.mean((predicted - y[test]) ** 2)
        for trees, error in zip(TREES, np.sqrt(errors.mean(axis=0))):
            print(f"{rate},{trees},{depth},{subsample},{leaf},{error:.6g}", flush=True)


def network():
    """Log loss on a third of the data; fewer epochs are a prefix of more."""
    x, y = load_digits(return_X_y=True)
    x_train, x_test, y_train, y_test = train_test_split(
        x / 16, y, test_size=1 / 3, random_state=0, stratify=y)
    print("optimizer,activation,log2_units,log2_rate,log10_penalty,batch,epochs,log_loss")
    for optimizer, activation, units, rate, penalty, batch in itertools.product(
        ("sgd", "adam"), ("logistic", "tanh", "relu"), range(3, 8), range(-11, 0, 2),
        (-5, -3, -1), (32, 128)
    ):
        model = MLPClassifier(
            (2**units,), solver=optimizer, activation=activation, learning_rate_init=2.0**rate,
            alpha=10.0**penalty, batch_size=batch, random_state=0)
        for epoch in range(1, EPOCHS[-1] + 1):
            model.partial_fit(x_train, y_train, classes=np.arange(10))
            if epoch in EPOCHS:
                loss = log_loss(y_test, np.nan_to_num(model.predict_proba(x_test), nan=0.1))
                print(
                    f"{optimizer},{activation},{units},{rate},{penalty},{batch},{epoch},{loss:.6g}",
                    flush=True)


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    {"boosting": boosting, "network": network}[sys.argv[1]]()
