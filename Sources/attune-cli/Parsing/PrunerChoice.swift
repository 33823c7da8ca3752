import Attune

/// The pruners that commands can be told to use.
enum PrunerChoice: String, CaseIterable {
  case median, wilcoxon, none

  static let option = Option.choice(
    "pruner", of: PrunerChoice.self, "What gives up hopeless trials.", standard: .median)

  /// The pruner with its usual settings.
  var pruner: any Pruner {
    switch self {
    case .median: MedianPruner()
    case .wilcoxon: WilcoxonPruner()
    case .none: NopPruner()
    }
  }
}
