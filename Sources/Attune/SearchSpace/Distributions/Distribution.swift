/// The possible values of a parameter and their prior weights.
public enum Distribution: Sendable, Hashable {
  /// Floating-point values.
  case float(FloatDistribution)
  /// Integers.
  case int(IntDistribution)
  /// Choices without an order.
  case categorical(CategoricalDistribution)
}

extension Distribution {
  /// Whether there is only one value.
  package var isConstant: Bool {
    switch self {
    case .float(let float): float.low == float.high
    case .int(let int): int.low == int.high
    case .categorical(let categorical): categorical.choices.count == 1
    }
  }

  /// Whether all floating-point values of a range are allowed.
  var isContinuous: Bool {
    if case .float(let float) = self { return float.step == nil }
    return false
  }

  /// Whether a value has the right type and lies within the range.
  ///
  /// Numbers between the points of a grid are contained, since they may have been enqueued or
  /// recorded with another step.
  public func contains(_ value: ParameterValue) -> Bool {
    switch (self, value) {
    case (.float(let float), .float(let value)): float.low <= value && value <= float.high
    case (.int(let int), .int(let value)): int.low <= value && value <= int.high
    case (.categorical(let categorical), .choice(let index)):
      categorical.choices.indices.contains(index)
    default: false
    }
  }

  /// Whether a value is in the range, and a point of the grid if there is a step.
  func isPoint(_ value: ParameterValue) -> Bool {
    guard contains(value) else { return false }
    switch (self, value) {
    case (.float(let float), .float(let value)):
      return float.step == nil || float.range.decode(value) == value
    case (.int(let int), .int(let value)):
      return UInt(bitPattern: value &- int.low) % UInt(int.step) == 0
    default: return true
    }
  }

  /// Whether trials of one study may use both distributions for the same parameter.
  ///
  /// The type and the scale must agree; ranges and steps may differ. Choices must be the same, in
  /// the same order.
  func isCompatible(with other: Distribution) -> Bool {
    switch (self, other) {
    case (.float(let a), .float(let b)): a.scale == b.scale
    case (.int(let a), .int(let b)): a.scale == b.scale
    case (.categorical(let a), .categorical(let b)): a.isEqualInPython(to: b)
    default: false
    }
  }
}

extension Distribution: CustomStringConvertible {
  /// A description such as `a float in 0.0...1.0 by 0.25`.
  public var description: String {
    switch self {
    case .float(let float):
      "a float in \(range(float.low, float.high))"
        + (float.scale == .log ? " on a logarithmic scale" : "")
        + (float.step.map { " by \($0)" } ?? "")
    case .int(let int):
      "an integer in \(range(int.low, int.high))"
        + (int.scale == .log ? " on a logarithmic scale" : "")
        + (int.step > 1 ? " by \(int.step)" : "")
    case .categorical(let categorical): "one of \(JSONValue.array(categorical.choices))"
    }
  }

  /// The bounds as text, taken from the journal if they do not fit.
  private func range<Bound>(_ low: Bound, _ high: Bound) -> String {
    let record = samplingObstacle == nil ? nil : record
    return "\(record?.text(of: "low") ?? "\(low)")...\(record?.text(of: "high") ?? "\(high)")"
  }
}
