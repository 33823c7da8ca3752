import Attune
import Foundation

/// Measured accuracies of support vector classifiers on the breast cancer data, by configuration.
///
/// From four-fold cross-validation with scikit-learn; the table has a row for every configuration.
struct ClassifierTable: Sendable {
  private static let scalers = ["standard", "minmax", "quantile", "l2norm"]
  private static let kernels = ["rbf", "poly", "sigmoid", "linear"]
  private static let costs = -5...10
  private static let gammas = -10...3

  private let accuracies: [Double]

  /// The table in the program's resources, or the error in reading it.
  static let shared = Result { try ClassifierTable() }

  private init() throws {
    let rows = try Resource.rows(of: "svc-breast-cancer.csv", columns: 6)
    var accuracies = [Double?](
      repeating: nil,
      count: Self.scalers.count * Self.kernels.count * Self.costs.count * Self.gammas.count * 2)
    for row in rows {
      guard let scaler = Self.scalers.firstIndex(of: row[0]),
        let kernel = Self.kernels.firstIndex(of: row[1]), let cost = Int(row[2]),
        let gamma = Int(row[3]), let accuracy = Double(row[5]),
        Self.costs.contains(cost), Self.gammas.contains(gamma)
      else { throw CommandError("svc-breast-cancer.csv: invalid row \(row)") }
      accuracies[Self.index(scaler, kernel, cost, gamma, row[4] == "True")] = accuracy
    }
    self.accuracies = accuracies.compactMap { $0 }
    guard self.accuracies.count == accuracies.count else {
      throw CommandError("svc-breast-cancer.csv: rows are missing")
    }
  }

  private static func index(
    _ scaler: Int, _ kernel: Int, _ cost: Int, _ gamma: Int, _ isBalanced: Bool
  ) -> Int {
    var index = scaler * kernels.count + kernel
    index = index * costs.count + cost - costs.lowerBound
    index = index * gammas.count + gamma - gammas.lowerBound
    return index * 2 + (isBalanced ? 1 : 0)
  }

  /// The accuracy of the configuration that a trial suggests.
  fileprivate func accuracy(of trial: Trial) throws -> Double {
    let scaler = try Self.index(trial, "scaler", Self.scalers)
    let kernel = try Self.index(trial, "kernel", Self.kernels)
    let cost = try trial.suggest("log2_C", in: Self.costs)
    let gamma = try trial.suggest("log2_gamma", in: Self.gammas)
    let isBalanced = try trial.suggest("balanced", from: ["no": false, "yes": true])
    return accuracies[Self.index(scaler, kernel, cost, gamma, isBalanced)]
  }

  private static func index(_ trial: Trial, _ name: String, _ names: [String]) throws -> Int {
    let chosen = try trial.suggest(name, from: names)
    return names.firstIndex(of: chosen) ?? 0
  }
}

extension Problem {
  /// A classifier on real data, looked up in a table.
  static let classifierTable = Problem(
    "tab_svc_bcancer", direction: .maximize, optimum: 0.98241899
  ) { trial in
    try ClassifierTable.shared.get().accuracy(of: trial)
  }
}
