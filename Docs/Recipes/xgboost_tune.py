"""Trains XGBoost on the breast cancer data, with settings from the command line.

Made to be tuned by `attune tune`; README.md has the command. Needs xgboost and scikit-learn, with which the
data come.
"""

import argparse

import xgboost
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split


class Report(xgboost.callback.TrainingCallback):
    """Prints the validation loss after each round."""

    def after_iteration(self, model, epoch, evals_log):
        loss = evals_log["validation"]["logloss"][-1]
        # Without flush the report would arrive at the end, too late for pruning.
        print(f"step {epoch} loss={loss:.6f}", flush=True)
        return False


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--eta", type=float, default=0.3, help="learning rate")
    parser.add_argument("--max-depth", type=int, default=6)
    parser.add_argument("--min-child-weight", type=float, default=1.0)
    parser.add_argument("--subsample", type=float, default=1.0)
    parser.add_argument("--colsample", type=float, default=1.0, help="columns of each tree")
    parser.add_argument("--reg-lambda", type=float, default=1.0, help="L2 regularization")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--test", action="store_true", help="print the test accuracy, too")
    return parser.parse_args()


def load():
    """Returns 60 % of the patients for training, 20 % for validation and 20 % for the test."""
    features, labels = load_breast_cancer(return_X_y=True)
    rest, test, rest_labels, test_labels = train_test_split(
        features, labels, test_size=0.2, stratify=labels, random_state=0
    )
    train, validation, train_labels, validation_labels = train_test_split(
        rest, rest_labels, test_size=0.25, stratify=rest_labels, random_state=0
    )
    return (
        xgboost.DMatrix(train, train_labels),
        xgboost.DMatrix(validation, validation_labels),
        xgboost.DMatrix(test, test_labels),
    )


def main():
    options = parse()
    training, validation, test = load()
    log = {}
    model = xgboost.train(
        {
            "objective": "binary:logistic",
            "eval_metric": "logloss",
            "eta": options.eta,
            "max_depth": options.max_depth,
            "min_child_weight": options.min_child_weight,
            "subsample": options.subsample,
            "colsample_bytree": options.colsample,
            "lambda": options.reg_lambda,
            "seed": 0,
            "nthread": 1,  # Several programs run at a time with --parallel.
        },
        training,
        num_boost_round=options.rounds,
        evals=[(validation, "validation")],
        evals_result=log,
        callbacks=[Report()],
        verbose_eval=False,
    )
    if options.test:
        accuracy = accuracy_score(test.get_label(), model.predict(test) > 0.5)
        print(f"test accuracy={accuracy:.4f}")
    print(f"loss={log['validation']['logloss'][-1]:.6f}")


if __name__ == "__main__":
    main()
