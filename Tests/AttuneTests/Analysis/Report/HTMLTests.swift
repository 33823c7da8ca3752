import Foundation
import Testing

@testable import Attune

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Interpolated text is escaped, whatever its content.
@Suite struct HTMLTests {
  @Test(arguments: [
    ("<script>", "&lt;script&gt;"), ("a & b", "a &amp; b"), ("&lt;", "&amp;lt;"),
    ("\" x='", "&quot; x=&#39;"), ("]]>", "]]&gt;"), ("line\nand\ttab", "line\nand\ttab"),
    ("\u{0}\u{1B}\r\u{7F}\u{85}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("\u{202E}a\u{2066}b", "\u{FFFD}a\u{FFFD}b"), ("\u{FFFE}\u{1FFFF}", "\u{FFFD}\u{FFFD}"),
    ("שלום 日本 👩‍🚀", "שלום 日本 👩‍🚀"),
  ])
  func `interpolated text is escaped`(text: String, escaped: String) {
    let markup: HTML = "<p title=\"\(text)\">\(text)</p>"
    #expect(markup.text == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test func `interpolated markup is not escaped`() {
    let part: HTML = "<b>\("&") \(1)</b>"
    var whole: HTML = "<p>\(part)</p>"
    whole += HTML(trusted: "<hr>")
    #expect(whole.text == "<p><b>&amp; 1</b></p><hr>")
  }

  @Test func `an XML parser reads every character back`() throws {
    let text = String(String.UnicodeScalarView((0x20..<0x2000).compactMap { Unicode.Scalar($0) }))
      .replacing(/[\x7F-\x9F]/, with: "")
    let page: HTML = "<p title=\"\(text)\">\(text)</p>"
    let reader = Reader()
    let parser = XMLParser(data: Data(page.text.utf8))
    parser.delegate = reader
    #expect(parser.parse())
    #expect(Array(reader.content.utf8) == Array(text.utf8))
    #expect(Array(reader.title.utf8) == Array(text.utf8))
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var title = ""
    var content = ""

    func parser(
      _: XMLParser, didStartElement _: String, namespaceURI _: String?, qualifiedName _: String?,
      attributes: [String: String]
    ) {
      title = attributes["title"] ?? ""
    }

    func parser(_: XMLParser, foundCharacters characters: String) {
      content += characters
    }
  }
}
