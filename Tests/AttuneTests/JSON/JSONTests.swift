import Testing

@testable import Attune

@Suite struct JSONTests {
  // MARK: Numbers

  @Test func `floats are written as in Python and survive a round trip`() throws {
    let rows = try Fixture.object("Optuna/python-floats.json").array("floats")
    try #require(rows.count >= 300)
    for row in rows {
      let pair = try #require(row.arrayValue)
      let hexadecimal = try #require(pair[0].stringValue)
      let value = try #require(Double(hexadecimal))
      let python = try #require(pair[1].stringValue)
      let text = JSONWriter.text(.float(value))
      // Swift uses exponents from 2^53 on, Python from 1e16 on.
      if abs(value) < 0x1p53 || abs(value) >= 1e16 { #expect(text == python) }
      #expect(try bits(of: text) == value.bitPattern, "\(text)")
      #expect(try bits(of: python) == value.bitPattern, "\(python)")
    }
  }

  @Test func `every float survives a round trip`() throws {
    var random = RandomStream(seed: 3)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      try #require(try bits(of: JSONWriter.text(.float(value))) == value.bitPattern)
    }
  }

  @Test func `decimals are rounded correctly`() throws {
    var random = RandomStream(seed: 4)
    for _ in 0..<20_000 {
      let digits = String(random.next() >> random.index(below: 60))
      let cut = random.index(below: digits.count)
      let whole = String(digits.prefix(cut))
      let text = "\(whole.isEmpty ? "0" : whole).\(digits.dropFirst(cut))"
      try #require(try bits(of: text) == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test(
    arguments: [
      ("0", .int(0)), ("-0", .int(0)), ("12", .int(12)), ("-7", .int(-7)),
      ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
      ("999999999999999999", .int(999_999_999_999_999_999)),
      ("9223372036854775808", .literal(JSONLiteral("9223372036854775808"))),
      ("1.0", .float(1)), ("1e2", .float(100)), ("1E+2", .float(100)), ("25e-1", .float(2.5)),
      ("0.1", .float(0.1)), ("1e400", .float(.infinity)), ("-1e400", .float(-.infinity)),
      ("1e-400", .float(0)), ("0.0e99999", .float(0)),
      ("1844674407370955161.6", .float(0x1p64 / 10)), ("1e00000000000000000000002", .float(100)),
      ("1e18446744073709551616", .float(.infinity)),
      ("123456789012345678901234567890.5e-10", .float(12345678901234567168)),
    ] as [(String, JSONValue)])
  func `the notation decides between integer and float`(text: String, value: JSONValue) throws {
    #expect(try JSONParser.parse(text) == value)
  }

  @Test func `minus zero keeps its sign`() throws {
    #expect(try bits(of: "-0.0") == (-0.0).bitPattern)
    #expect(JSONWriter.text(.float(-0.0)) == "-0.0")
  }

  @Test(arguments: [("NaN", Double.nan), ("Infinity", .infinity), ("-Infinity", -.infinity)])
  func `Python's tokens for non-finite numbers are read and written`(
    text: String, value: Double
  ) throws {
    #expect(JSONWriter.text(.float(value)) == text)
    #expect(try JSONParser.parse(text) == .float(value))
    #expect(try JSONParser.parse("[\(text), 1]") == [.float(value), 1])
  }

  // MARK: Strings

  @Test(arguments: [
    ("", #""""#), ("a b~", #""a b~""#), ("\"\\/", #""\"\\/""#),
    ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#), ("\0\u{1F}\u{7F}", #""\u0000\u001f\u007f""#),
    ("é中", #""\u00e9\u4e2d""#), ("😀", #""\ud83d\ude00""#), ("\u{10FFFF}", #""\udbff\udfff""#),
    ("\u{D7FF}\u{E000}\u{FFFF}", #""\ud7ff\ue000\uffff""#), ("e\u{301}", #""e\u0301""#),
    ("\r\n", #""\r\n""#),
  ])
  func `strings are written in ASCII and read back`(string: String, text: String) throws {
    #expect(JSONWriter.text(.string(string)) == text)
    let value = try #require(try JSONParser.parse(text).stringValue)
    // Scalar by scalar, since canonically equivalent strings are equal in Swift.
    #expect(Array(value.unicodeScalars) == Array(string.unicodeScalars))
  }

  @Test func `characters beyond ASCII may be unescaped`() throws {
    #expect(try JSONParser.parse(#""é中😀\/""#) == "é中😀/")
  }

  @Test(arguments: [
    #""\ud83d""#, #""\ude00""#, #""\ud83dx""#, #""\ud83d\n""#, #""\ud83d\ud83d\ude00""#,
    #""\ude00\ud83d""#, #""\ud800\ud800""#, #""\udfff\udfff""#, #""\udbff\udffe\udc00""#,
    #""\udbff\udffe\udbff\udffe""#, #""\udbff\udffe\ud800""#, #""\udbf6\udc00""#,
    #""\ud800\u0301""#,
  ])
  func `lone surrogates survive a round trip`(text: String) throws {
    #expect(JSONWriter.text(try JSONParser.parse(text)) == text)
  }

  @Test func `lone surrogates are compared and printed as in Python`() throws {
    let text = try #require(JSONParser.parse(#""a\ud800\u0041\ud83d\ude00\n""#).stringValue)
    #expect(text.printable == #"a\ud800A😀\n"#)
    let others = try [#""\ud801""#, #""\ufffd""#, #""\ud800\ud800""#].map(JSONParser.parse)
    let surrogate = try JSONParser.parse(#""\ud800""#)
    #expect(!others.contains(surrogate))
  }

  @Test(arguments: [
    #""\udbff\udffe\udbf6\udc00""#, "\"\u{10FFFE}\u{10DFFF}\"", "\"\u{10FFFE}\\udbf6\\udc00\"",
    #"{"a": [{"\ud800\udbff\udffe\udbf6\udc00": 1}]}"#,
  ])
  func `the representation of lone surrogates is rejected as unsupported`(text: String) throws {
    let failure = #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text) }
    #expect(failure?.isUnsupported == true)
  }

  @Test(arguments: [
    "9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616",
    "12345678901234567890123", "-12345678901234567890123",
    "1" + String(repeating: "0", count: 400),
  ])
  func `integers beyond 64 bits keep all digits`(text: String) throws {
    let value = try JSONParser.parse(text)
    #expect(JSONWriter.text(value) == text)
    #expect(value.doubleValue == Double(text))
    #expect(value.intValue == nil)
    let list = try JSONParser.parse("[\(text)]")
    #expect(list == .array([value]))
  }

  @Test func `unsigned integers beyond the range of Int are decoded`() throws {
    let largest = try JSONParser.parse("18446744073709551615")
    let decoded = try JSONValueDecoder.decode(UInt64.self, from: largest)
    #expect(decoded == .max)
    #expect(throws: DecodingError.self) { try JSONValueDecoder.decode(Int.self, from: largest) }
  }

  // The results of `==` in CPython 3.11.
  @Test(arguments: [
    ("18446744073709551616", "18446744073709551616.0", true),
    ("18446744073709551617", "18446744073709551616.0", false),
    ("-18446744073709551616", "-18446744073709551616.0", true),
    ("100000000000000000000000", "1e23", false), ("99999999999999991611392", "1e23", true),
    ("9007199254740993", "9007199254740992.0", false),
    ("9007199254740992", "9007199254740992.0", true),
    ("9223372036854775807", "9223372036854775808.0", false),
    ("9223372036854775808", "9223372036854775808.0", true),
    ("9223372036854775808", "9223372036854775807", false),
    ("1", "true", true), ("0.0", "false", true), ("1", "1.0", true), ("2", "true", false),
    (#"{"a": 1}"#, #"{"a": true}"#, true), (#""\u03a9""#, #""\u2126""#, false),
    ("NaN", "NaN", true),
  ])
  func `numbers are equal as in Python`(a: String, b: String, areEqual: Bool) throws {
    let (a, b) = (try JSONParser.parse(a), try JSONParser.parse(b))
    #expect(a.isEqualInPython(to: b) == areEqual)
    #expect(b.isEqualInPython(to: a) == areEqual)
  }

  @Test(arguments: [
    (JSONNonFinite.text, #"["NaN", {"N": "-Infinity"}, "Infinity", 1.5]"#),
    (.null, #"[null, {"N": null}, null, 1.5]"#),
    (.token, #"[NaN, {"N": -Infinity}, Infinity, 1.5]"#),
  ])
  func `non-finite numbers are written as requested at any depth`(
    nonFinite: JSONNonFinite, text: String
  ) throws {
    let tokens = #"[NaN, {"N": -Infinity}, Infinity, 1.5]"#
    let shallow = try JSONParser.parse(tokens)
    #expect(shallow.text(nonFinite: nonFinite) == text)
    let (opening, closing) = (
      String(repeating: "[", count: 600), String(repeating: "]", count: 600)
    )
    let deep = try JSONParser.parse(opening + #""Infinity NaN \"N", "# + tokens + closing)
    #expect(
      deep.text(nonFinite: nonFinite) == opening + #""Infinity NaN \"N", "# + text + closing)
  }

  @Test func `hexadecimal digits may be of either case`() throws {
    #expect(try JSONParser.parse(#""\u00E9\u00e9\uD83D\uDE00""#) == "éé😀")
  }

  // MARK: Arrays and objects

  @Test func `white space is allowed between all tokens`() throws {
    let value = try JSONParser.parse(" \t\r\n{ \"a\" : [ 1 , true ] , \"b\" : { } , \"c\":[ ] } \n")
    #expect(value == ["a": [1, true], "b": [:], "c": []])
  }

  @Test func `both styles are those of Python`() {
    let value: JSONValue = ["b": [1, 2.5, nil], "a": ["x": true]]
    var writer = JSONWriter(style: .compact)
    writer.write(value)
    writer.endLine()
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "{\"b\":[1,2.5,null],\"a\":{\"x\":true}}\n")
    #expect(JSONWriter.text(value) == #"{"b": [1, 2.5, null], "a": {"x": true}}"#)
  }

  @Test(arguments: [0, 1, 15, 16, 17, 40])
  func `the last of equal names replaces the first in objects of any size`(
    count: Int
  ) throws {
    let names = (0..<count).map { "name \($0)" }
    let members = (names + names.reversed()).enumerated().map { "\"\($1)\": \($0)" }
    let object = try #require(
      JSONParser.parse("{" + members.joined(separator: ", ") + "}").objectValue)
    #expect(object.keys == names)
    #expect(object.map(\.value) == (0..<count).map { .int(2 * count - 1 - $0) })
  }

  @Test func `the last of equal names replaces the first`() throws {
    let object = try #require(try JSONParser.parse(#"{"a": 1, "b": 2, "a": 3}"#).objectValue)
    #expect(object.keys == ["a", "b"])
    #expect(object["a"] == 3)
  }

  @Test(arguments: [500, 512])
  func `deep nesting is read`(depth: Int) throws {
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(JSONWriter.text(try JSONParser.parse(text)) == text)
  }

  @Test(arguments: [("[", "]"), (#"{"\ud800": "#, "}"), (#"[1, {"a": {}, "b": [], "c": "#, "}]")])
  func `deeper nesting is kept as text`(opening: String, closing: String) throws {
    let start = String(repeating: opening, count: 100_000)
    let end = String(repeating: closing, count: 100_000)
    let text = start + #"[NaN, "]}\"", -1e5, true]"# + end
    #expect(JSONWriter.text(try JSONParser.parse(text)) == text)
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(start) }
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text + closing) }
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(start + "[1 2]" + end) }
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(start + "{1: 2}" + end) }
  }

  @Test func `line ends are removed from deep nesting`() throws {
    let text =
      String(repeating: "[\r\n", count: 600) + "1\n, 2" + String(repeating: "\n]", count: 600)
    let written = JSONWriter.text(try JSONParser.parse(text))
    #expect(!written.utf8.contains { $0 == 0x0A || $0 == 0x0D })
    let (again, first) = (try JSONParser.parse(written), try JSONParser.parse(text))
    #expect(again == first)
  }

  // MARK: Errors

  @Test(arguments: [
    ("", 0), ("  ", 2), ("x", 0), ("nul", 0), ("nan", 0), ("True", 0), ("[1,]", 3), ("[,1]", 1),
    ("[1 2]", 3), ("[1", 2), ("[", 1), ("{", 1), ("{\"a\"}", 4), ("{\"a\":1,}", 7), ("{a:1}", 1),
    ("{\"a\":}", 5), ("{\"a\":1", 6), ("{1:2}", 1), ("01", 2), ("-01", 3), ("00", 2), ("-", 1),
    ("+1", 0), (".5", 0), ("1.", 2), ("1.e5", 2), ("1e", 2), ("1e+", 3), ("0x10", 1), ("1 2", 2),
    ("nullx", 4), ("[] []", 3), ("\"a", 2), ("\"a\\", 3), ("\"\\x\"", 3), ("\"\\u12\"", 3),
    ("\"\\u12g4\"", 3), ("\"a\nb\"", 2), ("\"\u{1}\"", 1), ("'a'", 0), ("-Inf", 1), ("]", 0),
    ("// x", 0), ("\u{FEFF}1", 0),
  ])
  func `invalid JSON is rejected with the offset of the error`(text: String, offset: Int) throws {
    let failure = #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text) }
    #expect(failure?.offset == offset, "\(failure?.reason ?? "")")
  }

  @Test func `a control character after an escape is rejected`() {
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse("\"\\n\u{2}\"") }
  }

  @Test(arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]])
  func `a string that is not UTF-8 is rejected`(bytes: [UInt8]) {
    #expect(throws: JSONParser.Failure.self) {
      try bytes.withUnsafeBytes { buffer throws(JSONParser.Failure) in
        try JSONParser.parse(buffer)
      }
    }
  }

  private func bits(of text: String) throws -> UInt64 {
    guard case .float(let value) = try JSONParser.parse(text) else {
      throw JSONParser.Failure(reason: "\(text) is no float", offset: 0)
    }
    return value.bitPattern
  }
}
