import Testing

@testable import Attune

@Suite struct TextTests {
  private static let clocks: [(Duration, String)] = [
    (.zero, "0:00"), (.milliseconds(999), "0:00"), (.seconds(9), "0:09"), (.seconds(60), "1:00"),
    (.seconds(599), "9:59"), (.seconds(3599), "59:59"), (.seconds(3600), "1:00:00"),
    (.seconds(3661), "1:01:01"), (.seconds(360_000), "100:00:00"),
  ]

  @Test(arguments: clocks)
  func `durations are printed as on a clock`(duration: Duration, text: String) {
    #expect(duration.clockText == text)
  }

  private static let numbers: [(Double, String)] = [
    (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (0.0812345, "0.08123"), (-0.0812365, "-0.08124"),
    (123_456, "123500.0"), (9.99999, "10.0"), (99_994, "99990.0"), (0.99999, "1.0"),
    (1e-7, "1e-07"), (1.23456e-300, "1.235e-300"), (1.23456e300, "1.235e+300"),
    (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
    (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
  ]

  @Test(arguments: numbers)
  func `numbers have four significant digits`(value: Double, text: String) {
    #expect(value.shortText == text)
  }

  @Test(arguments: [
    ("plain é 中 😀", "plain é 中 😀"), ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
    ("\u{1B}[2J", "\\u{1B}[2J"), ("\u{9B}0m", "\\u{9B}0m"), ("\u{202E}x", "\\u{202E}x"),
    ("a\u{2028}b\u{7F}", "a\\u{2028}b\\u{7F}"),
  ])
  func `characters that control a terminal are escaped`(text: String, printable: String) {
    #expect(text.printable == printable)
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("中文", 4), ("한글", 4), ("😀", 2),
    ("ｗ", 2),
  ])
  func `wide characters occupy two columns`(text: String, count: Int) {
    #expect(text.columnCount == count)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("中文字", 5, "中文…"), ("中文字", 4, "中…"),
  ])
  func `long text is cut with an ellipsis`(text: String, width: Int, cut: String) {
    #expect(text.truncated(to: width) == cut)
  }
}
