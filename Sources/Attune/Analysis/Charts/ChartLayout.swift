/// The positions of all elements of a chart, in pixels.
struct ChartLayout {
  /// A rectangle.
  struct Frame {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }
  }

  /// The ticks of a panel's axes, with labels that fit.
  struct PanelTicks {
    var x: [ChartTick] = []
    var y: [ChartTick] = []
    /// Whether the labels of the x axis are vertical.
    var isVertical = false
  }

  static let width = 760.0
  static let tickSize = 11.0
  static let labelSize = 12.0
  static let titleSize = 15.0
  static let lineHeight = 16.0
  /// The margin of the image.
  static let edge = 12.0
  private static let gap = 18.0

  /// The plotting areas of the panels.
  private(set) var planes: [Frame] = []
  private(set) var ticks: [PanelTicks] = []
  /// The positions of the legend's entries, followed by that of the gradient.
  private(set) var legend: [(x: Double, y: Double)] = []
  private(set) var notes: [String] = []
  /// The baseline of the first note.
  private(set) var notesTop = 0.0
  private(set) var height = 0.0
  /// The maximum width of the labels of a vertical axis.
  let labelSpace: Double

  init(_ chart: Chart, isTitled: Bool) {
    let columns = max(1, min(chart.columnCount, chart.panels.count))
    labelSpace = [220.0, 120, 84, 64][min(columns, 4) - 1]
    var top = Self.edge + (isTitled ? Self.titleSize + 8 : 0)
    top = placeLegend(of: chart, top: top)

    let slot = (Self.width - 2 * Self.edge - Double(columns - 1) * Self.gap) / Double(columns)
    let usualHeight = [320.0, 220, 165, 130][min(columns, 4) - 1]
    let heights = chart.panels.map { $0.height ?? usualHeight }
    ticks = zip(chart.panels, heights).map { panel, height in
      guard case .plane(_, let y, _) = panel.content else { return PanelTicks() }
      return PanelTicks(y: yTicks(y.scale, height: height))
    }
    // All panels have the widest margins, so that their plotting areas are aligned.
    let left = zip(chart.panels, ticks).map { leftMargin($0, $1) }.max() ?? 0
    let right = chart.panels.map { isParallel($0) ? 60.0 : 14 }.max() ?? 0
    let planeWidth = slot - left - right
    for (index, panel) in chart.panels.enumerated() {
      guard case .plane(let x, _, _) = panel.content else { continue }
      (ticks[index].x, ticks[index].isVertical) = xTicks(x.scale, width: planeWidth)
    }
    let titleHeight = chart.panels.contains { $0.title != nil } ? 20.0 : 4
    for start in stride(from: 0, to: chart.panels.count, by: columns) {
      let row = start..<min(start + columns, chart.panels.count)
      let rowHeight = row.map { heights[$0] }.max() ?? 0
      let bottom = row.map { bottomMargin(chart.panels[$0], ticks[$0]) }.max() ?? 0
      for index in row {
        planes.append(
          Frame(
            x: Self.edge + Double(index - start) * (slot + Self.gap) + left,
            y: top + titleHeight + topMargin(chart.panels[index]), width: planeWidth,
            height: rowHeight - topMargin(chart.panels[index])))
      }
      top += titleHeight + rowHeight + bottom + 10
    }

    notes = chart.notes.flatMap {
      TextFit.lines($0, within: Self.width - 2 * Self.edge, size: Self.tickSize)
    }
    notesTop = top + Self.tickSize
    height = top + Double(notes.count) * Self.lineHeight + Self.edge
  }
}

extension ChartLayout {
  /// Returns the width of a legend entry.
  static func width(of entry: ChartLegend) -> Double {
    28 + TextFit.width(of: legendText(entry.label), size: tickSize) + 12
  }

  /// Returns a legend label, shortened to fit.
  static func legendText(_ label: String) -> String {
    TextFit.shortened(label, to: 220, size: tickSize)
  }

  /// The total width of a gradient's swatches.
  static let gradientWidth = 120.0

  private mutating func placeLegend(of chart: Chart, top: Double) -> Double {
    var widths = chart.legend.map { Self.width(of: $0) }
    if let gradient = chart.gradient {
      let texts = [gradient.label, gradient.low, gradient.high].map { Self.legendText($0) }
      widths.append(
        texts.reduce(Self.gradientWidth + 30) { $0 + TextFit.width(of: $1, size: Self.tickSize) })
    }
    guard !widths.isEmpty else { return top }
    var (x, y) = (Self.edge, top)
    for width in widths {
      if x > Self.edge, x + width > Self.width - Self.edge { (x, y) = (Self.edge, y + 18) }
      legend.append((x, y + Self.tickSize))
      x += width
    }
    return y + 22
  }

  private func yTicks(_ scale: ChartScale, height: Double) -> [ChartTick] {
    if case .categories = scale { return scale.ticks(about: Int(height / 13)) }
    return scale.ticks(about: max(2, Int(height / 38)))
  }

  private func leftMargin(_ panel: ChartPanel, _ ticks: PanelTicks) -> Double {
    guard case .plane(_, let y, _) = panel.content else { return 60 }
    let widest = ticks.y.map {
      min(labelSpace, TextFit.width(of: $0.text, size: Self.tickSize))
    }.max()
    return (widest ?? 0) + 12 + (y.label.isEmpty ? 0 : Self.lineHeight)
  }

  private func isParallel(_ panel: ChartPanel) -> Bool {
    if case .parallel = panel.content { true } else { false }
  }

  /// The names of parallel axes are above them.
  private func topMargin(_ panel: ChartPanel) -> Double { isParallel(panel) ? 24 : 0 }

  private func bottomMargin(_ panel: ChartPanel, _ ticks: PanelTicks) -> Double {
    guard case .plane(let x, _, _) = panel.content else { return 34 }
    var labels = Self.lineHeight
    if ticks.isVertical {
      let widest = ticks.x.map { TextFit.width(of: $0.text, size: Self.tickSize) }.max() ?? 0
      labels = min(Self.verticalLabelSpace, widest) + 6
    }
    return labels + 4 + (x.label.isEmpty ? 0 : Self.lineHeight)
  }

  /// The maximum length of vertical labels.
  static let verticalLabelSpace = 90.0

  private func xTicks(_ scale: ChartScale, width: Double) -> ([ChartTick], isVertical: Bool) {
    if case .categories(let labels) = scale {
      let available = width / Double(max(1, labels.count)) - 6
      let widths = labels.map { TextFit.width(of: $0, size: Self.tickSize) }
      if widths.allSatisfy({ $0 <= available }) { return (scale.ticks(about: labels.count), false) }
      if available >= 48 {
        let ticks = labels.enumerated().map {
          ChartTick(value: Double($0.offset), text: $0.element)
        }
        return (ticks, false)
      }
      return (scale.ticks(about: max(1, Int(width / 14))), true)
    }
    // Reduces the number of ticks until the labels fit. At least two are shown, since a single tick
    // gives no distance.
    var widest: [ChartTick] = []
    for count in (1...max(2, Int(width / 45))).reversed() {
      // A label at the end of the axis may extend to the edge of the image.
      let ticks = scale.ticks(about: count).filter {
        let half = TextFit.width(of: $0.text, size: Self.tickSize) / 2
        return scale.fraction(of: $0.value) * width + half <= width + 14 + Self.edge
      }
      if ticks.count > 1, fits(ticks, scale, width) { return (ticks, false) }
      if widest.count < 2, let first = ticks.first, let last = ticks.last, ticks.count > 1 {
        widest = [first, last]
      }
    }
    if widest.count == 2, fits(widest, scale, width) { return (widest, false) }
    let ticks = scale.ticks(about: 2)
    return (ticks, ticks.count > 1)
  }

  /// Returns the maximum width of a category label below an axis.
  static func categorySpace(_ scale: ChartScale, width: Double) -> Double {
    guard case .categories(let labels) = scale else { return .infinity }
    return width / Double(max(1, labels.count)) - 6
  }

  private func fits(_ ticks: [ChartTick], _ scale: ChartScale, _ width: Double) -> Bool {
    var end = -Double.infinity
    for tick in ticks {
      let position = scale.fraction(of: tick.value) * width
      let half = TextFit.width(of: tick.text, size: Self.tickSize) / 2
      if position - half < end { return false }
      end = position + half + 6
    }
    return true
  }
}
