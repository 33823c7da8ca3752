import Attune
import Foundation

// Conditional parameters whose conditions are conditional parameters themselves. Costs are 0 at the
// optimum of a branch; the best branch is not the best one for random settings.

extension Problem {
  /// A family of models, then its training method, then the settings of that method.
  static let nestedFamily = Problem(
    "nested_family", optimum: 0.08,
    at: [
      "family": "network", "units": 128, "optimizer": "sgd", "sgd_rate": 0.01, "momentum": 0.9,
      "schedule": "cosine", "warmup": 3,
    ]
  ) { trial in
    switch try trial.suggest("family", from: ["linear", "boosting", "network"]) {
    case "linear": try linearLoss(trial)
    case "boosting": try boostingLoss(trial)
    default: try networkLoss(trial)
    }
  }

  private static func linearLoss(_ trial: ProblemTrial) throws -> Double {
    let strength = log10(try trial.suggest("C", in: 1e-4...1e4, scale: .log)) - 0.5
    var base = 0.24
    var cost = 0.05 * square(strength)
    switch try trial.suggest("penalty", from: ["l1", "l2", "elastic"]) {
    case "l1": base += 0.02
    case "l2": base += 0.01
    default: cost += 0.4 * square(try trial.suggest("l1_fraction", in: 0.0...1.0) - 0.35)
    }
    return base + saturated(cost)
  }

  private static func boostingLoss(_ trial: ProblemTrial) throws -> Double {
    let rate = log10(try trial.suggest("rate", in: 1e-3...1, scale: .log))
    let rounds = log10(Double(try trial.suggest("rounds", in: 16...1024, scale: .log)))
    let capacity = rate + rounds - 1
    if try trial.suggest("growth", from: ["level": true, "leaf": false]) {
      let depth = Double(try trial.suggest("depth", in: 1...12))
      return 0.15 + saturated(square(capacity) + 0.03 * square(depth - 5))
    }
    let leaves = log2(Double(try trial.suggest("leaves", in: 4...256, scale: .log)))
    return 0.14 + saturated(square(capacity) + 0.1 * square(leaves - 5 + capacity))
  }

  private static func networkLoss(_ trial: ProblemTrial) throws -> Double {
    let units = log2(Double(try trial.suggest("units", in: 16...512, scale: .log)))
    var cost = 0.1 * square(units - 7)
    if try trial.suggest("optimizer", from: ["sgd": false, "adam": true]) {
      let rate = log10(try trial.suggest("adam_rate", in: 1e-5...0.1, scale: .log))
      let decay = try trial.suggest("beta", in: 0.5...0.999)
      cost += 0.5 * square(rate + 3) + 2 * square(decay - 0.9)
      return 0.11 + saturated(cost)
    }
    let rate = log10(try trial.suggest("sgd_rate", in: 1e-4...1, scale: .log))
    let momentum = try trial.suggest("momentum", in: 0.0...0.99)
    cost += 0.6 * square(rate - log10(1 - momentum) + 1) + square(momentum - 0.9)
    guard try trial.suggest("schedule", from: ["constant": false, "cosine": true]) else {
      return 0.1 + saturated(cost)
    }
    let warmup = Double(try trial.suggest("warmup", in: 0...10))
    return 0.08 + saturated(cost + 0.02 * square(warmup - 3))
  }

  /// A number of blocks, the kind of each, and the settings of each kind; the sizes of blocks
  /// depend on each other.
  static let nestedBlocks = Problem(
    "nested_blocks", optimum: 0.04,
    at: [
      "blocks": 3, "rate": 1e-3, "dropout": 0.3, "kind_0": "conv", "filters_0": 32, "kernel_0": 5,
      "kind_1": "pool", "size_1": 2, "kind_2": "dense", "width_2": 32, "norm_2": "yes",
    ]
  ) { trial in
    let blocks = try trial.suggest("blocks", in: 1...3)
    let rate = log10(try trial.suggest("rate", in: 1e-5...0.1, scale: .log)) + 3
    let dropout = try trial.suggest("dropout", in: 0.0...0.6) - 0.1 * Double(blocks)
    var loss = 0.04 + [0.06, 0.02, 0][blocks - 1] + 0.015 * square(rate) + 0.4 * square(dropout)
    var scale = 6.0
    for index in 0..<blocks {
      switch try trial.suggest("kind_\(index)", from: ["dense", "conv", "pool"]) {
      case "dense":
        let width = log2(Double(try trial.suggest("width_\(index)", in: 8...256, scale: .log)))
        let isNormal = try trial.suggest("norm_\(index)", from: ["no": false, "yes": true])
        loss += [0.03, 0.02, 0][index] + 0.008 * square(width - scale - 1) + (isNormal ? 0 : 0.01)
        scale = width
      case "conv":
        let filters = log2(Double(try trial.suggest("filters_\(index)", in: 4...128, scale: .log)))
        let kernel = Double(try trial.suggest("kernel_\(index)", in: 1...7, step: 2))
        loss += [0, 0.015, 0.02][index] + 0.008 * square(filters - scale + 1)
        loss += 0.002 * square(kernel - (index == 0 ? 5 : 3))
        scale = filters
      default:
        let size = Double(try trial.suggest("size_\(index)", in: 2...4))
        loss += [0.05, 0, 0.04][index] + 0.01 * square(size - 2)
        scale -= 1
      }
    }
    return loss
  }

  /// Three steps of a pipeline with branches each; the settings of the last depend on the second.
  static let nestedPipeline = Problem(
    "nested_pipeline", optimum: 0.06,
    at: [
      "scaler": "power", "standardize": "yes", "reduction": "pca", "components": 24,
      "whiten": "no", "model": "svm", "C": 10, "kernel": "rbf", "gamma": .float(pow(10, -1.5)),
    ]
  ) { trial in
    var loss = 0.06
    switch try trial.suggest("scaler", from: ["none", "standard", "power"]) {
    case "none": loss += 0.04
    case "standard": loss += 0.01
    default: loss += try trial.suggest("standardize", from: ["no": 0.06, "yes": 0.0])
    }
    var dimensions = 60.0
    switch try trial.suggest("reduction", from: ["none", "pca", "select"]) {
    case "none": loss += 0.03
    case "pca":
      dimensions = Double(try trial.suggest("components", in: 2...60))
      loss += try trial.suggest("whiten", from: ["no": 0.0, "yes": 0.02])
      loss += 0.15 * square(dimensions / 60 - 0.4)
    default:
      if try trial.suggest("test", from: ["f": true, "chi2": false]) {
        dimensions = Double(try trial.suggest("features", in: 2...60))
      } else {
        let level = log10(try trial.suggest("level", in: 1e-6...1, scale: .log))
        dimensions = 60 + 9 * level
      }
      loss += 0.015 + 0.15 * square(dimensions / 60 - 0.6)
    }
    return try loss + modelLoss(trial, dimensions: dimensions)
  }

  private static func modelLoss(_ trial: ProblemTrial, dimensions: Double) throws -> Double {
    if try trial.suggest("model", from: ["svm": false, "neighbors": true]) {
      let count = log2(Double(try trial.suggest("neighbors", in: 1...128, scale: .log)))
      let weights = try trial.suggest("weights", from: ["uniform": 0.01, "distance": 0.0])
      return 0.05 + weights + saturated(0.04 * square(count - 3) + dimensions / 300)
    }
    let strength = log10(try trial.suggest("C", in: 1e-3...1e4, scale: .log))
    switch try trial.suggest("kernel", from: ["rbf", "poly", "linear"]) {
    case "rbf":
      let width = log10(try trial.suggest("gamma", in: 1e-6...10, scale: .log))
      let ridge = width + 1.5 + (dimensions - 24) / 40
      return saturated(0.6 * square(ridge) + 0.1 * square(strength - 1 + 0.6 * ridge))
    case "poly":
      let degree = Double(try trial.suggest("degree", in: 2...5))
      let offset = try trial.suggest("coef0", in: 0.0...1.0)
      let cost = 0.1 * square(degree - 3) + 0.3 * square(offset - 0.8) + 0.1 * square(strength)
      return 0.03 + saturated(cost)
    default: return 0.06 + saturated(0.05 * square(strength + 1))
    }
  }

  /// An optimizer, a schedule and an augmentation with branches each; the learning rate depends on
  /// the first two.
  static let nestedTraining = Problem(
    "nested_training", optimum: 0.05,
    at: [
      "rate": 1e-3, "optimizer": "adam", "beta": 0.9, "decoupled": "yes", "decay": 0.01,
      "schedule": "cosine", "cycles": 2, "multiplier": 2, "augmentation": "mix", "alpha": 0.3,
      "place": "hidden", "layer": 3,
    ]
  ) { trial in
    let rate = log10(try trial.suggest("rate", in: 1e-6...1, scale: .log))
    var (loss, target, cost) = try optimizerLoss(trial)
    switch try trial.suggest("schedule", from: ["constant", "step", "cosine"]) {
    case "constant":
      loss += 0.04
      target -= 0.5
    case "step":
      let factor = try trial.suggest("factor", in: 0.05...0.9)
      let period = Double(try trial.suggest("period", in: 1...20))
      loss += 0.015
      cost += 0.3 * square(factor - 0.3) + 0.003 * square(period - 8)
    default:
      let cycles = try trial.suggest("cycles", in: 1...4)
      loss += [0.01, 0, 0.02, 0.04][cycles - 1]
      if cycles > 1 { cost += 0.1 * square(try trial.suggest("multiplier", in: 1.0...3.0) - 2) }
    }
    switch try trial.suggest("augmentation", from: ["none", "mix", "erase"]) {
    case "none": loss += 0.03
    case "mix":
      cost += 0.4 * square(try trial.suggest("alpha", in: 0.0...1.0) - 0.3)
      if try trial.suggest("place", from: ["input": false, "hidden": true]) {
        cost += 0.02 * square(Double(try trial.suggest("layer", in: 1...5) - 3))
      } else {
        loss += 0.015
      }
    default:
      loss += 0.01
      cost += 0.5 * square(try trial.suggest("area", in: 0.0...0.5) - 0.15)
    }
    return loss + saturated(cost + 0.4 * square(rate - target))
  }

  /// The lowest loss of an optimizer, its best logarithm of the learning rate, and the cost of its
  /// other settings.
  private static func optimizerLoss(
    _ trial: ProblemTrial
  ) throws -> (loss: Double, target: Double, cost: Double) {
    switch try trial.suggest("optimizer", from: ["momentum", "adam", "lion"]) {
    case "momentum":
      let momentum = try trial.suggest("momentum", in: 0.0...0.99)
      return (0.07, log10(1 - momentum) - 0.3, 0.5 * square(momentum - 0.9))
    case "adam":
      let cost = square(try trial.suggest("beta", in: 0.5...0.999) - 0.9)
      guard try trial.suggest("decoupled", from: ["no": false, "yes": true]) else {
        return (0.075, -3, cost)
      }
      let decay = log10(try trial.suggest("decay", in: 1e-6...1, scale: .log))
      return (0.05, -3, cost + 0.05 * square(decay + 2))
    default: return (0.06, -4, square(try trial.suggest("beta", in: 0.5...0.999) - 0.95))
    }
  }

  /// A cost on a scale on which large costs are similar.
  private static func saturated(_ cost: Double) -> Double { 0.5 * cost / (cost + 0.5) }
}
