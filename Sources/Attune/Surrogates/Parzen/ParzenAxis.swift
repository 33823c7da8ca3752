/// A dimension of a Parzen estimator.
enum ParzenAxis: Sendable {
  case numeric(NumericAxis)
  case categorical(choiceCount: Int)

  /// The kinds of kernels along a dimension, in ascending order of evaluation time.
  enum Kind: Int, Comparable {
    case continuous, categorical, grid

    static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
  }

  /// Creates the dimension of a parameter.
  ///
  /// - Parameter isOrdered: Whether choices are in ascending order: their indices are modelled as
  ///   integers, so that neighbouring choices are similar.
  init(_ distribution: Distribution, isOrdered: Bool = false) {
    switch distribution {
    case .float(let float): self = .numeric(NumericAxis(float))
    case .int(let int): self = .numeric(NumericAxis(int))
    case .categorical(let categorical):
      let count = categorical.choices.count
      self =
        isOrdered ? .numeric(NumericAxis(choiceCount: count)) : .categorical(choiceCount: count)
    }
  }

  /// The coordinate of a value; the index of a choice.
  func coordinate(of value: ParameterValue) -> Double {
    switch self {
    case .numeric(let axis): axis.encode(value.recorded)
    case .categorical: value.recorded
    }
  }

  /// Whether the difference of the bounds is finite; it may overflow for the widest ranges.
  var hasFiniteWidth: Bool {
    switch self {
    case .numeric(let axis): (axis.high - axis.low).isFinite
    case .categorical: true
    }
  }

  /// The exclusive upper limit of coordinates; trials may have choices that the space no longer
  /// has.
  var coordinateLimit: Double {
    switch self {
    case .numeric: .infinity
    case .categorical(let choiceCount): Double(choiceCount)
    }
  }

  var kind: Kind {
    switch self {
    case .numeric(let axis): axis.step == nil ? .continuous : .grid
    case .categorical: .categorical
    }
  }
}
