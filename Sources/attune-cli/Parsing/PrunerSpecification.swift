import Attune

/// A pruner given on the command line: `median`, `percentile:25`, `wilcoxon` or `none`.
struct PrunerSpecification {
  static let standard = PrunerCatalogue.all[0].name

  static let option = Option.value(
    "pruner",
    value: PrunerCatalogue.all
      .map { entry in entry.name + (entry.argument.map { ":\($0.placeholder)" } ?? "") }
      .joined(separator: "|"),
    "Prune trials with this pruner.", default: standard)

  let pruner: any Pruner

  init(_ text: String) throws(UsageError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let entry = PrunerCatalogue.all.first(where: { $0.name == parts[0] }),
      let pruner = entry.pruner(argument: parts.dropFirst().first)
    else { throw Self.error(text) }
    self.pruner = pruner
  }

  private static func error(_ text: String) -> UsageError {
    let examples = PrunerCatalogue.all.map { entry in
      entry.name + (entry.argument.map { ":\($0.example) \($0.purpose)" } ?? "")
    }
    return UsageError(
      "--pruner cannot be \"\(text)\"; give \(examples.dropLast().joined(separator: ", ")) or "
        + examples[examples.count - 1])
  }
}

extension Arguments {
  /// The selected pruner.
  func pruner() throws(UsageError) -> any Pruner {
    try PrunerSpecification(text(of: PrunerSpecification.option) ?? PrunerSpecification.standard)
      .pruner
  }
}
