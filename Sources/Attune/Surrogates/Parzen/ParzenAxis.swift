/// A dimension of a Parzen estimator.
enum ParzenAxis: Sendable {
  case numeric(NumericAxis)
  case categorical(choiceCount: Int)

  /// What a kernel's values along a dimension are, in the order of what they cost.
  enum Kind: Int, Comparable {
    case continuous, categorical, grid

    static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
  }

  /// Describes the dimension along which a parameter lies.
  init(_ distribution: Distribution) {
    switch distribution {
    case .float(let float): self = .numeric(NumericAxis(float))
    case .int(let int): self = .numeric(NumericAxis(int))
    case .categorical(let categorical): self = .categorical(choiceCount: categorical.choices.count)
    }
  }

  /// Whether distances along the dimension are numbers: not so when the bounds are as far apart as can
  /// be.
  var hasFiniteWidth: Bool {
    switch self {
    case .numeric(let axis): (axis.high - axis.low).isFinite
    case .categorical: true
    }
  }

  /// The centre of the prior: the middle, or −1 since it favours no choice.
  var priorCentre: Double {
    switch self {
    case .numeric(let axis): axis.low + (axis.high - axis.low) / 2
    case .categorical: -1
    }
  }

  /// What coordinates lie below: the space may have lost choices that trials had.
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
