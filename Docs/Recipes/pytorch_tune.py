"""Trains a PyTorch network on handwritten digits, with settings from the command line.

Made to be tuned by `attune tune`; README.md has the command. Needs torch and scikit-learn, with which the
data come. A run that is interrupted continues from its last epoch: its state is kept in the folder that
`attune tune` names in ATTUNE_FOLDER.
"""

import argparse
import math
import os
from pathlib import Path

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn

BATCH = 64


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, default=1e-3, help="learning rate")
    parser.add_argument("--optimizer", choices=["adam", "sgd"], default="adam")
    parser.add_argument("--momentum", type=float, default=0.9, help="of sgd")
    parser.add_argument("--layers", type=int, default=1)
    parser.add_argument("--width", type=int, default=64, help="units of each hidden layer")
    parser.add_argument("--dropout", type=float, default=0.0)
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

    def tensors(images, labels):
        return torch.tensor(images, dtype=torch.float32), torch.tensor(labels)

    return (
        tensors(train, train_labels),
        tensors(validation, validation_labels),
        tensors(test, test_labels),
    )


def make_model(options):
    parts, inputs = [], 64
    for _ in range(options.layers):
        parts += [nn.Linear(inputs, options.width), nn.ReLU(), nn.Dropout(options.dropout)]
        inputs = options.width
    return nn.Sequential(*parts, nn.Linear(inputs, 10))


def make_optimizer(options, model):
    if options.optimizer == "sgd":
        return torch.optim.SGD(model.parameters(), lr=options.rate, momentum=options.momentum)
    return torch.optim.Adam(model.parameters(), lr=options.rate)


def train_epoch(model, optimizer, images, labels):
    model.train()
    for rows in torch.randperm(len(images)).split(BATCH):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(images[rows]), labels[rows]).backward()
        optimizer.step()


def evaluate(model, images, labels):
    """Returns the loss and the accuracy."""
    model.eval()
    with torch.no_grad():
        outputs = model(images)
        loss = nn.functional.cross_entropy(outputs, labels).item()
        return loss, (outputs.argmax(1) == labels).float().mean().item()


def save(path, model, optimizer, epoch, loss):
    """Replaces the checkpoint as a whole, so that a kill cannot leave half of one."""
    draft = path.with_suffix(".draft")
    torch.save(
        {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "random": torch.get_rng_state(),
            "epoch": epoch,
            "loss": loss,
        },
        draft,
    )
    os.replace(draft, path)


def main():
    options = parse()
    torch.manual_seed(0)
    torch.set_num_threads(1)  # Several programs run at a time with --parallel.
    training, validation, test = load()
    model = make_model(options)
    optimizer = make_optimizer(options, model)
    first, loss = 0, math.inf
    folder = os.environ.get("ATTUNE_FOLDER")
    checkpoint = Path(folder) / "checkpoint.pt" if folder else None
    if checkpoint and checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        first, loss = state["epoch"] + 1, state["loss"]
    for epoch in range(first, options.epochs):
        train_epoch(model, optimizer, *training)
        loss, _ = evaluate(model, *validation)
        if not math.isfinite(loss):
            loss = math.inf
            break
        # Without flush the report would arrive at the end, too late for pruning.
        print(f"step {epoch} loss={loss:.6f}", flush=True)
        if checkpoint:
            save(checkpoint, model, optimizer, epoch, loss)
    if options.test:
        print(f"test accuracy={evaluate(model, *test)[1]:.4f}")
    print(f"loss={loss:.6f}")


if __name__ == "__main__":
    main()
