/// A one-line summary of a type's name and the settings that differ from the defaults.
enum SettingsSummary {
  /// Returns a summary such as `TPESampler(candidates: 48, isMultivariate: false)`.
  ///
  /// - Parameters:
  ///   - type: The value's type.
  ///   - argument: A further argument of the value's initializer, as text.
  ///   - settings: The settings; all stored properties are included, by name.
  ///   - defaults: The default settings, which are omitted.
  static func text<Settings>(
    _ type: Any.Type, argument: String? = nil, settings: Settings, defaults: Settings
  ) -> String {
    let defaults = properties(of: defaults)
    let changed = properties(of: settings).filter { !defaults.contains($0) }
    let parts = (argument.map { [$0] } ?? []) + changed
    return parts.isEmpty ? "\(type)" : "\(type)(\(parts.joined(separator: ", ")))"
  }

  /// Names in summaries that journals may hold, and the names of today.
  private static let formerNames = [
    ("weighsByRank:", "usesRankWeights:"), ("gamma: share(", "gamma: fraction("),
    ("startupTrialCount:", "startupTrials:"), ("minimumTrialCount:", "minimumTrials:"),
    ("startupStepCount:", "startupSteps:"), ("candidateCount:", "candidates:"),
    ("warmupStep:", "warmupSteps:"),
    // Optuna's settings, from the time before TPE had a minimum bandwidth on grids.
    (
      "usesGroups: false, bandwidthExponent: 1.0, avoidsDuplicates: false",
      "usesGroups: false, bandwidthExponent: 1.0, gridBandwidth: 0.0, avoidsDuplicates: false"
    ),
  ]

  /// A recorded summary with the names that settings have today.
  static func withCurrentNames(_ summary: String) -> String {
    var summary = summary
    for (old, new) in formerNames {
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
