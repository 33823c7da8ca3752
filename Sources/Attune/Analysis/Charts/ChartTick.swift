/// A labelled value on an axis.
struct ChartTick: Sendable, Hashable {
  let value: Double
  let text: String
}

extension ChartScale {
  /// Returns round tick values in ascending order: about `count` of them, at most twice that.
  ///
  /// There are at least two ticks with different labels unless the axis has a single value, so that
  /// distances can be read.
  func ticks(about count: Int) -> [ChartTick] {
    let count = max(1, count)
    switch self {
    case .linear(let low, let high, let isInteger):
      return Self.linearTicks(low, high, about: count, isInteger: isInteger)
    case .log(let low, let high): return Self.logTicks(low, high, about: count)
    case .time(let low, let high): return Self.timeTicks(low, high, about: count)
    case .categories(let labels):
      // If not all labels fit, every second one is shown, or every third one, and so on.
      let shown = max(2, count)
      return stride(from: 0, to: labels.count, by: max(1, (labels.count + shown - 1) / shown))
        .map { ChartTick(value: Double($0), text: labels[$0]) }
    }
  }

  /// Returns multiples of 1, 2 or 5 times a power of ten.
  private static func linearTicks(
    _ low: Double, _ high: Double, about count: Int, isInteger: Bool
  ) -> [ChartTick] {
    let length = high / 2 - low / 2
    guard length > max(low.magnitude, high.magnitude) * 1e-12 else { return ends(low, high) }
    var step = RoundStep(atLeast: min(1e308, length / (Double(count) / 2)))
    if isInteger, step.exponent < 0 { step = RoundStep(digit: 1, exponent: 0) }
    var ticks = multiples(of: step, low, high)
    // A round step may be almost as long as the axis.
    while ticks.count < 2, !isInteger || step.value > 1, let finer = step.finer {
      step = finer
      ticks = multiples(of: step, low, high)
    }
    // If no round step is fine enough, the ends are labelled.
    return ticks.count < 2 && !isInteger ? ends(low, high) : ticks
  }

  private static func multiples(
    of step: RoundStep, _ low: Double, _ high: Double
  ) -> [ChartTick] {
    let first = (low / step.value).rounded(.up)
    let last = (high / step.value).rounded(.down)
    guard step.value > 0, first <= last, last.magnitude < 1e15, first.magnitude < 1e15 else {
      return []
    }
    let largest = max(low.magnitude, high.magnitude)
    let isPlain = largest < 1e6 && step.value >= (largest >= 0.01 ? 1e-9 : 1e-4)
    return stride(from: first, through: last, by: 1).map { multiple in
      let digits = Int(multiple) * step.digit
      return ChartTick(
        value: DecimalText.value(digits, step.exponent),
        text: DecimalText.text(digits, step.exponent, isPlain: isPlain))
    }
  }

  /// Returns ticks at both ends with all their digits, or one tick if the ends are equal.
  private static func ends(_ low: Double, _ high: Double) -> [ChartTick] {
    guard low < high else {
      return low.isFinite ? [ChartTick(value: low, text: low.description)] : []
    }
    return [low, high].map { ChartTick(value: $0, text: $0.description) }
  }

  /// Returns powers of ten, or 1, 2 and 5 times them; within less than a decade, the ticks of a linear
  /// scale.
  private static func logTicks(_ low: Double, _ high: Double, about count: Int) -> [ChartTick] {
    let (bottom, top) = (log10(low), log10(high))
    guard top - bottom >= 1 else {
      return linearTicks(low, high, about: count, isInteger: false).filter { $0.value > 0 }
    }
    let first = Int(bottom.rounded(.up))
    let exponents = first...max(first, Int(top.rounded(.down)))
    var stride = (exponents.count + count - 1) / count
    let digits = stride == 1 && (top - bottom) * 3 <= Double(count) + 1 ? [1, 2, 5] : [1]
    var ticks = powers(digits, exponents, every: stride, low, high)
    // A few decades may contain only one multiple of the stride, or one power of ten.
    while ticks.count < 2, stride > 1 {
      stride -= 1
      ticks = powers(digits, exponents, every: stride, low, high)
    }
    return ticks.count < 2 ? powers([1, 2, 5], exponents, every: 1, low, high) : ticks
  }

  private static func powers(
    _ digits: [Int], _ exponents: ClosedRange<Int>, every stride: Int, _ low: Double,
    _ high: Double
  ) -> [ChartTick] {
    ((exponents.lowerBound - 1)...exponents.upperBound).flatMap { exponent in
      guard exponent.isMultiple(of: stride) else { return [ChartTick]() }
      return digits.compactMap { digit in
        let value = DecimalText.value(digit, exponent)
        guard low <= value, value <= high else { return nil }
        return ChartTick(
          value: value,
          text: DecimalText.text(digit, exponent, isPlain: (-3...4).contains(exponent)))
      }
    }
  }

  private static func log10(_ value: Double) -> Double {
    Math.log(value) / Math.log(10)
  }

  /// Returns round times of day or dates.
  private static func timeTicks(_ low: Double, _ high: Double, about count: Int) -> [ChartTick] {
    let wanted = (high - low) / Double(count)
    guard wanted > 0, wanted.isFinite else { return [] }
    guard wanted > 86_400 else {
      let coarsest = clockSteps.firstIndex { $0 >= wanted } ?? clockSteps.count - 1
      return firstPair(of: clockSteps[...coarsest].reversed(), low, high)
    }
    var days = RoundStep(atLeast: wanted / 86_400)
    var steps = [days.value * 86_400]
    while days.value > 1, let finer = days.finer {
      days = finer
      steps.append(days.value * 86_400)
    }
    return firstPair(of: steps + clockSteps.dropLast().reversed(), low, high)
  }

  /// Returns the ticks of the first step that has at least two.
  private static func firstPair(
    of steps: some Sequence<Double>, _ low: Double, _ high: Double
  ) -> [ChartTick] {
    var ticks: [ChartTick] = []
    for step in steps where ticks.count < 2 { ticks = times(of: step, low, high) }
    return ticks
  }

  private static func times(of step: Double, _ low: Double, _ high: Double) -> [ChartTick] {
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    guard first <= last else { return [] }
    let seconds = stride(from: first, through: last, by: 1).map { $0 * step }
    let texts = seconds.map { clockText($0, step: step) }
    // If the same time occurs on several days, labels include the date.
    let isAmbiguous = Set(texts).count < texts.count
    return zip(seconds, texts).map { second, text in
      ChartTick(
        value: second, text: isAmbiguous ? String(timestamp(second).shortText.prefix(16)) : text)
    }
  }

  /// Returns the time of day with the precision of a step, or the date at midnight.
  private static func clockText(_ seconds: Double, step: Double) -> String {
    // Such as 2026-01-31T23:59:59.000000+00:00.
    let text = timestamp(seconds).description
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
  /// The exponent of the smallest power of ten that a `Double` represents.
  private static let leastExponent = -323

  let digit: Int
  let exponent: Int

  init(digit: Int, exponent: Int) {
    self.digit = digit
    self.exponent = exponent
  }

  /// Creates the smallest step that is at least a length.
  init(atLeast length: Double) {
    let length = max(length, .leastNonzeroMagnitude)
    var exponent = Int((Math.log(length) / Math.log(10)).rounded(.down))
    // Rounding may have moved the logarithm past an integer.
    while DecimalText.value(1, exponent) > length, exponent > Self.leastExponent { exponent -= 1 }
    exponent = max(Self.leastExponent, exponent)
    // A tolerance of 0.1%: a length of 0.30000000000000004 / 3 is meant as 0.1.
    let digit = [1, 2, 5].first { DecimalText.value($0, exponent) * 1.001 >= length }
    self.init(digit: digit ?? 1, exponent: digit == nil ? exponent + 1 : exponent)
  }

  var value: Double { DecimalText.value(digit, exponent) }

  /// The next smaller step, or nil if there is none.
  var finer: RoundStep? {
    guard digit == 1 else { return RoundStep(digit: digit / 2, exponent: exponent) }
    return exponent > Self.leastExponent ? RoundStep(digit: 5, exponent: exponent - 1) : nil
  }
}
