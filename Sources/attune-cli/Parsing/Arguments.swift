/// The parsed arguments of a command.
struct Arguments: Sendable {
  private let description: CommandDescription
  private let values: [Option: [String]]
  private let operands: [Operand: [String]]

  init(
    _ description: CommandDescription, values: [Option: [String]], operands: [Operand: [String]]
  ) {
    self.description = description
    self.values = values
    self.operands = operands
  }

  /// Whether an option is given.
  func has(_ option: Option) -> Bool {
    precondition(
      description.options.contains(option), "\(description.name) has no \(option.spelling)")
    return values[option] != nil
  }

  /// The values of an option in order; empty if it is not given.
  func texts(of option: Option) -> [String] {
    has(option) ? values[option] ?? [] : []
  }

  /// The value of an option; nil if it is not given.
  func text(of option: Option) -> String? {
    texts(of: option).last
  }

  /// The integer value of an option; nil if it is not given.
  func int(of option: Option, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = text(of: option) else { return nil }
    return try Self.int(text, of: option.spelling, in: range)
  }

  /// The seed of the random number generator; nil if it is not given.
  func seed(of option: Option) throws(UsageError) -> UInt64? {
    guard let text = text(of: option) else { return nil }
    guard let seed = UInt64(text) else {
      throw UsageError("\(option.spelling) needs a non-negative integer, not \"\(text)\"")
    }
    return seed
  }

  /// The value of an option with a fixed set of choices; nil if it is not given.
  func choice<Value: RawRepresentable<String>>(
    of option: Option, as type: Value.Type = Value.self
  ) -> Value? {
    text(of: option).flatMap { Value(rawValue: $0) }
  }

  /// The values of an option with a fixed set of choices.
  func choices<Value: RawRepresentable<String>>(
    of option: Option, as type: Value.Type = Value.self
  ) -> [Value] {
    texts(of: option).compactMap { Value(rawValue: $0) }
  }

  /// The values of an operand in order.
  func texts(of operand: Operand) -> [String] {
    precondition(description.operands.contains(operand), "\(description.name): \(operand.name)?")
    return operands[operand] ?? []
  }

  /// The value of an operand; nil if it is omitted.
  func text(of operand: Operand) -> String? {
    texts(of: operand).first
  }

  /// Parses an integer in a range.
  static func int(
    _ text: String, of subject: String, in range: ClosedRange<Int>
  ) throws(UsageError) -> Int {
    guard let number = Int(text) else {
      throw UsageError("\(subject) needs an integer, not \"\(text)\"")
    }
    guard range.contains(number) else {
      throw UsageError(
        range.upperBound == .max
          ? "\(subject) must be at least \(range.lowerBound), not \(number)"
          : "\(subject) must be in \(range.lowerBound)...\(range.upperBound), not \(number)")
    }
    return number
  }

  /// Parses a number, including infinities and NaN.
  static func number(_ text: String, of subject: String) throws(UsageError) -> Double {
    guard let number = Double(text) else {
      throw UsageError("\(subject) needs a number, not \"\(text)\"")
    }
    return number
  }
}
