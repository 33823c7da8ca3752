import Attune
import Testing

@testable import attune_bench

/// Checks which parameters exist in which branches.
@Suite struct NestedProblemTests {
  @Test(arguments: [
    (["family": "linear", "penalty": "l1"], ["family", "C", "penalty"]),
    (["family": "linear", "penalty": "elastic"], ["family", "C", "penalty", "l1_fraction"]),
    (["family": "boosting", "growth": "level"], ["family", "rate", "rounds", "growth", "depth"]),
    (["family": "boosting", "growth": "leaf"], ["family", "rate", "rounds", "growth", "leaves"]),
    (
      ["family": "network", "optimizer": "adam"],
      ["family", "units", "optimizer", "adam_rate", "beta"]
    ),
    (
      ["family": "network", "optimizer": "sgd", "schedule": "constant"],
      ["family", "units", "optimizer", "sgd_rate", "momentum", "schedule"]
    ),
    (
      ["family": "network", "optimizer": "sgd", "schedule": "cosine"],
      ["family", "units", "optimizer", "sgd_rate", "momentum", "schedule", "warmup"]
    ),
  ])
  func `a family has its own settings`(branch: [String: String], names: [String]) throws {
    try expect(.nestedFamily, in: branch, asksFor: names)
  }

  @Test(arguments: [
    (
      ["blocks": "2", "kind_0": "conv", "kind_1": "pool"],
      ["blocks", "rate", "dropout", "kind_0", "filters_0", "kernel_0", "kind_1", "size_1"]
    ),
    (
      ["blocks": "1", "kind_0": "dense"],
      ["blocks", "rate", "dropout", "kind_0", "width_0", "norm_0"]
    ),
  ])
  func `each block has the settings of its kind`(
    branch: [String: String], names: [String]
  ) throws {
    try expect(.nestedBlocks, in: branch, asksFor: names)
  }

  @Test(arguments: [
    (
      ["scaler": "none", "reduction": "none", "model": "svm", "kernel": "linear"],
      ["scaler", "reduction", "model", "C", "kernel"]
    ),
    (
      [
        "scaler": "power", "reduction": "select", "test": "chi2", "model": "svm", "kernel": "poly",
      ],
      [
        "scaler", "standardize", "reduction", "test", "level", "model", "C", "kernel", "degree",
        "coef0",
      ]
    ),
    (
      ["scaler": "standard", "reduction": "select", "test": "f", "model": "neighbors"],
      ["scaler", "reduction", "test", "features", "model", "neighbors", "weights"]
    ),
    (
      ["scaler": "standard", "reduction": "pca", "model": "svm", "kernel": "rbf"],
      ["scaler", "reduction", "components", "whiten", "model", "C", "kernel", "gamma"]
    ),
  ])
  func `each step of a pipeline has its branches`(
    branch: [String: String], names: [String]
  ) throws {
    try expect(.nestedPipeline, in: branch, asksFor: names)
  }

  @Test(arguments: [
    (
      ["optimizer": "adam", "decoupled": "yes", "schedule": "cosine", "augmentation": "none"],
      [
        "rate", "optimizer", "beta", "decoupled", "decay", "schedule", "cycles", "multiplier",
        "augmentation",
      ]
    ),
    (
      ["optimizer": "lion", "schedule": "step", "augmentation": "mix", "place": "hidden"],
      [
        "rate", "optimizer", "beta", "schedule", "factor", "period", "augmentation", "alpha",
        "place", "layer",
      ]
    ),
    (
      ["optimizer": "momentum", "schedule": "constant", "augmentation": "erase"],
      ["rate", "optimizer", "momentum", "schedule", "augmentation", "area"]
    ),
  ])
  func `each part of a training has its branches`(
    branch: [String: String], names: [String]
  ) throws {
    try expect(.nestedTraining, in: branch, asksFor: names)
  }

  /// Checks the names that a problem asks for, in their order, in a branch given by its choices.
  private func expect(
    _ problem: Problem, in branch: [String: String], asksFor names: [String]
  ) throws {
    // The other parameters have values that their ranges contain.
    let numbers: [String: JSONValue] = [
      "C": 1, "l1_fraction": 0.5, "rate": 0.01, "rounds": 100, "depth": 3, "leaves": 8, "units": 64,
      "adam_rate": 0.01, "beta": 0.9, "sgd_rate": 0.1, "momentum": 0.5, "warmup": 2, "dropout": 0.1,
      "filters_0": 8, "kernel_0": 3, "width_0": 16, "norm_0": "no", "size_1": 2,
      "standardize": "no", "components": 9, "whiten": "no", "features": 9, "level": 0.1,
      "gamma": 0.1, "degree": 2, "coef0": 0.5, "neighbors": 7, "weights": "uniform",
      "decay": 0.001, "factor": 0.5, "period": 4, "cycles": 3, "multiplier": 2, "alpha": 0.5,
      "layer": 1, "area": 0.2,
    ]
    let choices = branch.mapValues { Int($0).map(JSONValue.int) ?? .string($0) }
    let fixed = FixedTrial(numbers.merging(choices) { $1 })
    _ = try problem.objective(fixed.trial)
    #expect(fixed.snapshot.parameters.map(\.name) == names)
  }
}
