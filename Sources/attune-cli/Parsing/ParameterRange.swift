/// Two bounds and an optional step, such as `1..8 step 2`, `0.1...0.9` and `0..<8`.
struct ParameterRange {
  /// The kind of a range, given by the prefix before the colon.
  enum Kind: String, CaseIterable {
    case float, log, int
    case intLog = "int-log"

    /// Whether values are integers.
    var isInteger: Bool { self == .int || self == .intLog }
  }

  let low: Substring
  let high: Substring
  /// Whether the upper bound is excluded.
  let isHalfOpen: Bool
  let step: Substring?

  /// Parses a range; nil if the text is not a range.
  init?(_ text: Substring) {
    guard let dots = text.firstRange(of: "..") else { return nil }
    low = Self.trimmed(text[..<dots.lowerBound])
    var rest = text[dots.upperBound...]
    isHalfOpen = rest.first == "<"
    // Swift's `...` is accepted like `..`.
    if isHalfOpen || (rest.first == "." && rest.dropFirst().first != ".") { rest.removeFirst() }
    let words = rest.split(separator: " ")
    switch words.count {
    case 1: step = nil
    case 3 where words[1] == "step": step = words[2]
    default: return nil
    }
    high = words[0]
    guard !low.isEmpty, !low.contains(" ") else { return nil }
  }

  /// Parses a bound or a step as an integer.
  static func int(_ text: Substring) throws(UsageError) -> Int {
    guard let value = Int(text) else {
      throw UsageError(
        Double(text) == nil
          ? "\"\(text)\" is not a number; write \(usage)"
          : "\"\(text)\" is not an integer; write \(usage)")
    }
    return value
  }

  /// Parses a bound or a step as a floating-point value.
  static func number(_ text: Substring) throws(UsageError) -> Double {
    guard let value = Double(text) else {
      throw UsageError("\"\(text)\" is not a number; write \(usage)")
    }
    return value
  }

  static let usage = "LOW..HIGH, or LOW..HIGH step STEP"

  static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}

// MARK: - Suggestions

extension ParameterRange {
  /// The correct spelling of values that look like a range and are not valid; nil for choices.
  static func spelling(insteadOf text: Substring) -> String? {
    // Quoted values are texts.
    if text.contains("\"") { return nil }
    return spelling(ofFunction: text) ?? spelling(ofBrackets: text) ?? spelling(ofDots: text)
      ?? spelling(ofPair: text)
  }

  /// `0.1 ..= 0.9`, `..5`, `1_000..2_000`, `logint:1..8`, but not `../data` and not `wait...`.
  private static func spelling(ofDots text: Substring) -> String? {
    var rest = text
    while let dots = rest.firstRange(of: "..") {
      let before = rest[..<dots.lowerBound].last { $0 != " " }
      let behind = rest[dots.upperBound...].drop { ". <=".contains($0) }
      let after = behind.first
      let isBetween = before?.isLetterOrDigit == true && after?.isLetterOrDigit == true
      if isBetween || before?.isNumber == true || after?.isNumber == true {
        return spelling(low: text[..<dots.lowerBound], high: behind, in: text)
      }
      rest = rest[dots.upperBound...].drop { $0 == "." }
    }
    return nil
  }

  /// `loguniform(1e-5,1e-1)` and similar functions of other tuners.
  private static func spelling(ofFunction text: Substring) -> String? {
    guard text.last == ")", let parenthesis = text.firstIndex(of: "(") else { return nil }
    let name = text[..<parenthesis].lowercased().filter { $0.isLetter }
    let inside = text[text.index(after: parenthesis)...].dropLast()
    let kind: String
    switch name {
    case "uniform", "quniform", "float", "real", "range", "linspace", "suggestfloat", "interval":
      kind = ""
    case "loguniform", "qloguniform", "reciprocal", "log", "logspace": kind = "log:"
    case "int", "integer", "randint", "qrandint", "uniformint", "intuniform", "suggestint":
      kind = "int:"
    case "logint", "intlog", "lograndint", "loguniformint": kind = "int-log:"
    case "choice", "categorical", "gridsearch", "suggestcategorical": return String(inside)
    default: return nil
    }
    let bounds = inside.split(separator: ",").map { trimmed($0) }
    let range = bounds.count >= 2 ? nil : ParameterRange(inside)
    let low = range?.low ?? bounds.first ?? "LOW"
    let high = range?.high ?? bounds.dropFirst().first ?? "HIGH"
    return "\(kind)\(bound(low) ?? "LOW")..\(bound(high) ?? "HIGH")"
  }

  /// `[0,1]`, `(0,1)` and `{a,b}`.
  private static func spelling(ofBrackets text: Substring) -> String? {
    let pairs: [Character: Character] = ["[": "]", "(": ")", "{": "}"]
    guard let first = text.first, let last = text.last,
      pairs[first] == last || (pairs[first] != nil && pairs.values.contains(last))
    else { return nil }
    let inside = text.dropFirst().dropLast()
    let parts = inside.split(separator: ",").map { trimmed($0) }
    if parts.count == 2, let low = bound(parts[0]), let high = bound(parts[1]) {
      return "\(low)..\(high), or \(low),\(high) for two choices"
    }
    return spelling(ofDots: inside) ?? String(inside)
  }

  /// `0-1`, `0:1`, `0 to 1`: two numbers with another separator.
  private static func spelling(ofPair text: Substring) -> String? {
    for separator in [" to ", "–", "—", "…", "~", ":", ";", " - ", "-"] {
      for range in text.ranges(of: separator) {
        let (low, high) = (bound(text[..<range.lowerBound]), bound(text[range.upperBound...]))
        if let low, let high, separator != "-" || low != "" { return "\(low)..\(high)" }
      }
    }
    return nil
  }

  /// The correct spelling of a range, with the kind if it is known.
  private static func spelling(low: Substring, high: Substring, in text: Substring) -> String {
    let words = text.lowercased()
    let isLog = words.contains("log")
    let kind = words.contains("int") ? (isLog ? "int-log:" : "int:") : isLog ? "log:" : ""
    let low = low[(low.lastIndex(of: ":").map { low.index(after: $0) } ?? low.startIndex)...]
    let parts = high.split { " :/".contains($0) }
    let step = parts.count > 1 ? parts.last.flatMap(bound) : nil
    return "\(kind)\(bound(low) ?? "LOW")..\(parts.first.flatMap(bound) ?? "HIGH")"
      + (step.map { " step \($0)" } ?? "")
  }

  /// A bound without digit separators and with a decimal point; nil if it is not a number.
  private static func bound(_ text: Substring) -> String? {
    var number = String(trimmed(text)).replacing("_", with: "")
    if number.count(where: { $0 == "," }) == 1 { number.replace(",", with: ".") }
    return Double(number) == nil ? nil : number
  }
}

extension Character {
  fileprivate var isLetterOrDigit: Bool { isLetter || isNumber }
}
