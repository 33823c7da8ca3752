/// Draws a chart as SVG.
struct ChartDrawing {
  let chart: Chart
  let layout: ChartLayout
  var writer = SVGWriter()

  init(_ chart: Chart, isTitled: Bool) {
    self.chart = chart
    layout = ChartLayout(chart, isTitled: isTitled)
  }

  mutating func draw(theme: ChartTheme, id: String, isTitled: Bool) {
    writer.write("<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"\(id)\" role=\"img\"")
    writer.write(" aria-labelledby=\"\(id)-title \(id)-desc\" viewBox=\"0 0 ")
    writer.write(ChartLayout.width)
    writer.write(" ")
    writer.write(layout.height.rounded(.up))
    writer.write("\"")
    writer.write("width", ChartLayout.width)
    writer.write("height", layout.height.rounded(.up))
    writer.write(" style=\"max-width:100%;height:auto\">\n<title id=\"\(id)-title\">")
    writer.write(escaped: chart.title)
    writer.write("</title>\n<desc id=\"\(id)-desc\">")
    writer.write(escaped: ([chart.summary] + chart.notes).joined(separator: " "))
    writer.write("</desc>\n<style>\(theme.styleSheet(for: id))</style>\n")
    writer.write("<rect class=\"back\" width=\"100%\" height=\"100%\"/>\n")
    if isTitled {
      let maxWidth = ChartLayout.width - 2 * ChartLayout.edge
      text(
        chart.title, x: ChartLayout.edge, y: ChartLayout.edge + ChartLayout.titleSize - 2,
        size: ChartLayout.titleSize, maxWidth: maxWidth, extra: " font-weight=\"600\"")
    }
    drawLegend()
    for index in chart.panels.indices { drawPanel(index) }
    for (index, note) in layout.notes.enumerated() {
      text(
        note, x: ChartLayout.edge,
        y: layout.notesTop + Double(index) * ChartLayout.lineHeight, size: ChartLayout.tickSize,
        extra: " opacity=\".8\"")
    }
    writer.write("</svg>\n")
  }

  /// Writes a text, truncated to a width; the tooltip then has the full text.
  mutating func text(
    _ text: String, x: Double, y: Double, size: Double, anchor: String = "start",
    maxWidth: Double = .infinity, isHaloed: Bool = false, extra: String = ""
  ) {
    let shown = maxWidth.isFinite ? TextFit.shortened(text, to: maxWidth, size: size) : text
    writer.write("<text")
    writer.write("x", x)
    writer.write("y", y)
    writer.write("font-size", size)
    if anchor != "start" { writer.write(" text-anchor=\"\(anchor)\"") }
    if isHaloed { writer.write(" class=\"halo\"") }
    writer.write(extra + ">")
    writer.write(escaped: shown)
    if shown.utf8.count < text.utf8.count { writer.writeTitle(text) }
    writer.write("</text>\n")
  }

  /// Writes a line of an axis or a grid.
  mutating func line(_ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    writer.write("<path class=\"\(kind)\" d=\"M")
    writer.write(x1)
    writer.write(" ")
    writer.write(y1)
    writer.write("L")
    writer.write(x2)
    writer.write(" ")
    writer.write(y2)
    writer.write("\"/>\n")
  }

  private mutating func drawLegend() {
    for (entry, position) in zip(chart.legend, layout.legend) {
      let y = position.y - 4
      switch entry.symbol {
      case .disc:
        writer.write("<circle class=\"f-\(entry.paint.name)\"")
        writer.write("cx", position.x + 14)
        writer.write("cy", y)
        writer.write(" r=\"4\"/>\n")
      case .line, .dashes:
        writer.write("<path class=\"l-\(entry.paint.name)\" stroke-width=\"2\"")
        if entry.symbol == .dashes { writer.write(" stroke-dasharray=\"4 3\"") }
        writer.write(" d=\"M")
        writer.write(position.x + 4)
        writer.write(" ")
        writer.write(y)
        writer.write("h20\"/>\n")
      case .box:
        writer.write("<rect class=\"f-\(entry.paint.name)\"")
        writer.write("x", position.x + 8)
        writer.write("y", y - 5)
        writer.write(" width=\"12\" height=\"10\"/>\n")
      }
      text(
        entry.label, x: position.x + 28, y: position.y, size: ChartLayout.tickSize, maxWidth: 220)
    }
    if let gradient = chart.gradient, let position = layout.legend.last {
      drawGradient(gradient, x: position.x + 4, y: position.y)
    }
  }

  private mutating func drawGradient(_ gradient: ChartGradient, x: Double, y: Double) {
    var x = x
    for (index, label) in [gradient.label, gradient.low, gradient.high].enumerated() {
      if index == 2 {
        let width = ChartLayout.gradientWidth / Double(ChartPaint.shadeCount)
        for shade in 0..<ChartPaint.shadeCount {
          writer.write("<rect class=\"f-shade-\(shade)\"")
          writer.write("x", x)
          writer.write("y", y - 9)
          writer.write("width", width)
          writer.write(" height=\"10\"/>\n")
          x += width
        }
        x += 6
      }
      text(label, x: x, y: y, size: ChartLayout.tickSize, maxWidth: 220)
      let shown = ChartLayout.legendText(label)
      x += TextFit.width(of: shown, size: ChartLayout.tickSize) + (index == 0 ? 10 : 6)
    }
  }
}
