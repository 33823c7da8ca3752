/// A marked value on an axis.
struct ChartTick: Sendable, Hashable {
  let value: Double
  let text: String
}

extension ChartScale {
  /// The marked values by ascending value: round ones, about as many as asked for, at most twice.
  func ticks(about count: Int) -> [ChartTick] {
    switch self {
    case .linear(let low, let high, let isWhole):
      Self.linearTicks(low, high, about: count, isWhole: isWhole)
    case .log(let low, let high): Self.logTicks(low, high, about: count)
    case .time(let low, let high): Self.timeTicks(low, high, about: count)
    case .categories(let labels):
      // Where there is no room for all labels, every second one is shown, every third one …
      stride(
        from: 0, to: labels.count, by: max(1, (labels.count + count - 1) / max(1, count))
      ).map { ChartTick(value: Double($0), text: labels[$0]) }
    }
  }

  /// The multiples of 1, 2 or 5 times a power of ten.
  private static func linearTicks(
    _ low: Double, _ high: Double, about count: Int, isWhole: Bool
  ) -> [ChartTick] {
    let length = high / 2 - low / 2
    guard length > max(low.magnitude, high.magnitude) * 1e-12 else {
      let middle = low + length
      return [ChartTick(value: middle, text: middle.description)]
    }
    var step = RoundStep(atLeast: min(1e308, length / (Double(max(1, count)) / 2)))
    if isWhole, step.exponent < 0 { step = RoundStep(digit: 1, exponent: 0) }
    let first = (low / step.value).rounded(.up)
    let last = (high / step.value).rounded(.down)
    guard first <= last else { return [] }
    let largest = max(low.magnitude, high.magnitude)
    return stride(from: first, through: last, by: 1).map { multiple in
      let digits = Int(multiple) * step.digit
      return ChartTick(
        value: DecimalText.value(digits, step.exponent),
        text: DecimalText.text(digits, step.exponent, isPlain: largest < 1e6 && step.value >= 1e-4))
    }
  }

  /// Powers of ten, or also 2 and 5 times them; as on a linear scale within less than a decade.
  private static func logTicks(_ low: Double, _ high: Double, about count: Int) -> [ChartTick] {
    let (bottom, top) = (log10(low), log10(high))
    guard top - bottom >= 1 else {
      return linearTicks(low, high, about: count, isWhole: false).filter { $0.value > 0 }
    }
    let decades =
      Int(
        bottom.rounded(.up))...max(
        Int(bottom.rounded(.up)), Int(top.rounded(.down)))
    let stride = max(1, (decades.count + count - 1) / max(1, count))
    let digits = stride == 1 && (top - bottom) * 3 <= Double(count) + 1 ? [1, 2, 5] : [1]
    var ticks: [ChartTick] = []
    for exponent in (decades.lowerBound - 1)...decades.upperBound
    where exponent.isMultiple(of: stride) {
      for digit in digits {
        let value = DecimalText.value(digit, exponent)
        guard low <= value, value <= high else { continue }
        ticks.append(
          ChartTick(
            value: value,
            text: DecimalText.text(digit, exponent, isPlain: (-3...4).contains(exponent))))
      }
    }
    return ticks
  }

  private static func log10(_ value: Double) -> Double {
    Math.log(value) / Math.log(10)
  }

  /// Round times of the clock and of the calendar.
  private static func timeTicks(_ low: Double, _ high: Double, about count: Int) -> [ChartTick] {
    let wanted = (high - low) / Double(max(1, count))
    let step =
      clockSteps.first { $0 >= wanted }
      ?? (RoundStep(atLeast: wanted / 86_400).value * 86_400)
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    guard wanted > 0, first <= last else { return [] }
    return stride(from: first, through: last, by: 1).map { multiple in
      let seconds = multiple * step
      return ChartTick(value: seconds, text: clockText(seconds, step: step))
    }
  }

  /// What a clock shows, as far as a step demands; at midnight the day instead.
  private static func clockText(_ seconds: Double, step: Double) -> String {
    // As in 2026-01-31T23:59:59.000000+00:00.
    let text = Timestamp(microsecondsSince1970: Int64((seconds * 1e6).rounded())).description
    let parts = text.split(separator: "T")
    guard parts.count == 2 else { return text }
    if step >= 86_400 || parts[1].hasPrefix("00:00:00.000000") { return String(parts[0]) }
    if step >= 60 { return String(parts[1].prefix(5)) }
    return String(parts[1].prefix(step >= 1 ? 8 : 12))
  }

  private static let clockSteps: [Double] = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30,
    60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
  ]
}

/// 1, 2 or 5 times a power of ten.
private struct RoundStep {
  let digit: Int
  let exponent: Int

  init(digit: Int, exponent: Int) {
    self.digit = digit
    self.exponent = exponent
  }

  /// The smallest one that is not below a length.
  init(atLeast length: Double) {
    var exponent = Int((Math.log(max(length, 1e-300)) / Math.log(10)).rounded(.down))
    // The logarithm may have ended on the wrong side of a whole number.
    while DecimalText.value(1, exponent) > length, exponent > -300 { exponent -= 1 }
    // A thousandth more is let pass: a length of 0.30000000000000004 / 3 is meant as 0.1.
    let digit = [1, 2, 5].first { DecimalText.value($0, exponent) * 1.001 >= length }
    self.init(digit: digit ?? 1, exponent: digit == nil ? exponent + 1 : exponent)
  }

  var value: Double { DecimalText.value(digit, exponent) }
}
