"""Trains a Keras network on handwritten digits, with settings from the command line.

Made to be tuned by `attune tune`; README.md has the command. Needs keras 3 with one of its backends, and
scikit-learn, with which the data come.
"""

import argparse
import math

import keras
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split


class Report(keras.callbacks.Callback):
    """Prints the validation loss after each epoch."""

    def on_epoch_end(self, epoch, logs=None):
        # Without flush the report would arrive at the end, too late for pruning.
        print(f"step {epoch} loss={logs['val_loss']:.6f}", flush=True)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, default=1e-3, help="learning rate of Adam")
    parser.add_argument("--layers", type=int, default=1)
    parser.add_argument("--width", type=int, default=64, help="units of each hidden layer")
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--activation", choices=["relu", "tanh", "elu"], default="relu")
    parser.add_argument("--batch", type=int, default=64)
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


def make_model(options):
    parts = [keras.Input((64,))]
    for _ in range(options.layers):
        parts += [
            keras.layers.Dense(options.width, activation=options.activation),
            keras.layers.Dropout(options.dropout),
        ]
    model = keras.Sequential([*parts, keras.layers.Dense(10, activation="softmax")])
    model.compile(
        optimizer=keras.optimizers.Adam(options.rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def main():
    options = parse()
    keras.utils.set_random_seed(0)
    training, validation, test = load()
    model = make_model(options)
    history = model.fit(
        *training,
        batch_size=options.batch,
        epochs=options.epochs,
        validation_data=validation,
        callbacks=[Report(), keras.callbacks.TerminateOnNaN()],
        verbose=0,
    )
    if options.test:
        print(f"test accuracy={model.evaluate(*test, verbose=0)[1]:.4f}")
    loss = history.history["val_loss"][-1]
    print(f"loss={loss if math.isfinite(loss) else math.inf:.6f}")


if __name__ == "__main__":
    main()
