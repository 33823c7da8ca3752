import Testing

@testable import Attune

/// Literals denote the value that they were created from, as the compiler confirms.
@Suite struct SwiftSourceTests {
  private static let texts: [(String, String)] = [
    ("", #""""#), ("relu", #""relu""#), ("a \"b\"", #""a \"b\"""#), ("\\", #""\\""#),
    ("\\(secret)", #""\\(secret)""#), ("\\u{41}", #""\\u{41}""#), ("\n\r\t", #""\n\r\t""#),
    ("\u{0}\u{1B}\u{7F}\u{85}", #""\u{0}\u{1B}\u{7F}\u{85}""#),
    ("\u{2028}\u{2029}\u{A0}", #""\u{2028}\u{2029}\u{A0}""#),
    ("\u{202E}\u{2066}\u{200B}\u{FEFF}", #""\u{202E}\u{2066}\u{200B}\u{FEFF}""#),
    ("\u{E000}\u{10FFFF}", #""\u{E000}\u{10FFFF}""#), ("é 日本 שלום", #""é 日本 שלום""#),
    ("*/ // \"\"\" #", #""*/ // \"\"\" #""#),
  ]

  @Test(arguments: texts)
  func `a text is a literal on one line`(text: String, literal: String) {
    #expect(Array(SwiftSource.literal(text).utf8) == Array(literal.utf8))
  }

  @Test func `invisible characters are escaped`() {
    for value in UInt32(0)...0x3100 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let literal = SwiftSource.literal(String(scalar))
      let isSeen = literal.unicodeScalars.allSatisfy {
        $0 == " "
          || !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint
            && $0.properties.generalCategory != .control
      }
      // A few letters, such as Hangul fillers, are invisible too.
      #expect(isSeen || scalar.properties.generalCategory.isLetterOrMark, "U+\(value)")
    }
  }

  private static let values: [(JSONValue, String)] = [
    (nil, "nil"), (true, "true"), (3, "3"), (.int(.min), "-9223372036854775808"),
    (0.1, "0.1"), (1.0, "1.0"), (-0.0, "-0.0"), (1e-300, "1e-300"),
    (.float(.leastNonzeroMagnitude), "5e-324"),
    (1e22, "1e+22"), (.float(.nan), ".float(.nan)"), (.float(.infinity), ".float(.infinity)"),
    (.float(-.infinity), ".float(-.infinity)"), ("a", #""a""#), ([1, "b", nil], #"[1, "b", nil]"#),
    ([:], "[:]"), ([], "[]"), (["k": [2.5]], #"["k": [2.5]]"#),
  ]

  @Test(arguments: values)
  func `a value is a literal`(value: JSONValue, literal: String) {
    #expect(SwiftSource.literal(value) == literal)
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isLetterOrMark: Bool {
    switch self {
    case .otherLetter, .nonspacingMark: true
    default: false
    }
  }
}
