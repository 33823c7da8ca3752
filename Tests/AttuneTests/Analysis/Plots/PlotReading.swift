import Testing

@testable import Attune

/// Access to the content of a panel, for tests.
extension ChartPanel {
  /// The marks of a panel with two axes.
  var marks: [ChartMark] {
    if case .plane(_, _, let marks) = content { marks } else { [] }
  }

  /// Returns the discs whose paint satisfies a condition.
  func discs(_ paint: (ChartPaint) -> Bool = { _ in true }) -> [(key: Int?, point: ChartMark.Point)]
  {
    marks.compactMap { mark in
      guard case .disc(let point, _) = mark.shape, paint(mark.paint) else { return nil }
      return (mark.key, point)
    }
  }

  /// The points of the lines and step lines.
  var lines: [(key: Int?, points: [ChartMark.Point])] {
    marks.compactMap { mark in
      switch mark.shape {
      case .line(let points), .steps(let points): (mark.key, points)
      default: nil
      }
    }
  }

  /// The horizontal axis of a panel with two.
  var xAxis: ChartAxis? {
    if case .plane(let x, _, _) = content { x } else { nil }
  }

  /// The vertical axis of a panel with two.
  var yAxis: ChartAxis? {
    if case .plane(_, let y, _) = content { y } else { nil }
  }
}

/// Returns the height of a step line at `x`.
func height(of steps: [ChartMark.Point], at x: Double) -> Double? {
  steps.last { $0.x <= x }?.y
}
