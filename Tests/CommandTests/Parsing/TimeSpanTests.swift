import Testing

@testable import attune_cli

@Suite struct TimeSpanTests {
  @Test(arguments: [
    ("90s", 90.0), ("10m", 600), ("1h30m", 5400), ("250ms", 0.25), ("2d", 172_800), ("1.5h", 5400),
    ("0s", 0),
  ])
  func `durations are parsed`(text: String, seconds: Double) {
    #expect(TimeSpan.duration(text) == .seconds(seconds))
  }

  @Test(arguments: ["", "5", "m", "5x", "5 m", "-5m", "1h30", "1..5h", "1e3s", "inf s"])
  func `invalid durations are rejected`(text: String) {
    #expect(TimeSpan.duration(text) == nil)
  }
}
