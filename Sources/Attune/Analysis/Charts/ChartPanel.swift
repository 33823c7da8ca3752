/// A part of a chart with axes of its own.
struct ChartPanel: Sendable {
  /// How the marks are placed.
  enum Content: Sendable {
    /// By two axes at right angles.
    case plane(x: ChartAxis, y: ChartAxis, marks: [ChartMark])
    /// As lines across upright axes that stand side by side.
    case parallel(axes: [ChartAxis], lines: [ParallelLine])
  }

  /// A line that meets each axis at a value; NaN where it has none.
  struct ParallelLine: Sendable {
    let values: [Double]
    let paint: ChartPaint
    var isDashed = false
    var key: Int?
    var hover = ""
  }

  /// What stands above the panel.
  var title: String?
  let content: Content
  /// How high the plane is where the panel stands alone; nil for the usual height.
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
