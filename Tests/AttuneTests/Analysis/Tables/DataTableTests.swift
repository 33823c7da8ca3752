import Testing

@testable import Attune

@Suite struct DataTableTests {
  private let table = DataTable(
    columns: [.init("number"), .init("rate", group: "params"), .init("kind", group: "params")],
    rows: [
      [0, 0.25, "b"], [1, nil, "a"], [2, 1e-9, nil], [3, .float(.nan), "c"], [4, -3, "ab"],
    ])

  private func numbers(_ table: DataTable) -> [Int?] { table.rows.map { $0[0]?.intValue } }

  // MARK: Columns, rows and order

  @Test func `columns are found by title, by name and by group`() throws {
    #expect(try table.column("params_rate") == 1)
    #expect(try table.column("rate") == 1)
    #expect(
      try table.selecting(["params", "number"]).columns.map(\.title)
        == ["params_rate", "params_kind", "number"])
  }

  @Test func `a name that matches no column or several is rejected`() {
    let unknown = #expect(throws: AnalysisError.self) { try table.column("rat") }
    #expect(
      unknown?.description
        == "there is no column \"rat\"; there are number, params_rate, params_kind")
    let several = #expect(throws: AnalysisError.self) { try table.column("params") }
    #expect(
      several?.description
        == "\"params\" matches 2 columns; choose one of: params_rate, params_kind")
  }

  @Test func `rows are sorted with missing values last in both orders`() {
    #expect(numbers(table.sorted(by: 1)) == [4, 2, 0, 1, 3])
    #expect(numbers(table.sorted(by: 1, descending: true)) == [0, 2, 4, 1, 3])
    #expect(numbers(table.sorted(by: 2)) == [1, 4, 0, 3, 2])
    #expect(numbers(table.sorted(by: 2, descending: true)) == [3, 0, 4, 1, 2])
  }

  @Test func `sorting is stable`() {
    let table = DataTable(
      columns: [.init("n"), .init("x")], rows: (0..<50).map { [.int($0), .int($0 % 2)] })
    let expected = (0..<50).filter { $0 % 2 == 0 } + (0..<50).filter { $0 % 2 == 1 }
    #expect(table.sorted(by: 1).rows.map { $0[0]?.intValue } == expected)
  }

  @Test func `rows can be filtered`() {
    #expect(numbers(table.prefix(2)) == [0, 1])
    #expect(numbers(table.filter { $0[1] != nil }) == [0, 2, 3, 4])
  }

  // MARK: Formats

  /// The rules of RFC 4180, section 2.
  @Test func `fields with commas, quotation marks or line ends are quoted`() {
    let table = DataTable(
      columns: [.init("a,b"), .init("c")],
      rows: [["x\"y", "two\nlines"], ["plain text", "\r"], ["", nil]])
    #expect(
      table.csv()
        == "\"a,b\",c\r\n\"x\"\"y\",\"two\nlines\"\r\nplain text,\"\r\"\r\n\"\",\r\n")
  }

  @Test func `JSON writes NaN and infinities as text unless requested otherwise`() throws {
    let table = DataTable(
      columns: [.init("a"), .init("b", group: "g"), .init("\u{10FFFE}\u{10D800}", group: "g")],
      rows: [[.float(.infinity), [.float(.nan), "NaN"], .float(-.infinity)]])
    let text = #"{"a": "Infinity", "g": {"b": ["NaN", "NaN"], "\ud800": "-Infinity"}}"# + "\n"
    #expect(table.jsonLines == text)
    #expect(table.json == "[\n  \(text)]\n")
    #expect(
      table.jsonLines(nonFinite: .null)
        == #"{"a": null, "g": {"b": [null, "NaN"], "\ud800": null}}"# + "\n")
    #expect(
      table.json(nonFinite: .token)
        == #"[\#n  {"a": Infinity, "g": {"b": [NaN, "NaN"], "\ud800": -Infinity}}\#n]\#n"#)
    #expect(table.csv() == "a,g_b,g_\\ud800\r\ninf,\"[\"\"NaN\"\", \"\"NaN\"\"]\",-inf\r\n")
    #expect(table.text().contains(#"\ud800"#))
    let index = try table.column(#"\ud800"#)
    #expect(index == 2)
  }

  @Test func `CSV supports values of all kinds`() {
    let values: [JSONValue?] = [
      1, 0.1, true, nil, .some(.null), [1, 2], ["k": "v"], .float(.infinity), .float(.nan),
    ]
    let table = DataTable(
      columns: values.indices.map { .init("c\($0)") }, rows: [values])
    #expect(
      table.csv()
        == "c0,c1,c2,c3,c4,c5,c6,c7,c8\r\n"
        + "1,0.1,true,,,\"[1, 2]\",\"{\"\"k\"\": \"\"v\"\"}\",inf,nan\r\n")
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("x=1", "x=1"),
    ("=a,b", "\"'=a,b\""),
  ])
  func `formulas are escaped on request`(text: String, guarded: String) {
    let table = DataTable(columns: [.init("c"), .init("d")], rows: [[.string(text), -0.5]])
    #expect(table.csv(guardsFormulas: true) == "c,d\r\n\(guarded),-0.5\r\n")
    #expect(!table.csv().contains("'"))
  }

  @Test func `JSON has an object for each row with nested groups`() throws {
    #expect(
      table.prefix(2).json == """
        [
          {"number": 0, "params": {"rate": 0.25, "kind": "b"}},
          {"number": 1, "params": {"kind": "a"}}
        ]

        """)
    #expect(table.prefix(0).json == "[]\n")
    #expect(
      table.prefix(2).jsonLines == """
        {"number": 0, "params": {"rate": 0.25, "kind": "b"}}
        {"number": 1, "params": {"kind": "a"}}

        """)
  }

  @Test func `text is aligned in columns, numbers to the right`() {
    #expect(
      table.text() == """
        number   rate  kind
             0   0.25  b
             1         a
             2  1e-09
             3    nan  c
             4     -3  ab

        """)
  }

  @Test func `headers include the group if the name is ambiguous`() {
    let table = DataTable(
      columns: [.init("x", group: "params"), .init("x", group: "user_attrs")], rows: [[1, 2]])
    #expect(table.text() == "params_x  user_attrs_x\n       1             2\n")
    #expect("\(table)" == "params_x  user_attrs_x\n       1             2")
  }

  @Test func `control characters are escaped in text`() {
    let table = DataTable(
      columns: [.init("a\u{1B}[31m")], rows: [["b\nc\u{7}\u{202E}"], ["é\t"]])
    #expect(table.text() == "a\\u{1B}[31m\nb\\nc\\u{7}\\u{202E}\né\\t\n")
  }

  @Test(arguments: 1...60)
  func `no line except the list of omitted columns is wider than the terminal`(
    width: Int
  ) {
    let table = DataTable(
      columns: [.init("number"), .init("text"), .init("wide"), .init("last")],
      rows: [[1, "a rather long text that goes on", "中文字符串很长很长", 12345678], [2, nil, "é", 0]])
    let lines = table.text(width: width).split(separator: "\n")
    for line in lines where !line.hasPrefix("(") {
      #expect(String(line).columnCount <= width)
    }
  }

  @Test func `columns are truncated or omitted on a narrow terminal`() {
    let table = DataTable(
      columns: [.init("number"), .init("text"), .init("other")],
      rows: [[1, "0123456789", "0123456789abc"]])
    #expect(
      table.text(width: 28) == "number  text       other\n     1  01234567…  01234567…\n")
    #expect(
      table.text(width: 20)
        == "number  text\n     1  0123456789\n(1 more columns do not fit: other)\n")
  }
}
