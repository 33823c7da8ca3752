import Attune

// Real trainings with scikit-learn, looked up in tables.

extension Problem {
  /// Support vector classifiers on the breast cancer data: the accuracy of four-fold
  /// cross-validation.
  static let classifierTable = Problem(
    "tab_svc_bcancer", direction: .maximize, optimum: 0.98241899,
    at: [
      "scaler": "standard", "kernel": "rbf", "log2_C": 3, "log2_gamma": -7, "balanced": "yes",
    ]
  ) { trial in
    try classifiers.get().result([
      trial.suggest("scaler", from: ["standard", "minmax", "quantile", "l2norm"]),
      trial.suggest("kernel", from: ["rbf", "poly", "sigmoid", "linear"]),
      "\(trial.suggest("log2_C", in: -5...10))",
      "\(trial.suggest("log2_gamma", in: -10...3))",
      trial.suggest("balanced", from: ["no": "False", "yes": "True"]),
    ])
  }

  private static let classifiers = Result {
    try ResultTable("svc-breast-cancer.csv", hyperparameters: 5, rows: 4 * 4 * 16 * 14 * 2)
  }

  /// Gradient boosting on the diabetes data: the root mean squared error of three-fold
  /// cross-validation.
  static let boostingTable = Problem(
    "tab_boosting_diabetes", optimum: 55.8833,
    at: [
      "log2_rate": -5, "log2_trees": 7, "depth": 2, "subsample_percent": 50, "log2_leaf": 2,
    ]
  ) { trial in
    try boostings.get().result([
      "\(trial.suggest("log2_rate", in: -7...0))",
      "\(trial.suggest("log2_trees", in: 3...7))",
      "\(trial.suggest("depth", in: 1...5))",
      "\(trial.suggest("subsample_percent", in: 50...100, step: 25))",
      "\(trial.suggest("log2_leaf", in: 0...6, step: 2))",
    ])
  }

  private static let boostings = Result {
    try ResultTable("boosting-diabetes.csv", hyperparameters: 5, rows: 8 * 5 * 5 * 3 * 4)
  }

  /// Networks with a hidden layer on the digits data: the log loss on a third of the data.
  static let networkTable = Problem(
    "tab_network_digits", optimum: 0.0472739,
    at: [
      "optimizer": "adam", "activation": "tanh", "log2_units": 5, "log2_rate": -5,
      "log10_penalty": -3, "batch": "32", "epochs": "16",
    ]
  ) { trial in
    try networks.get().result([
      trial.suggest("optimizer", from: ["sgd", "adam"]),
      trial.suggest("activation", from: ["logistic", "tanh", "relu"]),
      "\(trial.suggest("log2_units", in: 3...7))",
      "\(trial.suggest("log2_rate", in: -11 ... -1, step: 2))",
      "\(trial.suggest("log10_penalty", in: -5 ... -1, step: 2))",
      trial.suggest("batch", from: ["32", "128"]),
      trial.suggest("epochs", from: ["4", "8", "16"]),
    ])
  }

  private static let networks = Result {
    try ResultTable("network-digits.csv", hyperparameters: 7, rows: 2 * 3 * 5 * 6 * 3 * 2 * 3)
  }
}
