import Testing

@testable import Attune

@Suite struct TextTests {
  private static let clocks: [(Duration, String)] = [
    (.zero, "0:00"), (.milliseconds(999), "0:00"), (.seconds(9), "0:09"), (.seconds(60), "1:00"),
    (.seconds(599), "9:59"), (.seconds(3599), "59:59"), (.seconds(3600), "1:00:00"),
    (.seconds(3661), "1:01:01"), (.seconds(360_000), "100:00:00"),
  ]

  @Test(arguments: clocks)
  func `times read as on a clock`(duration: Duration, text: String) {
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
}
