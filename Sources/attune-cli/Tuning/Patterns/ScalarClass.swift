/// A set of Unicode scalars in a regular expression: `a`, `.`, `\d`, `[^,\s]`.
struct ScalarClass: Sendable {
  /// A part of a class.
  enum Item: Sendable {
    case range(ClosedRange<UInt32>)
    case digit(isNegated: Bool)
    case word(isNegated: Bool)
    case space(isNegated: Bool)
  }

  /// A bit set of the scalars below 128, the most common ones.
  private(set) var ascii: (low: UInt64, high: UInt64) = (0, 0)

  private let items: [Item]
  private let isNegated: Bool
  private let ignoresCase: Bool

  init(_ items: [Item], isNegated: Bool = false, ignoresCase: Bool = false) {
    self.items = items
    self.isNegated = isNegated
    self.ignoresCase = ignoresCase
    for value in UInt32(0)..<128 where isMember(value) {
      if value < 64 { ascii.low |= 1 << value } else { ascii.high |= 1 << (value - 64) }
    }
  }

  /// Creates a class of one scalar.
  init(_ scalar: Unicode.Scalar, ignoresCase: Bool) {
    self.init([.range(scalar.value...scalar.value)], ignoresCase: ignoresCase)
  }

  /// Whether the class is a single scalar, ignoring case or not.
  var isLiteral: Bool {
    if case .range(let range)? = items.first, items.count == 1, !isNegated {
      range.lowerBound == range.upperBound
    } else {
      false
    }
  }

  /// Every scalar; lines contain no line feeds.
  static let any = ScalarClass([], isNegated: true)

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 64 { return ascii.low >> value & 1 == 1 }
    if value < 128 { return ascii.high >> (value - 64) & 1 == 1 }
    return isMember(value)
  }

  private func isMember(_ value: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(value) else { return false }
    var isListed = items.contains { Self.holds($0, scalar) }
    if ignoresCase, !isListed {
      let properties = scalar.properties
      isListed = [properties.lowercaseMapping, properties.uppercaseMapping].contains { mapping in
        let other = mapping.unicodeScalars
        return other.count == 1 && items.contains { Self.holds($0, other[other.startIndex]) }
      }
    }
    return isListed != isNegated
  }

  private static func holds(_ item: Item, _ scalar: Unicode.Scalar) -> Bool {
    switch item {
    case .range(let range): range.contains(scalar.value)
    case .digit(let isNegated): scalar.isDigit != isNegated
    case .word(let isNegated): scalar.isWord != isNegated
    case .space(let isNegated): scalar.properties.isWhitespace != isNegated
    }
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is one of the digits 0 to 9.
  var isDigit: Bool { "0"..."9" ~= self }

  /// Whether the scalar is part of a word: a letter of any script, a digit or an underscore.
  var isWord: Bool { isDigit || self == "_" || properties.isAlphabetic }
}
