/// The permitted dependencies between the layers of a module, which are its folders.
struct Layers: Sendable, CustomStringConvertible {
  /// The layers of the library, which a test compares with the picture in `Docs/Architecture.md`.
  static let library = Layers(
    module: "Attune",
    all: [
      ["Study"],
      ["Trial"],
      ["Storage", "Samplers", "Pruners", "Analysis"],
      ["Budgets", "Populations"],
      ["History", "Surrogates"],
      ["SearchSpace", "MultiObjective"],
      ["JSON", "Platform"],
      ["Numerics", "Support"],
    ])

  /// The layers of the evaluation module.
  static let evaluation = Layers(
    module: "AttuneEvaluation",
    all: [
      ["Searches"],
      ["CrossValidation"],
      ["EarlyStopping", "TestSet", "TypedSpace"],
      ["Metrics", "Splits"],
      // Files outside the folders, which all layers may use.
      ["EvaluationError.swift", "Double+Moments.swift"],
      ["ScaledNumbers.swift"],
    ])

  /// The module that the layers belong to.
  let module: String

  /// The layers from the top down; a layer may use those in the rows below its own, and no others.
  let all: [[String]]

  var description: String { module }

  /// The layers that the files of a layer may use, including itself; nil for an unknown layer.
  func permitted(for layer: String) -> Set<String>? {
    guard let row = all.firstIndex(where: { $0.contains(layer) }) else { return nil }
    return Set(all[(row + 1)...].joined()).union([layer])
  }
}
