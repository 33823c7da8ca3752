import Attune

/// A pruner given on the command line: a name of the catalogue, with settings if any.
enum PrunerSpecification {
  static let standard = PrunerCatalogue.names[0]

  static let option = Option.value(
    "pruner", value: "PRUNER",
    "Prune trials with this pruner: " + PrunerCatalogue.names.joined(separator: ", ")
      + "; settings follow a colon, as in percentile:25 or median:warmup=5.",
    default: standard)

  /// Returns the pruner that a text describes.
  static func pruner(_ text: String) throws(UsageError) -> any Pruner {
    do throws(StrategySpecificationError) {
      return try PrunerCatalogue.pruner(text)
    } catch {
      throw UsageError("--pruner \(text): \(error.description)")
    }
  }

  /// Returns the pruner that is recorded with a study; the standard one if none of the catalogue is.
  ///
  /// A trial that is only asked for is not pruned, but its sampler may learn only from the trials that the
  /// pruner compares it with.
  static func pruner(recordedWith study: StudySnapshot) throws(UsageError) -> any Pruner {
    if let pruner = study.pruner.flatMap(PrunerCatalogue.pruner(recordedAs:)) { return pruner }
    return try pruner(standard)
  }
}

extension Arguments {
  /// The selected pruner.
  func pruner() throws(UsageError) -> any Pruner {
    try PrunerSpecification.pruner(
      text(of: PrunerSpecification.option) ?? PrunerSpecification.standard)
  }
}
