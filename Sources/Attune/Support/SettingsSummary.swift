/// A type's name and the settings that are not the usual ones, in a line.
enum SettingsSummary {
  /// Describes a value, as in `TPESampler(candidateCount: 48, isMultivariate: false)`.
  ///
  /// - Parameters:
  ///   - type: The value's type.
  ///   - argument: What the value was made of besides its settings.
  ///   - settings: Named by the properties of their type, so that none is forgotten.
  ///   - defaults: The settings that go without saying.
  static func text<Settings>(
    _ type: Any.Type, argument: String? = nil, settings: Settings, defaults: Settings
  ) -> String {
    let usual = properties(of: defaults)
    let own = properties(of: settings).filter { !usual.contains($0) }
    let parts = (argument.map { [$0] } ?? []) + own
    return parts.isEmpty ? "\(type)" : "\(type)(\(parts.joined(separator: ", ")))"
  }

  /// A recorded summary with the names that settings have today.
  static func withCurrentNames(_ summary: String) -> String {
    var summary = summary
    for (old, new) in [("weighsByRank:", "usesRankWeights:"), ("gamma: share(", "gamma: fraction(")] {
      guard let range = summary.firstRange(of: old) else { continue }
      summary.replaceSubrange(range, with: new)
    }
    return summary
  }

  private static func properties(of settings: some Any) -> [String] {
    Mirror(reflecting: settings).children.map { "\($0.label ?? ""): \(text($0.value))" }
  }

  private static func text(_ value: Any) -> String {
    let mirror = Mirror(reflecting: value)
    guard mirror.displayStyle == .optional else { return "\(value)" }
    return mirror.children.first.map { "\($0.value)" } ?? "nil"
  }
}
