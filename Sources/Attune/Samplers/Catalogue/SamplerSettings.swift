/// The settings after the name of a sampler, as in `tpe:startup=20,liar=false` or `qmc:halton`.
///
/// A sampler takes the settings that it knows; what is left then is an error.
package struct SamplerSettings: Sendable {
  private let specification: String
  private var rest: [(name: String, value: String?)] = []
  /// The settings that the sampler has asked for, as they are written.
  private var known: [String] = []

  init(_ text: Substring, of specification: String) throws(SamplerSpecificationError) {
    self.specification = specification
    for part in text.split(separator: ",", omittingEmptySubsequences: false) where !text.isEmpty {
      let parts = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      rest.append((String(parts[0]), parts.dropFirst().first.map(String.init)))
    }
  }

  /// Sets a count, as in `startup=20`.
  mutating func set(
    _ count: inout Int, _ name: String, in range: ClosedRange<Int> = 0...Int.max
  ) throws(SamplerSpecificationError) {
    let kind =
      range.upperBound == .max
      ? "an integer of at least \(range.lowerBound)"
      : "an integer from \(range.lowerBound) to \(range.upperBound)"
    try set(&count, name, kind) { Int($0).flatMap { range.contains($0) ? $0 : nil } }
  }

  /// Sets a finite number, as in `exponent=1.5`.
  mutating func set(
    _ number: inout Double, _ name: String, above bound: Double
  ) throws(SamplerSpecificationError) {
    try set(&number, name, "a number above \(bound)") { text in
      Double(text).flatMap { $0 > bound && $0.isFinite ? $0 : nil }
    }
  }

  /// Sets a switch, as in `liar=false`.
  mutating func set(
    _ flag: inout Bool, _ name: String
  ) throws(SamplerSpecificationError) {
    try set(&flag, name, "true or false") { Bool($0) }
  }

  /// Sets a switch that the sampler chooses by default.
  mutating func set(
    _ flag: inout Bool?, _ name: String
  ) throws(SamplerSpecificationError) {
    try set(&flag, name, "true or false") { Bool($0).map(Optional.some) }
  }

  /// Sets one of several values by its name alone, as in `halton`.
  mutating func set<Value>(
    _ value: inout Value, _ choices: KeyValuePairs<String, Value>
  ) throws(SamplerSpecificationError) {
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
  ) throws(SamplerSpecificationError) {
    known.append("\(name)=")
    guard let index = rest.firstIndex(where: { $0.name == name }) else { return }
    let text = rest.remove(at: index).value ?? ""
    guard let value = parse(text) else {
      throw error("\"\(name)\" needs \(kind), not \"\(text)\"")
    }
    setting = value
  }

  /// Throws if there is a setting that the sampler does not know.
  func finish() throws(SamplerSpecificationError) {
    guard let first = rest.first else { return }
    throw error(
      "unknown setting \"\(first.name)\"; "
        + (known.isEmpty
          ? "the sampler has none"
          : "choose from " + known.map { $0.hasSuffix("=") ? $0 + "…" : $0 }.joined(separator: ", "))
    )
  }

  private func error(_ reason: String) -> SamplerSpecificationError {
    SamplerSpecificationError("sampler \"\(specification)\": \(reason)")
  }
}

/// The error of a specification that describes no sampler.
package struct SamplerSpecificationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reason, and what to write instead.
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
