import Foundation

/// Statistics of lists of numbers.
enum Statistics {
  /// The arithmetic mean.
  static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// The middle value, or the mean of the two in the middle.
  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// The mean of the two largest values, or the only one.
  static func meanOfLargestTwo(_ values: [Double]) -> Double {
    mean(Array(values.sorted().suffix(2)))
  }

  /// The standard error of the mean of independent samples; 0 for a single one.
  static func standardError(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    return (variance(values) / Double(values.count - 1)).squareRoot()
  }

  /// The population variance.
  static func variance(_ values: [Double]) -> Double {
    let mean = mean(values)
    return self.mean(values.map { ($0 - mean) * ($0 - mean) })
  }
}
