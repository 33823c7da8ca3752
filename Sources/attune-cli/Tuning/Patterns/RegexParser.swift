/// Parses regular expressions in the common syntax, without back-references and look-around, which
/// cannot be matched in linear time.
struct RegexParser {
  /// The maximum nesting of groups; each level needs stack space.
  private static let depthLimit = 100
  /// The largest count in `{2,5}`.
  private static let countLimit = 1000

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private var groupCount = 0
  private var ignoresCase = false

  private init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// Parses an expression.
  ///
  /// - Returns: The expression, and the number of its capturing groups.
  static func parse(_ text: String) throws(RegexError) -> (root: RegexNode, groupCount: Int) {
    var parser = RegexParser(text)
    let root = try parser.alternation()
    guard parser.position == parser.scalars.count else {
      throw RegexError("the parenthesis at character \(parser.position + 1) is unmatched")
    }
    return (root, parser.groupCount)
  }

  private var next: Unicode.Scalar? {
    position < scalars.count ? scalars[position] : nil
  }

  /// Consumes a text if it comes next.
  private mutating func skip(_ text: String) -> Bool {
    let wanted = text.unicodeScalars
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  private mutating func alternation() throws(RegexError) -> RegexNode {
    var branches = [try sequence()]
    while skip("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func sequence() throws(RegexError) -> RegexNode {
    var nodes: [RegexNode] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      guard let node = try element() else { continue }
      nodes.append(try repeated(node))
    }
    return .sequence(nodes)
  }

  /// Parses the next element; nil for one that only sets options, such as `(?i)`.
  private mutating func element() throws(RegexError) -> RegexNode? {
    let scalar = scalars[position]
    position += 1
    switch scalar {
    case ".": return .scalars(.any)
    case "^": return .assertion(.start)
    case "$": return .assertion(.end)
    case "(": return try group()
    case "[": return .scalars(try characterClass())
    case "\\": return try escape()
    case "*", "+", "?":
      throw RegexError("the \(scalar) at character \(position) has nothing to repeat")
    default: return .scalars(ScalarClass(scalar, ignoresCase: ignoresCase))
    }
  }

  // MARK: Repetitions

  private mutating func repeated(_ node: RegexNode) throws(RegexError) -> RegexNode {
    guard let (least, most) = try count() else { return node }
    let isGreedy = !skip("?")
    if isGreedy, next == "+" {
      throw RegexError(
        "possessive repetitions, such as the one at character \(position), are not supported")
    }
    guard try count() == nil else {
      throw RegexError(
        "two repetitions follow each other at character \(position); put parentheses around the first"
      )
    }
    return .repetition(node, least: least, most: most, isGreedy: isGreedy)
  }

  /// Parses a repetition count; nil if there is none.
  private mutating func count() throws(RegexError) -> (least: Int, most: Int?)? {
    if skip("*") { return (0, nil) }
    if skip("+") { return (1, nil) }
    if skip("?") { return (0, 1) }
    let start = position
    guard skip("{") else { return nil }
    let least = try number()
    let hasComma = skip(",")
    let most = hasComma ? try number() : least
    // As in other engines, braces without a count are ordinary characters.
    guard skip("}"), least != nil || most != nil else {
      position = start
      return nil
    }
    guard (least ?? 0) <= (most ?? .max) else {
      throw RegexError("the count at character \(start + 1) is empty")
    }
    return (least ?? 0, most)
  }

  private mutating func number() throws(RegexError) -> Int? {
    var value: Int?
    while let digit = next, digit.isDigit {
      value = (value ?? 0) * 10 + Int(digit.value - 48)
      position += 1
      guard value ?? 0 <= Self.countLimit else {
        throw RegexError("repetition counts above \(Self.countLimit) are not supported")
      }
    }
    return value
  }

  // MARK: Groups

  private mutating func group() throws(RegexError) -> RegexNode? {
    let start = position
    depth += 1
    guard depth <= Self.depthLimit else {
      throw RegexError("groups are nested more than \(Self.depthLimit) deep")
    }
    defer { depth -= 1 }
    let outerIgnoresCase = ignoresCase
    var number: Int?
    if skip("?") {
      if skip("P<") || (next == "<" && !follows("<=") && !follows("<!") && skip("<")) {
        try groupName()
        number = nextGroup()
      } else if !skip(":"), try setOptions() {
        return nil
      }
    } else {
      number = nextGroup()
    }
    let inner = try alternation()
    ignoresCase = outerIgnoresCase
    guard skip(")") else {
      throw RegexError("the group that starts at character \(start) has no end")
    }
    return .group(number, inner)
  }

  private func follows(_ text: String) -> Bool {
    scalars[position...].starts(with: text.unicodeScalars)
  }

  private mutating func nextGroup() -> Int {
    groupCount += 1
    return groupCount
  }

  private mutating func groupName() throws(RegexError) {
    let start = position
    while let scalar = next, scalar.isWord { position += 1 }
    guard position > start, skip(">") else {
      throw RegexError("the name of the group at character \(start) has no end")
    }
  }

  /// Parses `i:` or `i)`.
  ///
  /// - Returns: Whether the group ends there, so that the option applies from there on.
  private mutating func setOptions() throws(RegexError) -> Bool {
    let start = position
    // A line contains no line ends, so `s` and `m` have no effect.
    while let scalar = next, scalar == "i" || scalar == "s" || scalar == "m" {
      if scalar == "i" { ignoresCase = true }
      position += 1
    }
    if position > start {
      if skip(")") { return true }
      if skip(":") { return false }
    }
    throw RegexError(
      "the kind of group at character \(start - 1) is not supported; look-ahead, look-behind "
        + "and atomic groups cannot be matched in linear time")
  }

  // MARK: Classes and escapes

  private mutating func characterClass() throws(RegexError) -> ScalarClass {
    let start = position
    let isNegated = skip("^")
    var items: [ScalarClass.Item] = []
    // A closing bracket in the first position is an ordinary character.
    while let scalar = next, scalar != "]" || items.isEmpty {
      if let named = try namedClass() {
        items += named
        continue
      }
      guard let low = try classScalar(&items) else { continue }
      guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        items.append(.range(low.value...low.value))
        continue
      }
      position += 1
      let upper = position
      guard let high = try classScalar(&items), low <= high else {
        throw RegexError("the range at character \(upper) is empty")
      }
      items.append(.range(low.value...high.value))
    }
    guard skip("]") else {
      throw RegexError("the class that starts at character \(start) has no end")
    }
    return ScalarClass(items, isNegated: isNegated, ignoresCase: ignoresCase)
  }

  /// Parses the next scalar of a class; nil for a shorthand such as `\d`, which is appended to the
  /// items.
  private mutating func classScalar(
    _ items: inout [ScalarClass.Item]
  ) throws(RegexError) -> Unicode.Scalar? {
    let scalar = scalars[position]
    position += 1
    guard scalar == "\\" else { return scalar }
    guard let letter = next else { throw RegexError("the \\ at the end escapes nothing") }
    if let item = Self.shorthand(letter) {
      position += 1
      items.append(item)
      return nil
    }
    if letter == "b" {
      position += 1
      return "\u{8}"
    }
    return try escapedScalar()
  }

  /// Parses a POSIX class, such as `[:digit:]`, inside another class.
  private mutating func namedClass() throws(RegexError) -> [ScalarClass.Item]? {
    guard skip("[:") else { return nil }
    let classes: [(name: String, items: [ScalarClass.Item])] = [
      ("digit", [.digit(isNegated: false)]), ("space", [.space(isNegated: false)]),
      ("alpha", [.range(65...90), .range(97...122)]),
      ("alnum", [.range(48...57), .range(65...90), .range(97...122)]),
      ("upper", [.range(65...90)]), ("lower", [.range(97...122)]),
      ("xdigit", [.range(48...57), .range(65...70), .range(97...102)]),
      ("punct", [.range(33...47), .range(58...64), .range(91...96), .range(123...126)]),
    ]
    for (name, items) in classes where skip("\(name):]") { return items }
    throw RegexError("the class [: at character \(position - 1) is not supported")
  }

  private static func shorthand(_ letter: Unicode.Scalar) -> ScalarClass.Item? {
    switch letter {
    case "d": .digit(isNegated: false)
    case "D": .digit(isNegated: true)
    case "w": .word(isNegated: false)
    case "W": .word(isNegated: true)
    case "s": .space(isNegated: false)
    case "S": .space(isNegated: true)
    default: nil
    }
  }

  private mutating func escape() throws(RegexError) -> RegexNode {
    guard let letter = next else { throw RegexError("the \\ at the end escapes nothing") }
    if let item = Self.shorthand(letter) {
      position += 1
      return .scalars(ScalarClass([item]))
    }
    switch letter {
    case "b": return skipped(.wordBoundary)
    case "B": return skipped(.noWordBoundary)
    case "A": return skipped(.start)
    case "z", "Z": return skipped(.end)
    case "1"..."9", "k":
      throw RegexError(
        "\\\(letter) at character \(position) refers back to a group, which cannot be matched in "
          + "linear time")
    default: return .scalars(ScalarClass(try escapedScalar(), ignoresCase: ignoresCase))
    }
  }

  private mutating func skipped(_ assertion: RegexNode.Assertion) -> RegexNode {
    position += 1
    return .assertion(assertion)
  }

  private mutating func escapedScalar() throws(RegexError) -> Unicode.Scalar {
    let letter = scalars[position]
    position += 1
    switch letter {
    case "t": return "\t"
    case "n": return "\n"
    case "r": return "\r"
    case "f": return "\u{C}"
    case "v": return "\u{B}"
    case "a": return "\u{7}"
    case "e": return "\u{1B}"
    case "0": return "\0"
    case "x": return try hexadecimal(digits: 2)
    case "u": return try hexadecimal(digits: 4)
    default:
      guard !letter.isWord else {
        throw RegexError("\\\(letter) at character \(position - 1) is not supported")
      }
      return letter
    }
  }

  /// Parses the number of `\x41`, `\u0041` or `\u{41}`.
  private mutating func hexadecimal(digits: Int) throws(RegexError) -> Unicode.Scalar {
    let start = position
    let isBraced = skip("{")
    var text = ""
    while let scalar = next, scalar.properties.isASCIIHexDigit, text.count < (isBraced ? 8 : digits)
    {
      text.unicodeScalars.append(scalar)
      position += 1
    }
    guard isBraced ? skip("}") : text.count == digits,
      let value = UInt32(text, radix: 16), let scalar = Unicode.Scalar(value)
    else { throw RegexError("the number at character \(start) is not a valid code point") }
    return scalar
  }
}
