import Attune

/// A pruner given on the command line: `median`, `percentile:25`, `wilcoxon` or `none`.
struct PrunerSpecification {
  static let option = Option.value(
    "pruner", value: "median|percentile:P|wilcoxon|none", "Prune trials with this pruner.",
    default: "median")

  let pruner: any Pruner

  init(_ text: String) throws(UsageError) {
    switch text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) {
    case ["median"]: pruner = MedianPruner()
    case ["wilcoxon"]: pruner = WilcoxonPruner()
    case ["none"]: pruner = NopPruner()
    case let parts where parts.count == 2 && parts[0] == "percentile":
      guard let percentile = Double(parts[1]), (0...100).contains(percentile) else {
        throw Self.error(text)
      }
      pruner = PercentilePruner(percentile)
    default: throw Self.error(text)
    }
  }

  private static func error(_ text: String) -> UsageError {
    UsageError(
      "--pruner cannot be \"\(text)\"; give median, percentile:25 to keep the best quarter, "
        + "wilcoxon or none"
    )
  }
}

extension Arguments {
  /// The selected pruner.
  func pruner() throws(UsageError) -> any Pruner {
    try PrunerSpecification(text(of: PrunerSpecification.option) ?? "median").pruner
  }
}
