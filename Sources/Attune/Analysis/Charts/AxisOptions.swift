/// How the axes and colour scales of a chart show outliers and values that span decades.
///
/// ```swift
/// let all = try study.snapshot.chart(.slice, axes: .full)
/// ```
///
/// Axes of parameters follow the search space: they are logarithmic if the parameter is, and show all
/// its values.
public struct AxisOptions: Sendable, Hashable {
  /// The mapping from values to distances.
  package enum Scale: Sendable, Hashable {
    /// Logarithmic if that makes values more readable, otherwise linear.
    ///
    /// The scale is logarithmic if all values are positive, the values without outliers span two
    /// decades (the largest is at least 100 times the smallest), and half of them lie in the lowest
    /// fifth of a linear axis.
    case automatic
    /// Equal differences have equal lengths.
    case linear
    /// Equal ratios have equal lengths. Values that are not positive have no position and are
    /// counted in the notes. Axes without a positive value, and time axes, stay linear.
    case log
  }

  /// The mapping from values to distances.
  package var scale: Scale
  /// Whether outliers are drawn at the edge, so that the other values stay readable.
  ///
  /// An outlier lies more than three interquartile ranges from the quartiles. An axis is clipped if
  /// that magnifies the other values at least five times, and never on the side of the best value. The
  /// notes of the chart count the outliers.
  package var clipsOutliers: Bool

  /// Creates options.
  package init(scale: Scale = .automatic, clipsOutliers: Bool = true) {
    self.scale = scale
    self.clipsOutliers = clipsOutliers
  }

  /// Axes that keep most values distinguishable despite outliers.
  public static let readable = AxisOptions()
  /// Linear axes with the full range of values.
  public static let full = AxisOptions(scale: .linear, clipsOutliers: false)
}
