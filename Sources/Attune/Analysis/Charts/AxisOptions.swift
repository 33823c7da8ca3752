/// How the axes and colour scales of a chart treat values that span decades, and outliers.
///
/// ```swift
/// let all = try study.snapshot.chart(.slice, axes: .full)
/// ```
///
/// The axes of parameters follow the search space: they are logarithmic where the parameter is, and
/// show all its values.
public struct AxisOptions: Sendable, Hashable {
  /// How values become distances.
  public enum Scale: Sendable, Hashable {
    /// Logarithmic where that makes values readable, else linear.
    ///
    /// Logarithmic means: all values are above zero, those that are no outliers span two decades
    /// (the largest is at least 100 times the smallest), and half of them lie in the lowest fifth
    /// of a linear axis.
    case automatic
    /// Equal differences are equally long.
    case linear
    /// Equal ratios are equally long; values that are not above zero have no position and are
    /// counted. Axes without a value above zero, and those of times, stay linear.
    case log
  }

  /// How values become distances.
  public var scale: Scale
  /// Whether outliers are drawn at the edge, so that the other values stay readable.
  ///
  /// An outlier lies further from the middle half of the values than three times its width. Axes are
  /// clipped where that gives the other values at least five times the room, and never on the side
  /// of the best value. The chart counts the outliers in its notes.
  public var clipsOutliers: Bool

  /// Creates options.
  public init(scale: Scale = .automatic, clipsOutliers: Bool = true) {
    self.scale = scale
    self.clipsOutliers = clipsOutliers
  }

  /// Axes on which most values can be told apart, whatever the outliers.
  public static let readable = AxisOptions()
  /// Linear axes with all values to scale.
  public static let full = AxisOptions(scale: .linear, clipsOutliers: false)
}
