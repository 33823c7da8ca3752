"""Trains a scikit-learn network on handwritten digits, with settings from the command line.

Made to be tuned by `attune tune`; README.md has the command. Needs scikit-learn. The data come with it.
"""

import argparse
import math
import warnings

from sklearn.datasets import load_digits
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, default=1e-3, help="learning rate of Adam")
    parser.add_argument("--alpha", type=float, default=1e-4, help="L2 regularization")
    parser.add_argument("--width", type=int, default=64, help="units of the hidden layer")
    parser.add_argument("--activation", choices=["relu", "tanh", "logistic"], default="relu")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--test", action="store_true", help="print the test accuracy, too")
    return parser.parse_args()


def load():
    """Returns 60 % of the digits for training, 20 % for validation and 20 % for the test."""
    images, labels = load_digits(return_X_y=True)
    images = images / 16
    rest, test, rest_labels, test_labels = train_test_split(
        images, labels, test_size=0.2, stratify=labels, random_state=0
    )
    train, validation, train_labels, validation_labels = train_test_split(
        rest, rest_labels, test_size=0.25, stratify=rest_labels, random_state=0
    )
    return (train, train_labels), (validation, validation_labels), (test, test_labels)


def main():
    options = parse()
    training, validation, test = load()
    model = MLPClassifier(
        hidden_layer_sizes=(options.width,),
        activation=options.activation,
        alpha=options.alpha,
        learning_rate_init=options.rate,
        random_state=0,
    )
    loss = math.inf
    for epoch in range(options.epochs):
        try:
            model.partial_fit(*training, classes=range(10))
        except ValueError:  # The weights are not finite any more.
            loss = math.inf
            break
        loss = log_loss(validation[1], model.predict_proba(validation[0]), labels=range(10))
        # Without flush the report would arrive at the end, too late for pruning.
        print(f"step {epoch} loss={loss:.6f}", flush=True)
    if options.test:
        print(f"test accuracy={model.score(*test):.4f}")
    print(f"loss={loss:.6f}")


if __name__ == "__main__":
    warnings.filterwarnings("ignore", category=RuntimeWarning)  # Overflow, when the rate is too large.
    main()
