"""Writes the tables of learning curves: one row for every configuration of a grid.

    python curves.py network-digits > curves-network-digits.csv      neural networks, log loss
    python curves.py network-diabetes > curves-network-diabetes.csv  neural networks, RMSE
    python curves.py boosting-cancer > curves-boosting-cancer.csv    gradient boosting, log loss
    python curves.py linear-wine > curves-linear-wine.csv            linear classifiers, log loss

A row has the hyperparameters, then the validation losses after 1, 2, ..., 50 epochs; a stage of
boosting counts as an epoch. The splits and the seed of the trainings are fixed.

Needs: pip install scikit-learn==1.9.1, whose data sets are used. Each takes about a minute on
one core; set OMP_NUM_THREADS=1.
"""

import itertools
import sys
import warnings

import numpy as np
from sklearn import set_config
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_wine
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor

EPOCHS = 50
# Trainings that diverge are recorded with this multiple of the loss of a constant prediction.
WORST = 10


def losses_of_epochs(model, x_train, y_train, loss, **arguments):
    """The validation loss after each epoch, NaN after the training has diverged."""
    losses = np.full(EPOCHS, np.nan)
    for epoch in range(EPOCHS):
        try:
            model.partial_fit(x_train, y_train, **arguments)
        except ValueError as error:
            if not any(text in str(error) for text in ("non-finite", "overflow")):
                raise
            break
        losses[epoch] = loss(model)
    return losses


def log_loss(y, probabilities):
    """The log loss of classes 0, 1, ..., which is NaN if a probability is not finite."""
    own = probabilities[np.arange(len(y)), y]
    return -np.mean(np.log(np.clip(own, np.finfo(float).eps, None)))


def log_loss_of(x, y):
    return lambda model: log_loss(y, model.predict_proba(x))


def network_digits():
    """Log loss on half of the data; a quarter is for training."""
    x, y = load_digits(return_X_y=True)
    x_train, x_test, y_train, y_test = train_test_split(
        x / 16, y, train_size=1 / 4, test_size=1 / 2, random_state=0, stratify=y)
    classes = np.arange(10)
    grid = {
        "optimizer": ("sgd", "adam"), "activation": ("logistic", "tanh", "relu"),
        "log2_units": (2, 4, 6), "log2_rate": range(-11, 0, 2), "log2_batch": (4, 6)}

    def curve(optimizer, activation, units, rate, batch):
        model = MLPClassifier(
            (2**units,), solver=optimizer, activation=activation, learning_rate_init=2.0**rate,
            batch_size=2**batch, random_state=0)
        return losses_of_epochs(
            model, x_train, y_train, log_loss_of(x_test, y_test), classes=classes)

    return grid, curve, np.log(10)


def network_diabetes():
    """RMSE on half of the data, in standard deviations of the outputs."""
    x, y = load_diabetes(return_X_y=True)
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=1 / 2, random_state=0)
    inputs = x_train.mean(axis=0), x_train.std(axis=0)
    outputs = y_train.mean(), y_train.std()
    x_train, x_test = ((part - inputs[0]) / inputs[1] for part in (x_train, x_test))
    y_train, y_test = ((part - outputs[0]) / outputs[1] for part in (y_train, y_test))
    grid = {
        "optimizer": ("sgd", "adam"), "activation": ("tanh", "relu"),
        "layers": (1, 2), "log2_units": (2, 4, 6), "log2_rate": range(-9, 0, 2),
        "log10_penalty": (-3, 0)}

    def curve(optimizer, activation, layers, units, rate, penalty):
        model = MLPRegressor(
            hidden_layer_sizes=(2**units,) * layers, solver=optimizer, activation=activation,
            learning_rate_init=2.0**rate, alpha=10.0**penalty, batch_size=16, random_state=0)

        def loss(model):
            return np.sqrt(np.mean((model.predict(x_test) - y_test) ** 2))

        return losses_of_epochs(model, x_train, y_train, loss)

    return grid, curve, 1


def boosting_cancer():
    """Log loss of two-fold cross-validation."""
    x, y = load_breast_cancer(return_X_y=True)
    folds = list(StratifiedKFold(2, shuffle=True, random_state=0).split(x, y))
    grid = {
        "features": ("sqrt", "all"), "log2_rate": range(-4, 2), "depth": (1, 2, 3),
        "subsample_percent": (50, 100), "log2_leaf": (0, 2, 4)}

    def curve(features, rate, depth, subsample, leaf):
        total = np.zeros(EPOCHS)
        for train, test in folds:
            model = GradientBoostingClassifier(
                learning_rate=2.0**rate, n_estimators=EPOCHS, max_depth=depth,
                subsample=subsample / 100, min_samples_leaf=2**leaf,
                max_features={"sqrt": "sqrt", "all": None}[features], random_state=0)
            model.fit(x[train], y[train])
            stages = list(model.staged_predict_proba(x[test]))
            total += [log_loss(y[test], stage) for stage in stages]
        return total / len(folds)

    return grid, curve, np.log(2)


def linear_wine():
    """Log loss of two-fold cross-validation."""
    x, y = load_wine(return_X_y=True)
    folds = list(StratifiedKFold(2, shuffle=True, random_state=0).split(x, y))
    classes = np.arange(3)
    grid = {
        "penalty": ("l1", "l2"), "averaged": ("no", "yes"), "log2_rate": range(-11, 1, 2),
        "decay_percent": (0, 25, 50), "log10_penalty": range(-5, 0, 2)}

    def curve(penalty, averaged, rate, decay, strength):
        total = np.zeros(EPOCHS)
        for train, test in folds:
            mean, deviation = x[train].mean(axis=0), x[train].std(axis=0)
            model = SGDClassifier(
                loss="log_loss", penalty=penalty, alpha=10.0**strength,
                learning_rate="invscaling", eta0=2.0**rate, power_t=decay / 100,
                average=averaged == "yes", random_state=0)
            loss = log_loss_of((x[test] - mean) / deviation, y[test])
            total += losses_of_epochs(
                model, (x[train] - mean) / deviation, y[train], loss, classes=classes)
        return total / len(folds)

    return grid, curve, np.log(3)


def main(table):
    grid, curve, constant = table()
    worst = WORST * constant
    print(",".join([*grid, *(f"loss{epoch}" for epoch in range(1, EPOCHS + 1))]))
    for configuration in itertools.product(*grid.values()):
        losses = np.minimum(np.nan_to_num(curve(*configuration), nan=worst, posinf=worst), worst)
        # Five significant digits.
        print(",".join([*map(str, configuration), *(f"{loss:.5g}" for loss in losses)]), flush=True)


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    # The checks take longer than an epoch on these data.
    set_config(assume_finite=True, skip_parameter_validation=True)
    tables = network_digits, network_diabetes, boosting_cancer, linear_wine
    main({table.__name__.replace("_", "-"): table for table in tables}[sys.argv[1]])
