/// Recorded results of other optimizers on the problems.
///
/// Optuna 5.0.0 and hyperopt 0.3 in Python; 20 seeds, 8 of the Gaussian process.
struct PeerResults: Sendable {
  /// The name of random search with Optuna.
  static let baseline = "optuna-random"

  /// The optimizers, in the order of the file.
  let optimizers: [String]

  private let bests: [Key: [Double]]

  private struct Key: Hashable {
    let optimizer: String
    let problem: String
    let evaluations: Int
  }

  /// Reads the file in the program's resources.
  init() throws {
    var optimizers: [String] = []
    var bests: [Key: [Double]] = [:]
    for row in try Resource.rows(of: "peers.csv", columns: 4) {
      let values = row[3].split(separator: " ").map { Double($0) }
      guard let evaluations = Int(row[2]), !values.isEmpty, !values.contains(nil) else {
        throw CommandError("peers.csv: invalid row \(row)")
      }
      if !optimizers.contains(row[0]) { optimizers.append(row[0]) }
      bests[Key(optimizer: row[0], problem: row[1], evaluations: evaluations)] = values.compactMap {
        $0
      }
    }
    self.optimizers = optimizers
    self.bests = bests
  }

  /// An optimizer's best values after a number of evaluations, one per seed; empty if not recorded.
  func bests(of optimizer: String, on problem: Problem, after evaluations: Int) -> [Double] {
    bests[Key(optimizer: optimizer, problem: problem.name, evaluations: evaluations)] ?? []
  }
}
