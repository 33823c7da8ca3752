extension Distribution {
  /// How many values there are; nil for all numbers of a range, and for more than an `Int` counts.
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

  /// The value of a number, from 0 for the lowest on.
  ///
  /// - Parameter number: Below the count.
  package func value(number: Int) -> ParameterValue {
    switch self {
    case .float(let float):
      .float(float.range.decode(float.low + Double(number) * (float.step ?? 0)))
    case .int(let int): .int(int.range.value(after: UInt64(number)))
    case .categorical: .choice(number)
    }
  }
}
