import Attune

/// A pruner as it is written on the command line: `median`, `wilcoxon`, `none`, or `percentile:25`.
struct PrunerSpecification {
  let pruner: any Pruner

  init(_ text: String) throws(UsageError) {
    if let choice = PrunerChoice(rawValue: text) {
      pruner = choice.pruner
      return
    }
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, parts[0] == "percentile", let percentile = Double(parts[1]),
      (0...100).contains(percentile)
    else {
      throw UsageError(
        "--pruner cannot be \"\(text)\": give median, wilcoxon, none, or percentile:25 to keep the "
          + "best quarter"
      )
    }
    pruner = PercentilePruner(percentile)
  }
}
