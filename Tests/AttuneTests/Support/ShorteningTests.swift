import Testing

@testable import Attune

@Suite struct ShorteningTests {
  @Test(arguments: [
    ("", 0, ""), ("abc", 3, "abc"), ("abcd", 3, "abc…"), ("aéb", 2, "a…"), ("aéb", 3, "aé…"),
    ("😀😀", 7, "😀…"), ("e\u{301}x", 1, "e…"), ("é", 0, "…"),
  ])
  func `a text is cut between code points`(text: String, limit: Int, shortened: String) {
    #expect(Array(text.shortened(toBytes: limit).utf8) == Array(shortened.utf8))
  }

  @Test func `combining marks are limited as well`() {
    let text = "a" + String(repeating: "\u{301}", count: 1_000_000)
    #expect(text.count == 1)
    #expect(text.shortened(toBytes: 200).utf8.count <= 203)
    #expect(text.shortened(toCharacters: 60).utf8.count <= 483)
    #expect(PlotText.shortened(text).utf8.count <= 483)
    #expect(text.truncated(to: 10).utf8.count <= 323)
  }

  @Test func `characters of usual size are kept whole`() {
    let text = String(repeating: "🏳️", count: 3)
    #expect(text.shortened(toCharacters: 3) == text)
    #expect((text + "ab").shortened(toCharacters: 4) == text + "a…")
  }
}
