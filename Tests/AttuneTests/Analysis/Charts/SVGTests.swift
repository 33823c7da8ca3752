import Foundation
import Testing

@testable import Attune

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Charts are well-formed SVG for any text.
@Suite struct SVGTests {
  private static let hostile =
    "<script>alert('x')</script>\"&amp;]]> \u{202E}RTL\u{0}\u{7}\n שלום 日本語 👩‍👩‍👧 \u{FFFF}"

  private func chart(_ text: String, _ marks: [ChartMark] = []) -> Chart {
    Chart(
      title: text, summary: text, notes: [text],
      panels: [
        ChartPanel(
          title: text, x: ChartAxis(text, .categories([text, "b"])),
          y: ChartAxis(text, .linear(low: 0, high: 1)),
          marks: marks + [.disc(0, 0.5, .series(0), key: 7, hover: text)]),
        ChartPanel(
          axes: [ChartAxis(text, .categories([text]))],
          lines: [ChartPanel.ParallelLine(values: [.nan], paint: .ink, key: 8, hover: text)]),
      ],
      legend: [ChartLegend(text, .box, .muted)],
      gradient: ChartGradient(label: text, low: text, high: text), keyName: "trial")
  }

  @Test(arguments: [ChartTheme.automatic, .light, .dark])
  func `any text makes a well-formed document`(theme: ChartTheme) throws {
    for text in [Self.hostile, String(repeating: Self.hostile, count: 100), "", " "] {
      let svg = chart(text).svg(theme: theme, prefix: "a-1")
      let elements = try parse(svg)
      #expect(!elements.contains("script"))
      #expect(elements.count { $0 == "svg" } == 1)
      #expect(!svg.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
    }
  }

  @Test func `a mark has a key and a tooltip`() {
    let svg = chart("A & B").svg(prefix: "one")
    #expect(svg.contains(" data-trial=\"7\"><title>A &amp; B</title></circle>"))
    #expect(svg.contains(" data-trial=\"8\"><title>A &amp; B</title></path>"))
    #expect(svg.contains("role=\"img\" aria-labelledby=\"one-title one-desc\""))
    #expect(svg.contains("<title id=\"one-title\">A &amp; B</title>"))
    #expect(svg.contains("<desc id=\"one-desc\">A &amp; B A &amp; B</desc>"))
  }

  @Test func `identifiers and styles carry the prefix`() {
    let svg = chart("t").svg(prefix: "two")
    for part in svg.split(separator: "id=\"").dropFirst() { #expect(part.hasPrefix("two")) }
    let styles = svg.components(separatedBy: "<style>")[1].components(separatedBy: "</style>")[0]
    for rule in styles.split(separator: "}") where !rule.hasPrefix("@media") {
      #expect(rule.hasPrefix("#two"), "\(rule)")
    }
  }

  @Test func `a theme is fixed or follows the system`() {
    let chart = chart("t")
    #expect(chart.svg().contains("prefers-color-scheme:dark"))
    #expect(!chart.svg(theme: .light).contains("prefers-color-scheme"))
    #expect(chart.svg(theme: .dark) != chart.svg(theme: .light))
    #expect(chart.svg(theme: .dark).contains("var(--attune-background,#16181d)"))
  }

  @Test func `marks without a position are not drawn`() throws {
    let point = ChartMark.Point(x: 0, y: 0.5)
    let nowhere = ChartMark.Point(x: .nan, y: .infinity)
    let svg = chart(
      "t",
      [
        .disc(.nan, 0, .ink, key: 1), .disc(0, .infinity, .ink, key: 2),
        ChartMark(shape: .line([point, nowhere, point]), paint: .ink, key: 3),
        ChartMark(shape: .steps([nowhere]), paint: .ink, key: 4),
        ChartMark(shape: .box(point, nowhere), paint: .ink, key: 5),
      ]
    ).svg()
    #expect(!svg.contains("nan") && !svg.contains("inf"))
    for key in [1, 2, 4, 5] { #expect(!svg.contains("data-trial=\"\(key)\"")) }
    // The line is interrupted: two moves, no connection.
    let line = try #require(
      svg.split(separator: "\n").first { $0.contains("data-trial=\"3\"") })
    #expect(line.count { $0 == "M" } == 2 && !line.contains("L"))
  }

  @Test func `the title can be omitted`() {
    let titled = chart("A title").svg()
    let untitled = chart("A title").svg(isTitled: false)
    #expect(titled.contains("font-size=\"15\"") && !untitled.contains("font-size=\"15\""))
  }

  @Test func `a prefix that is not an identifier is rejected`() async {
    await #expect(processExitsWith: .failure) {
      let chart = Chart(title: "", summary: "", panels: [], keyName: "k")
      _ = chart.svg(prefix: "a b")
    }
  }

  @Test(arguments: [
    ("short", 100.0, "short"), ("abcdefghijklmnopqrstuvwxyz", 60.0, "abcd…z"), ("abc", 0.0, "…"),
  ])
  func `long texts keep both ends`(text: String, width: Double, expected: String) {
    let shortened = TextFit.shortened(text, to: width, size: 11)
    if text == expected || width == 0 { #expect(shortened == expected) }
    #expect(width == 0 || TextFit.width(of: shortened, size: 11) <= width)
    #expect(shortened.first == text.first || width == 0)
    #expect(shortened.last == text.last || width == 0)
  }

  @Test func `isobands enclose the values that reach a level`() {
    // A plane that rises from 0 on the left to 1 on the right: half of it reaches 0.5.
    let slope = Isobands(values: [[0, 1], [0, 1]]).polygons(reaching: 0.5)
    #expect(slope.map(area).reduce(0, +).isClose(to: 0.5, within: 1e-12))
    // The corner triangle beyond x + y = 1.5.
    let corner = Isobands(values: [[0, 1], [1, 2]]).polygons(reaching: 1.5)
    #expect(corner.map(area).reduce(0, +).isClose(to: 0.125, within: 1e-12))
    let all = Isobands(values: [[1, 1, 1], [1, 1, 1], [1, 1, 1]])
    #expect(all.polygons(reaching: 1).map(area) == [0.5, 0.5])
    #expect(all.polygons(reaching: 1.1).isEmpty)
  }

  /// The area of a polygon by the shoelace formula.
  private func area(_ polygon: [ChartMark.Point]) -> Double {
    zip(polygon, polygon.dropFirst() + polygon.prefix(1))
      .reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) / 2 }
  }
}

/// The names of the elements of a document, which must be well-formed.
func parse(_ xml: String) throws -> [String] {
  final class Reader: NSObject, XMLParserDelegate {
    var elements: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements.append(name)
    }
  }
  let parser = XMLParser(data: Data(xml.utf8))
  let reader = Reader()
  parser.delegate = reader
  try #require(parser.parse(), "\(String(describing: parser.parserError))")
  return reader.elements
}
