/// A part of a chart with its own axes.
struct ChartPanel: Sendable {
  /// The coordinate system and the marks.
  enum Content: Sendable {
    /// Two perpendicular axes.
    case plane(x: ChartAxis, y: ChartAxis, marks: [ChartMark])
    /// Parallel coordinates: lines across vertical axes.
    case parallel(axes: [ChartAxis], lines: [ParallelLine])
  }

  /// A line across parallel axes, with a value for each axis, or NaN.
  struct ParallelLine: Sendable {
    let values: [Double]
    let paint: ChartPaint
    var isDashed = false
    var key: Int?
    var hover = ""
  }

  /// The title above the panel.
  var title: String?
  let content: Content
  /// The height of the plotting area; nil for the default height.
  var height: Double?

  init(title: String? = nil, x: ChartAxis, y: ChartAxis, marks: [ChartMark], height: Double? = nil)
  {
    self.title = title
    content = .plane(x: x, y: y, marks: marks)
    self.height = height
  }

  /// All axes.
  var axes: [ChartAxis] {
    switch content {
    case .plane(let x, let y, _): [x, y]
    case .parallel(let axes, _): axes
    }
  }

  init(title: String? = nil, axes: [ChartAxis], lines: [ParallelLine]) {
    self.title = title
    content = .parallel(axes: axes, lines: lines)
  }
}
