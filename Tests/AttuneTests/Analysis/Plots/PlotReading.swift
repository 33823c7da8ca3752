import Testing

@testable import Attune

/// What a panel of a chart shows, for tests to look at.
extension ChartPanel {
  /// The marks of a panel with two axes.
  var marks: [ChartMark] {
    if case .plane(_, _, let marks) = content { marks } else { [] }
  }

  /// The discs, by the paint they have.
  func discs(_ paint: (ChartPaint) -> Bool = { _ in true }) -> [(key: Int?, place: ChartMark.Place)]
  {
    marks.compactMap { mark in
      guard case .disc(let place, _) = mark.shape, paint(mark.paint) else { return nil }
      return (mark.key, place)
    }
  }

  /// The places of the lines and steps.
  var lines: [(key: Int?, places: [ChartMark.Place])] {
    marks.compactMap { mark in
      switch mark.shape {
      case .line(let places), .steps(let places): (mark.key, places)
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

/// The height at a place of a line that goes on level to each next place.
func height(of steps: [ChartMark.Place], at x: Double) -> Double? {
  steps.last { $0.x <= x }?.y
}
