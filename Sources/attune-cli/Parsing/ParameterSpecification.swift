import Attune

/// A parameter described on the command line, such as `lr=log:1e-5..1e-1`.
struct ParameterSpecification: Equatable {
  let name: String
  let distribution: Distribution
  /// The original text of choices that are recorded as numbers with another text.
  private(set) var spellings: [JSONValue: String] = [:]

  init(name: String, distribution: Distribution) {
    self.name = name
    self.distribution = distribution
  }

  /// The option that describes parameters.
  static let option = Option.value(
    "param", letter: "p", value: "NAME=VALUES", "Add a parameter with these values.",
    isRepeatable: true)

  /// The help on values, for every command with the option.
  static let discussion = """
    A parameter is a name and its values:

      rate=0.1..0.9            a floating-point range; 0.1...0.9 is the same
      rate=0..1 step 0.25      a floating-point range with a step
      rate=log:1e-5..1e-1      a floating-point range on a logarithmic scale
      layers=int:1..8          an integer; int:0..<8, int:8..64 step 8, int-log:1..1024
      optimizer=adam,sgd       choices; unquoted numbers, true, false and null are JSON values,
                               and text in double quotation marks is always text
      version=choice:1..2      choices that look like a range

    Choices are passed to the program unchanged. A number in a non-standard notation, such as \
    1.10 or 1e-3, is recorded as text.
    """

  /// Parses the values of the option.
  ///
  /// - Throws: `UsageError` if one of them is invalid or two have the same name.
  static func all(_ texts: [String]) throws(UsageError) -> [ParameterSpecification] {
    var result: [ParameterSpecification] = []
    for text in texts {
      let parameter = try ParameterSpecification(text)
      guard !result.contains(where: { $0.name.isIdentical(to: parameter.name) }) else {
        throw UsageError("the parameter \"\(parameter.name)\" is given twice by --param")
      }
      result.append(parameter)
    }
    return result
  }
}

extension ParameterSpecification {
  /// Parses the parameters of a JSON object, as accepted by Optuna's `ask`.
  static func all(searchSpace text: String) throws(UsageError) -> [ParameterSpecification] {
    guard let object = (try? JSONParser.parse(text))?.objectValue else {
      throw UsageError("--search-space is not a JSON object of names and distributions")
    }
    var result: [ParameterSpecification] = []
    for (name, json) in object {
      do throws(SearchSpaceError) {
        result.append(
          ParameterSpecification(name: name, distribution: try Distribution(json: json)))
      } catch {
        throw UsageError("--search-space, \"\(name)\": \(error)")
      }
    }
    return result
  }

  /// Parses a description.
  init(_ text: String) throws(UsageError) {
    guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")), sign > text.startIndex else {
      throw UsageError(
        "--param \"\(text)\" is not NAME=VALUES, such as rate=log:1e-5..1e-1 or kind=a,b")
    }
    name = String(text[..<sign])
    let values = text[text.utf8.index(after: sign)...]
    do {
      distribution = try Self.distribution(values)
    } catch {
      throw UsageError("--param \"\(name)\": \(error)")
    }
  }

  private static func distribution(_ values: Substring) throws -> Distribution {
    var rest = values
    var kind: ParameterRange.Kind?
    if let colon = values.firstIndex(of: ":") {
      let prefix = String(values[..<colon])
      kind = ParameterRange.Kind(rawValue: prefix)
      if kind != nil || prefix == "choice" { rest = values[values.index(after: colon)...] }
      if prefix == "choice" { return try categorical(rest) }
    }
    if let range = ParameterRange(rest), Double(range.low) != nil, Double(range.high) != nil {
      return try distribution(range, kind ?? .float)
    }
    if let spelling = ParameterRange.spelling(insteadOf: values) {
      throw UsageError(
        "\"\(values)\" looks like a range but is not valid; write \(spelling)"
          + (kind == nil ? ", or choice:\(values) for choices" : ""))
    }
    guard kind != nil else { return try categorical(rest) }
    throw UsageError("\"\(rest)\" is not a range; write \(ParameterRange.usage)")
  }

  private static func distribution(
    _ range: ParameterRange, _ kind: ParameterRange.Kind
  ) throws -> Distribution {
    guard kind.isInteger else {
      guard !range.isHalfOpen else {
        throw UsageError(
          "a floating-point range includes its upper bound; write "
            + "\(range.low)..\(range.high), or int:\(range.low)..<\(range.high) for integers")
      }
      return .float(
        try FloatDistribution(
          low: try ParameterRange.number(range.low), high: try ParameterRange.number(range.high),
          scale: kind == .log ? .log : .linear, step: try range.step.map(ParameterRange.number)))
    }
    let (low, bound) = (try ParameterRange.int(range.low), try ParameterRange.int(range.high))
    guard !range.isHalfOpen || bound > low else {
      throw UsageError("the range \(low)..<\(bound) is empty; the upper bound must be larger")
    }
    return .int(
      try IntDistribution(
        low: low, high: range.isHalfOpen ? bound - 1 : bound, scale: kind == .int ? .linear : .log,
        step: try range.step.map(ParameterRange.int) ?? 1))
  }
}

// MARK: - Choices

extension ParameterSpecification {
  private static func categorical(_ values: Substring) throws -> Distribution {
    let labels = try CommandLineValue.parts(String(values))
    guard !labels.contains("") else {
      throw UsageError("\"\(values)\" has an empty choice; write \"\" for empty text")
    }
    return .categorical(try CategoricalDistribution(choices: labels.map(label)))
  }

  /// The recorded value of a choice: its JSON value, or its text if the JSON value has another
  /// text.
  ///
  /// A program that runs with 3.10 must not be recorded with 3.1.
  static func label(_ text: String) -> JSONValue {
    let value = CommandLineValue(text).json
    guard value.doubleValue != nil || value.arrayValue != nil || value.objectValue != nil else {
      return value
    }
    let trimmed = String(ParameterRange.trimmed(text[...]))
    return value.description == trimmed ? value : .string(trimmed)
  }

  /// Returns the parameter with the labels that a study has recorded.
  ///
  /// Other programs and earlier versions may have recorded numbers for `1.10,1.20`.
  func resuming(_ recorded: Distribution?) -> ParameterSpecification {
    guard case .categorical(let own) = distribution, case .categorical(let known)? = recorded else {
      return self
    }
    var spellings: [JSONValue: String] = [:]
    let choices = own.choices.map { choice in
      guard let text = choice.stringValue, !known.choices.contains(choice) else { return choice }
      let number = CommandLineValue(text).json
      guard number.doubleValue != nil, known.choices.contains(number) else { return choice }
      spellings[number] = text
      return number
    }
    // Different texts would have the same label.
    guard let resumed = try? CategoricalDistribution(choices: choices) else { return self }
    var result = ParameterSpecification(name: name, distribution: .categorical(resumed))
    result.spellings = spellings
    return result
  }

  /// The text of a value as an argument: the original text of a choice, the JSON of a number.
  func text(of value: JSONValue) -> String {
    spellings[value] ?? value.stringValue ?? value.description
  }
}
