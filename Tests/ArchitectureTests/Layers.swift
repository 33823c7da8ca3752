/// The permitted order of dependency between the rooms of a module.
struct Layers: Sendable, CustomStringConvertible {
  /// Those of the library, which the picture in `Docs/Architecture.md` shows, and a test compares.
  static let library = Layers(
    module: "Attune",
    all: [
      ["Study"],
      ["Trial"],
      ["Storage", "Samplers", "Pruners", "Analysis"],
      ["History", "Surrogates"],
      ["SearchSpace", "MultiObjective"],
      ["JSON", "Platform"],
      ["Numerics", "Support"],
    ])

  /// Those of the evaluation.
  static let evaluation = Layers(
    module: "AttuneEvaluation",
    all: [
      ["Searches"],
      ["CrossValidation"],
      ["EarlyStopping", "TestSet", "TypedSpace"],
      ["Metrics", "Splits"],
      // Files without a room, which are there for all.
      ["EvaluationError.swift", "Double+Moments.swift"],
      ["ScaledNumbers.swift"],
    ])

  /// Whose rooms they are.
  let module: String

  /// The rooms from the top down; a room may use those of the lines below its own, and no others.
  let all: [[String]]

  var description: String { module }

  /// The rooms that the files of a room may use, its own included; nil for a room that is unknown.
  func permitted(for room: String) -> Set<String>? {
    guard let layer = all.firstIndex(where: { $0.contains(room) }) else { return nil }
    return Set(all[(layer + 1)...].joined()).union([room])
  }
}
