import Attune

/// A parameter as it is described on the command line, as `lr=log:1e-5..1e-1`.
struct ParameterSpecification: Equatable {
  let name: String
  let distribution: Distribution

  init(name: String, distribution: Distribution) {
    self.name = name
    self.distribution = distribution
  }

  /// The option by which commands take parameters.
  static let option = Option.value(
    "param", letter: "p", value: "NAME=VALUES", "A parameter and the values it can take.",
    isRepeatable: true)

  /// What help says of the values, for every command that has the option.
  static let discussion = """
    A parameter is described by its name and its values:

      rate=0.1..0.9            a real number of a range
      rate=0..1 step 0.25      one on a grid
      rate=log:1e-5..1e-1      one on a logarithmic scale
      layers=int:1..8          a whole number; int:8..64 step 8, int-log:1..1024
      optimizer=adam,sgd       one of several choices; numbers, true, false and null are such, and
                               anything is text in double quotation marks
      version=choice:1..2      choices that look like something else
    """

  /// The parameters that an option's values describe.
  ///
  /// - Throws: `UsageError` when one of them makes no sense, or two have one name.
  static func all(_ texts: [String]) throws(UsageError) -> [ParameterSpecification] {
    var result: [ParameterSpecification] = []
    for text in texts {
      let parameter = try ParameterSpecification(text)
      guard !result.contains(where: { $0.name.isSpelled(as: parameter.name) }) else {
        throw UsageError("--param describes \"\(parameter.name)\" twice")
      }
      result.append(parameter)
    }
    return result
  }
}

extension ParameterSpecification {
  /// The parameters that a JSON object describes, as Optuna's `ask` takes them.
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

  /// Reads a description.
  init(_ text: String) throws(UsageError) {
    guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")), sign > text.startIndex else {
      throw UsageError(
        "--param \"\(text)\" is not NAME=VALUES, as in rate=log:1e-5..1e-1 or kind=a,b")
    }
    name = String(text[..<sign])
    let values = text[text.utf8.index(after: sign)...]
    do {
      distribution = try Self.distribution(values)
    } catch let error as SearchSpaceError {
      throw UsageError("--param \"\(name)\": \(error)")
    } catch let error as UsageError {
      throw UsageError("--param \"\(name)\": \(error)")
    } catch {
      throw UsageError("--param \"\(name)\": \(error)")
    }
  }

  private static func distribution(_ values: Substring) throws -> Distribution {
    let kinds = ["float", "log", "int", "int-log", "choice"]
    var rest = values
    var kind: String?
    if let colon = values.firstIndex(of: ":"), kinds.contains(String(values[..<colon])) {
      kind = String(values[..<colon])
      rest = values[values.index(after: colon)...]
    }
    switch kind {
    case "choice": return try categorical(rest)
    case "int", "int-log":
      let range = try Range(rest, Int.init, "whole number")
      return .int(
        try IntDistribution(
          low: range.low, high: range.high, scale: kind == "int" ? .linear : .log,
          step: range.step ?? 1))
    case nil where !isRange(rest): return try categorical(rest)
    default:
      let range = try Range(rest, { Double($0) }, "number")
      return .float(
        try FloatDistribution(
          low: range.low, high: range.high, scale: kind == "log" ? .log : .linear,
          step: range.step))
    }
  }

  /// Whether values look like a range: two dots behind a number.
  private static func isRange(_ values: Substring) -> Bool {
    values.firstRange(of: "..").map { Double(values[..<$0.lowerBound]) != nil } ?? false
  }

  private static func categorical(_ values: Substring) throws -> Distribution {
    let labels = values.split(atScalar: ",")
    guard !labels.contains("") else {
      throw UsageError("\"\(values)\" leaves a choice empty; write \"\" for empty text")
    }
    return .categorical(
      try CategoricalDistribution(choices: labels.map(CommandLineValue.init).map(\.json)))
  }

  /// Two bounds and perhaps a step, as `1..8 step 2`.
  private struct Range<Number> {
    let low: Number
    let high: Number
    let step: Number?

    init(_ text: Substring, _ number: (String) -> Number?, _ kind: String) throws {
      func read(_ part: Substring) throws -> Number {
        guard let value = number(String(part)) else {
          throw UsageError("\"\(part)\" is not a \(kind); write LOW..HIGH, or LOW..HIGH step STEP")
        }
        return value
      }
      let words = text.split(separator: " ")
      guard let bounds = words.first, let dots = bounds.firstRange(of: ".."),
        words.count == 1 || (words.count == 3 && words[1] == "step")
      else {
        throw UsageError("\"\(text)\" is not a range; write LOW..HIGH, or LOW..HIGH step STEP")
      }
      low = try read(bounds[..<dots.lowerBound])
      high = try read(bounds[dots.upperBound...])
      step = words.count == 3 ? try read(words[2]) : nil
    }
  }
}
