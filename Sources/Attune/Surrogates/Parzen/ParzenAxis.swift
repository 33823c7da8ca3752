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
  init(_ distribution: Distribution) {
    switch distribution {
    case .float(let float): self = .numeric(NumericAxis(float))
    case .int(let int): self = .numeric(NumericAxis(int))
    case .categorical(let categorical): self = .categorical(choiceCount: categorical.choices.count)
    }
  }

  /// Whether the difference of the bounds is finite; it may overflow for the widest ranges.
  var hasFiniteWidth: Bool {
    switch self {
    case .numeric(let axis): (axis.high - axis.low).isFinite
    case .categorical: true
    }
  }

  /// The mean of the prior: the middle (L + H) / 2; for choices −1, since the prior is uniform.
  var priorCentre: Double {
    switch self {
    case .numeric(let axis): axis.low + (axis.high - axis.low) / 2
    case .categorical: -1
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
