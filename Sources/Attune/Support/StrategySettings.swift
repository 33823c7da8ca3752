/// The settings after the name of a sampler or pruner, as in `tpe:startup=20,liar=false` or `percentile:25`.
///
/// A strategy takes the settings that it knows; what is left then is an error.
package struct StrategySettings: Sendable {
  /// The kind of the strategy, `sampler` or `pruner`.
  private let role: String
  private let specification: String
  private var rest: [(name: String, value: String?)] = []
  /// The settings that the strategy has asked for, as they are written.
  private var known: [String] = []

  /// - Parameters:
  ///   - text: The settings, after the colon.
  ///   - specification: The whole text, for messages.
  init(
    _ text: Substring, of role: String, _ specification: String
  ) throws(StrategySpecificationError) {
    self.role = role
    self.specification = specification
    for part in text.split(separator: ",", omittingEmptySubsequences: false) where !text.isEmpty {
      let parts = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      rest.append((String(parts[0]), parts.dropFirst().first.map(String.init)))
    }
  }

  /// Sets a count, as in `startup=20`.
  mutating func set(
    _ count: inout Int, _ name: String, in range: ClosedRange<Int> = 0...Int.max
  ) throws(StrategySpecificationError) {
    let kind =
      range.upperBound == .max
      ? "an integer of at least \(range.lowerBound)"
      : "an integer from \(range.lowerBound) to \(range.upperBound)"
    try set(&count, name, kind) { Int($0).flatMap { range.contains($0) ? $0 : nil } }
  }

  /// Sets a finite number, as in `exponent=1.5`.
  mutating func set(
    _ number: inout Double, _ name: String, above bound: Double
  ) throws(StrategySpecificationError) {
    try set(&number, name, "a number above \(bound)") { text in
      Double(text).flatMap { $0 > bound && $0.isFinite ? $0 : nil }
    }
  }

  /// Sets a number of a range, as in `delta=0.1`; `inf` and `-inf` are infinite.
  mutating func set(
    _ number: inout Double, _ name: String, in range: ClosedRange<Double>
  ) throws(StrategySpecificationError) {
    try set(&number, name, Self.kind(range)) { Self.number($0, in: range) }
  }

  /// Sets a count that the strategy chooses by default.
  mutating func set(
    _ count: inout Int?, _ name: String, in range: PartialRangeFrom<Int>
  ) throws(StrategySpecificationError) {
    try set(&count, name, "an integer of at least \(range.lowerBound)") {
      Int($0).flatMap { range.contains($0) ? .some($0) : nil }
    }
  }

  /// Sets a count that needs another setting.
  ///
  /// - Parameter other: The setting that is missing; nil if none is.
  mutating func set(
    _ count: inout Int, _ name: String, needing other: String?
  ) throws(StrategySpecificationError) {
    try set(&count, name)
    guard count > 0, let other else { return }
    throw error("\"\(name)\" needs \"\(other)=\" as well")
  }

  /// Takes the value of a setting and everything after it, as in `pruner=median:startup=3,warmup=2`.
  mutating func remainder(of name: String) -> String? {
    known.append("\(name)=")
    guard let index = rest.firstIndex(where: { $0.name == name && $0.value != nil }) else {
      return nil
    }
    let parts = rest[index...]
    rest.removeSubrange(index...)
    return parts.enumerated().map { offset, part in
      offset == 0 ? part.value ?? "" : part.name + (part.value.map { "=" + $0 } ?? "")
    }.joined(separator: ",")
  }

  /// Takes the values of all settings with a name, as in `minimize=loss,minimize=ms`.
  mutating func takeAll(_ name: String) -> [String] {
    known.append("\(name)=")
    let values = rest.filter { $0.name == name }.compactMap(\.value)
    rest.removeAll { $0.name == name && $0.value != nil }
    return values
  }

  /// Takes a number without a name, as in `percentile:25`.
  ///
  /// - Parameter example: A specification with a valid number, for messages.
  mutating func number(
    in range: ClosedRange<Double>, example: String
  ) throws(StrategySpecificationError) -> Double {
    try unnamed(Self.kind(range), example) { Self.number($0, in: range) }
  }

  /// Takes a count without a name, as in `patient:5`.
  mutating func count(example: String) throws(StrategySpecificationError) -> Int {
    try unnamed("an integer of at least 0", example) { text in
      Int(text).flatMap { $0 >= 0 ? $0 : nil }
    }
  }

  private mutating func unnamed<Value>(
    _ kind: String, _ example: String, _ parse: (String) -> Value?
  ) throws(StrategySpecificationError) -> Value {
    guard let index = rest.firstIndex(where: { $0.value == nil && Double($0.name) != nil }) else {
      throw error("needs \(kind), as in \(example)")
    }
    let text = rest.remove(at: index).name
    guard let value = parse(text) else {
      throw error("needs \(kind), as in \(example), not \(text)")
    }
    return value
  }

  private static func number(_ text: String, in range: ClosedRange<Double>) -> Double? {
    Double(text).flatMap { range.contains($0) ? $0 : nil }
  }

  private static func kind(_ range: ClosedRange<Double>) -> String {
    if range.lowerBound.isInfinite { return "a number" }
    if range.upperBound.isInfinite { return "a number of at least \(range.lowerBound.shortText)" }
    return "a number from \(range.lowerBound.shortText) to \(range.upperBound.shortText)"
  }

  /// Sets a switch, as in `liar=false`.
  mutating func set(
    _ flag: inout Bool, _ name: String
  ) throws(StrategySpecificationError) {
    try set(&flag, name, "true or false") { Bool($0) }
  }

  /// Sets a switch that the strategy chooses by default.
  mutating func set(
    _ flag: inout Bool?, _ name: String
  ) throws(StrategySpecificationError) {
    try set(&flag, name, "true or false") { Bool($0).map(Optional.some) }
  }

  /// Sets one of several values by its name alone, as in `halton`.
  mutating func set<Value>(
    _ value: inout Value, _ choices: KeyValuePairs<String, Value>
  ) throws(StrategySpecificationError) {
    known += choices.map(\.key)
    for (name, choice) in choices {
      guard let index = rest.firstIndex(where: { $0.name == name && $0.value == nil }) else {
        continue
      }
      rest.remove(at: index)
      value = choice
    }
  }

  private mutating func set<Value>(
    _ setting: inout Value, _ name: String, _ kind: String, _ parse: (String) -> Value?
  ) throws(StrategySpecificationError) {
    known.append("\(name)=")
    guard let index = rest.firstIndex(where: { $0.name == name }) else { return }
    let text = rest.remove(at: index).value ?? ""
    guard let value = parse(text) else {
      throw error("\"\(name)\" needs \(kind), not \"\(text)\"")
    }
    setting = value
  }

  /// Throws if there is a setting that the strategy does not know.
  func finish() throws(StrategySpecificationError) {
    guard let first = rest.first else { return }
    throw error(
      "unknown setting \"\(first.name)\"; "
        + (known.isEmpty
          ? "the \(role) has none"
          : "choose from " + known.map { $0.hasSuffix("=") ? $0 + "…" : $0 }.joined(separator: ", "))
    )
  }

  /// The error of this specification for a reason.
  func error(_ reason: String) -> StrategySpecificationError {
    StrategySpecificationError("\(role) \"\(specification)\": \(reason)")
  }
}

/// The error of a specification that describes no sampler or pruner.
package struct StrategySpecificationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reason, and what to write instead.
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
