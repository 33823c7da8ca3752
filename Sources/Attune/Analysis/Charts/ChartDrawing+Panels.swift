extension ChartDrawing {
  /// Draws a panel with its axes and marks.
  mutating func drawPanel(_ index: Int) {
    let panel = chart.panels[index]
    let frame = layout.planes[index]
    writer.write("<g>\n")
    if let title = panel.title {
      text(
        title, x: frame.x, y: frame.y - 7 - (isParallel(panel) ? 24 : 0),
        size: ChartLayout.labelSize, maxWidth: frame.width, extra: " font-weight=\"600\"")
    }
    switch panel.content {
    case .plane(let x, let y, let marks):
      drawAxes(x, y, layout.ticks[index], frame)
      var edges = EdgeMarks(x: x, y: y, frame: frame)
      for mark in marks { draw(mark, x.scale, y.scale, frame, &edges) }
      for arrow in edges.unmarkedLineArrows { draw(arrow, nil) }
    case .parallel(let axes, let lines): drawParallel(axes, lines, frame)
    }
    writer.write("</g>\n")
  }

  private func isParallel(_ panel: ChartPanel) -> Bool {
    if case .parallel = panel.content { true } else { false }
  }

  private mutating func drawAxes(
    _ x: ChartAxis, _ y: ChartAxis, _ ticks: ChartLayout.PanelTicks, _ frame: ChartLayout.Frame
  ) {
    let (size, bottom) = (ChartLayout.tickSize, frame.bottom)
    var longest = 0.0
    for tick in ticks.x {
      let position = frame.x + x.scale.fraction(of: tick.value) * frame.width
      line("grid", position, x.hasGrid ? frame.y : bottom, position, bottom + 4)
      if ticks.isVertical {
        let width = TextFit.width(of: tick.text, size: size)
        longest = max(longest, min(width, ChartLayout.verticalLabelSpace))
        writer.write("<g transform=\"translate(")
        writer.write(position + 4)
        writer.write(" ")
        writer.write(bottom + 7)
        writer.write(") rotate(-90)\">")
        text(
          tick.text, x: 0, y: 0, size: size, anchor: "end", maxWidth: ChartLayout.verticalLabelSpace
        )
        writer.write("</g>\n")
      } else {
        text(
          tick.text, x: position, y: bottom + 15, size: size, anchor: "middle",
          maxWidth: ChartLayout.categorySpace(x.scale, width: frame.width))
      }
    }
    for tick in ticks.y {
      let position = frame.bottom - y.scale.fraction(of: tick.value) * frame.height
      line("grid", frame.x - 4, position, y.hasGrid ? frame.right : frame.x, position)
      text(
        tick.text, x: frame.x - 7, y: position + 4, size: size, anchor: "end",
        maxWidth: layout.labelSpace)
    }
    line("axis", frame.x, bottom, frame.right, bottom)
    line("axis", frame.x, frame.y, frame.x, bottom)
    if !x.label.isEmpty {
      let labels = ticks.isVertical ? longest + 6 : ChartLayout.lineHeight
      text(
        x.label, x: frame.x + frame.width / 2, y: bottom + labels + 16,
        size: ChartLayout.labelSize, anchor: "middle", maxWidth: frame.width)
    }
    if !y.label.isEmpty {
      let widest =
        ticks.y.map { min(layout.labelSpace, TextFit.width(of: $0.text, size: size)) }.max() ?? 0
      writer.write("<g transform=\"translate(")
      writer.write(frame.x - widest - 15)
      writer.write(" ")
      writer.write(frame.y + frame.height / 2)
      writer.write(") rotate(-90)\">")
      text(
        y.label, x: 0, y: 0, size: ChartLayout.labelSize, anchor: "middle", maxWidth: frame.height)
      writer.write("</g>\n")
    }
  }

  private mutating func draw(
    _ mark: ChartMark, _ xScale: ChartScale, _ yScale: ChartScale, _ frame: ChartLayout.Frame,
    _ edges: inout EdgeMarks
  ) {
    // In pixels; nil if the value has no position on an axis.
    func pixel(_ point: ChartMark.Point) -> (x: Double, y: Double)? {
      let x = frame.x + xScale.fraction(of: point.x) * frame.width
      let y = frame.bottom - yScale.fraction(of: point.y) * frame.height
      return x.isFinite && y.isFinite ? (x, y) : nil
    }
    switch mark.shape {
    case .disc(let center, let radius):
      guard let at = pixel(center) else { return }
      if let arrow = edges.arrow(at: center, at, size: radius + 1.5, paint: mark.paint) {
        return draw(arrow, mark)
      }
      writer.write("<circle class=\"f-\(mark.paint.name) rim\"")
      writer.write("cx", at.x)
      writer.write("cy", at.y)
      writer.write("r", radius)
      end(mark, "circle")
    case .line(let values), .steps(let values):
      let isStepped = if case .steps = mark.shape { true } else { false }
      let points = values.map(pixel)
      var isInside = true
      for (value, point) in zip(values, points) {
        guard let point else { continue }
        isInside = edges.addLine(through: value, point, paint: mark.paint) && isInside
      }
      guard !isInside else { return drawPath(mark, points, isStepped: isStepped) }
      let line = isStepped ? LineClip.corners(ofSteps: points) : points
      drawPath(mark, LineClip.part(of: line, inside: frame), isStepped: false)
    case .box(let a, let b):
      guard let from = pixel(a), let to = pixel(b) else { return }
      let isOutside = edges.addBox(from: (a, from), to: (b, to), paint: mark.paint)
      guard !isOutside else { return }
      let (start, stop) =
        edges.isClipped ? (frame.nearest(to: from), frame.nearest(to: to)) : (from, to)
      writer.write("<rect class=\"f-\(mark.paint.name)\"")
      writer.write("x", min(start.x, stop.x))
      writer.write("y", min(start.y, stop.y))
      // The minimum size at which a box is visible and can be pointed at.
      writer.write("width", max(1, abs(start.x - stop.x)))
      writer.write("height", max(0.6, abs(start.y - stop.y)))
      end(mark, "rect")
    case .area(let polygons):
      writer.write("<path class=\"f-\(mark.paint.name)\" d=\"")
      for polygon in polygons {
        for (index, corner) in polygon.enumerated() {
          writer.write(index == 0 ? "M" : "L")
          writer.write(frame.x + corner.x * frame.width)
          writer.write(" ")
          writer.write(frame.bottom - corner.y * frame.height)
        }
        writer.write("z")
      }
      writer.write("\"")
      end(mark, "path")
    }
  }

  /// Draws a line that is interrupted where a point is nil.
  private mutating func drawPath(
    _ mark: ChartMark, _ points: [(x: Double, y: Double)?], isStepped: Bool
  ) {
    guard points.contains(where: { $0 != nil }) else { return }
    writer.write("<path class=\"l-\(mark.paint.name)\(mark.key == nil ? "" : " key")\" d=\"")
    var isOpen = false
    for case let point in points {
      guard let point else {
        isOpen = false
        continue
      }
      if isOpen, isStepped {
        writer.write("H")
        writer.write(point.x)
        writer.write("V")
      } else {
        writer.write(isOpen ? "L" : "M")
        writer.write(point.x)
        writer.write(" ")
      }
      writer.write(point.y)
      isOpen = true
    }
    writer.write("\"")
    writer.write("stroke-width", mark.width)
    // With round caps a line of a single point is visible as a dot.
    writer.write(" stroke-linecap=\"round\" stroke-linejoin=\"round\"")
    if mark.isDashed { writer.write(" stroke-dasharray=\"4 3\"") }
    end(mark, "path")
  }

  /// Draws the triangle for values beyond an edge, with the tooltip of a mark.
  private mutating func draw(_ arrow: EdgeMarks.Arrow, _ mark: ChartMark?) {
    writer.write("<polygon class=\"f-\(arrow.paint.name) rim\" points=\"")
    for corner in arrow.corners {
      writer.write(corner.x)
      writer.write(",")
      writer.write(corner.y)
      writer.write(" ")
    }
    writer.write("\"")
    guard let mark else { return writer.write(" pointer-events=\"none\"/>\n") }
    end(mark, "polygon")
  }

  private mutating func end(_ mark: ChartMark, _ element: String) {
    if mark.opacity < 1 { writer.write(" opacity=\"\(mark.opacity)\"") }
    if let key = mark.key { writer.write(" data-\(chart.keyName)=\"\(key)\"") }
    guard !mark.hover.isEmpty else {
      // A mark without a tooltip must not hide the tooltips of others.
      if mark.key == nil { writer.write(" pointer-events=\"none\"") }
      return writer.write("/>\n")
    }
    writer.write(">")
    writer.writeTitle(mark.hover)
    writer.write("</\(element)>\n")
  }

  private mutating func drawParallel(
    _ axes: [ChartAxis], _ lines: [ChartPanel.ParallelLine], _ frame: ChartLayout.Frame
  ) {
    let slot = frame.width / Double(max(1, axes.count - 1))
    let below = frame.bottom + 14
    let hasGap = axes.indices.map { axis in lines.contains { $0.values[axis].isNaN } }
    // Many lines are transparent, so that the last ones do not hide the others.
    let opacity = max(0.2, min(0.6, 60 / Double(max(1, lines.count))))
    for line in lines {
      writer.write("<path class=\"l-\(line.paint.name) key\" d=\"")
      for (index, axis) in axes.enumerated() {
        let fraction = axis.fractionOnAxis(of: line.values[index])
        writer.write(index == 0 ? "M" : "L")
        writer.write(frame.x + Double(index) * slot)
        writer.write(" ")
        writer.write(fraction.isFinite ? frame.bottom - fraction * frame.height : below)
      }
      writer.write("\" stroke-width=\"1.2\" opacity=\"\(opacity.shortText)\"")
      if line.isDashed { writer.write(" stroke-dasharray=\"4 3\"") }
      if let key = line.key { writer.write(" data-\(chart.keyName)=\"\(key)\"") }
      writer.write(">")
      writer.writeTitle(line.hover)
      writer.write("</path>\n")
    }
    for (index, axis) in axes.enumerated() {
      let x = frame.x + Double(index) * slot
      line("axis", x, frame.y, x, frame.bottom)
      text(
        axis.label, x: x, y: frame.y - 10, size: ChartLayout.tickSize, anchor: "middle",
        maxWidth: min(slot - 8, 150), extra: " font-weight=\"600\"")
      for side in [1, -1] where lines.contains(where: { axis.side(of: $0.values[index]) == side }) {
        let end = (x: x, y: side > 0 ? frame.y : frame.bottom)
        draw(
          EdgeMarks.Arrow(tip: end, pointing: side > 0 ? .up : .down, size: 4.5, paint: .ink), nil)
      }
      let count = Int(frame.height / 13)
      let isCategories = if case .categories = axis.scale { true } else { false }
      for tick in axis.scale.ticks(about: isCategories ? count : 5) {
        let y = frame.bottom - axis.scale.fraction(of: tick.value) * frame.height
        line("axis", x - 3, y, x, y)
        text(
          tick.text, x: x - 5, y: y + 4, size: 10, anchor: "end",
          maxWidth: index == 0 ? 54 : min(slot - 14, 110), isHaloed: true)
      }
      if hasGap[index] {
        text("not set", x: x - 5, y: below + 4, size: 10, anchor: "end", isHaloed: true)
      }
    }
  }
}
