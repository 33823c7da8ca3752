/// What the words behind a verb say, by the options and operands of its description.
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

  /// The values of an option in their order; none when it is not given.
  func texts(of option: Option) -> [String] {
    has(option) ? values[option] ?? [] : []
  }

  /// The value of an option; nil when it is not given.
  func text(of option: Option) -> String? {
    texts(of: option).last
  }

  /// The whole number that an option gives; nil when it is not given.
  func int(of option: Option, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = text(of: option) else { return nil }
    return try Self.int(text, of: option.spelling, in: range)
  }

  /// What random numbers are to derive from; nil when that is not given.
  func seed(of option: Option) throws(UsageError) -> UInt64? {
    guard let text = text(of: option) else { return nil }
    guard let seed = UInt64(text) else {
      throw UsageError("\(option.spelling) needs a whole number from 0 on, not \"\(text)\"")
    }
    return seed
  }

  /// The value of an option that has only some; nil when it is not given.
  func choice<Value: RawRepresentable<String>>(
    of option: Option, as type: Value.Type = Value.self
  ) -> Value? {
    text(of: option).flatMap { Value(rawValue: $0) }
  }

  /// The values of an option that has only some.
  func choices<Value: RawRepresentable<String>>(
    of option: Option, as type: Value.Type = Value.self
  ) -> [Value] {
    texts(of: option).compactMap { Value(rawValue: $0) }
  }

  /// The words of an operand in their order.
  func texts(of operand: Operand) -> [String] {
    precondition(description.operands.contains(operand), "\(description.name): \(operand.name)?")
    return operands[operand] ?? []
  }

  /// The word of an operand; nil when it is left out.
  func text(of operand: Operand) -> String? {
    texts(of: operand).first
  }

  /// The whole number that a word spells.
  static func int(
    _ text: String, of subject: String, in range: ClosedRange<Int>
  ) throws(UsageError) -> Int {
    guard let number = Int(text) else {
      throw UsageError("\(subject) needs a whole number, not \"\(text)\"")
    }
    guard range.contains(number) else {
      throw UsageError(
        range.upperBound == .max
          ? "\(subject) is at least \(range.lowerBound), not \(number)"
          : "\(subject) lies in \(range.lowerBound)...\(range.upperBound), not at \(number)")
    }
    return number
  }

  /// The number that a word spells; infinities and NaN are numbers here.
  static func number(_ text: String, of subject: String) throws(UsageError) -> Double {
    guard let number = Double(text) else {
      throw UsageError("\(subject) needs a number, not \"\(text)\"")
    }
    return number
  }
}
