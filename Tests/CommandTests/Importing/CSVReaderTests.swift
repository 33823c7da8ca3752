import Testing

@testable import attune_cli

@Suite struct CSVReaderTests {
  private func records(_ text: String) throws -> [[String]] {
    var reader = CSVReader(Array(text.utf8))
    var records: [[String]] = []
    while let (line, fields) = try reader.next() {
      records.append(["\(line)"] + fields.map { ($0.isQuoted ? "q:" : "") + $0.text })
    }
    return records
  }

  @Test(arguments: [
    ("", []),
    ("\n\r\n\n", []),
    ("a,b\n1,2\n", [["1", "a", "b"], ["2", "1", "2"]]),
    ("a,b\r\n1,\r\n\r\n,2", [["1", "a", "b"], ["2", "1", ""], ["4", "", "2"]]),
    ("a\r1\r", [["1", "a"], ["2", "1"]]),
    ("\u{FEFF}a\n", [["1", "a"]]),
    ("\"a,b\",\"\",\"c\"\"d\"\"\"", [["1", "q:a,b", "q:", "q:c\"d\""]]),
    ("\"a\nb\r\nc\",1\n2,3", [["1", "q:a\nb\r\nc", "1"], ["4", "2", "3"]]),
    ("\"\"\n", [["1", "q:"]]),
    ("a\"b,c", [["1", "a\"b", "c"]]),
    ("é,e\u{301}\n", [["1", "é", "e\u{301}"]]),
  ])
  func `records are read with their lines`(text: String, expected: [[String]]) throws {
    #expect(try records(text) == expected)
  }

  @Test(arguments: [
    ("a\n\"b", 2, 2, "a quotation mark is not closed"),
    ("a\n\"b\"c\n", 2, 4, "text after a closing quotation mark"),
    ("a,\"b\n\nc", 1, 4, "a quotation mark is not closed"),
  ])
  func `an error has its place`(text: String, line: Int, column: Int, problem: String) throws {
    let failure = #expect(throws: CSVReader.Failure.self) { try records(text) }
    #expect(failure?.line == line)
    #expect(failure?.column == column)
    #expect(failure?.problem.hasPrefix(problem) == true)
  }

  @Test func `bytes that are not UTF-8 are rejected`() {
    var reader = CSVReader([0x61, 0x0A, 0xFF, 0x0A])
    #expect(throws: CSVReader.Failure.self) { while try reader.next() != nil {} }
  }
}
