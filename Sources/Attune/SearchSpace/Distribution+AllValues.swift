extension Distribution {
  /// The number of values; nil for a continuous range, and if it exceeds `Int.max`.
  package var valueCount: Int? {
    switch self {
    case .float(let float):
      guard let step = float.step else { return float.low == float.high ? 1 : nil }
      let count = ((float.high - float.low) / step).rounded() + 1
      return count < 0x1p62 ? Int(count) : nil
    case .int(let int):
      return Int(exactly: int.range.stepCount).flatMap { $0 < .max ? $0 + 1 : nil }
    case .categorical(let categorical): return categorical.choices.count
    }
  }

  /// The value at a position in ascending order, or the choice at an index.
  ///
  /// - Parameter number: From 0, for the lowest value, to below ``valueCount``.
  package func value(number: Int) -> ParameterValue {
    switch self {
    case .float(let float):
      .float(float.range.decode(float.low + Double(number) * (float.step ?? 0)))
    case .int(let int): .int(int.range.value(after: UInt64(number)))
    case .categorical: .choice(number)
    }
  }
}
