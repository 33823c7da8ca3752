/// The permitted order of dependency between the rooms of `Sources/Attune`.
///
/// The picture in `Docs/Architecture.md` shows the same, and a test compares the two.
enum Layers {
  /// The rooms from the top down; a room may use those of the lines below its own, and no others.
  static let all = [
    ["Study"],
    ["Trial"],
    ["Storage", "Samplers", "Pruners", "Analysis"],
    ["History", "Surrogates"],
    ["SearchSpace", "MultiObjective"],
    ["Numerics", "Support"],
  ]

  /// The rooms that the files of a room may use, its own included; nil for a room that is unknown.
  static func permitted(for room: String) -> Set<String>? {
    guard let layer = all.firstIndex(where: { $0.contains(room) }) else { return nil }
    return Set(all[(layer + 1)...].joined()).union([room])
  }
}
