import Attune
import Testing

@testable import attune_cli

@Suite struct TextTemplateTests {
  @Test(arguments: [
    ("plain", "plain"), ("--lr={lr}", "--lr=0.1"), ("{lr}{lr}", "0.10.1"),
    ("{{lr}}", "{lr}"), (#"{{"lr": {lr}}}"#, #"{"lr": 0.1}"#), ("", ""), ("{a b}", "c"),
  ])
  func `placeholders are replaced and doubled braces are literal`(
    text: String, expected: String
  ) throws {
    #expect(try TextTemplate(text).filled(["lr": "0.1", "a b": "c"]) == expected)
  }

  @Test(arguments: ["{", "a{b", "}", "{{{", "{a}}"])
  func `an unmatched brace is rejected`(text: String) {
    #expect(throws: UsageError.self) { try TextTemplate(text) }
  }

  @Test func `placeholders are listed`() throws {
    #expect(try TextTemplate("{a}-{{b}}-{c}{a}").placeholders == ["a", "c", "a"])
  }
}
