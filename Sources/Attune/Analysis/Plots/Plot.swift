/// A picture that can be made of a study: which one, and what of the study it shows.
///
/// ```swift
/// let history = try study.snapshot.chart(.optimizationHistory)
/// let contour = try study.snapshot.chart(.contour.showing(parameters: ["rate", "layers"]))
/// ```
///
/// Which trials enter is as in Optuna's `optuna.visualization`.
public struct Plot: Sendable, Hashable {
  /// The pictures that there are.
  enum Kind: String, Sendable, CaseIterable {
    case optimizationHistory = "optimization-history"
    case importances = "parameter-importances"
    case slice
    case contour
    case parallelCoordinates = "parallel-coordinates"
    case rank
    case distribution = "empirical-distribution"
    case intermediateValues = "intermediate-values"
    case pruning
    case timeline
    case paretoFront = "pareto-front"
    case hypervolumeHistory = "hypervolume-history"
  }

  let kind: Kind
  private(set) var parameters: [String]?
  private(set) var objective: Int?
  private(set) var reference: [Double]?

  private init(_ kind: Kind) {
    self.kind = kind
  }

  /// All pictures, in the order in which a report shows them.
  public static let all: [Plot] = Kind.allCases.map { Plot($0) }

  /// The name, as the command takes it: `optimization-history`.
  public var name: String { kind.rawValue }

  /// The name for a heading.
  public var title: String {
    switch kind {
    case .optimizationHistory: "Optimization history"
    case .importances: "Parameter importances"
    case .slice: "Slice"
    case .contour: "Contour"
    case .parallelCoordinates: "Parallel coordinates"
    case .rank: "Rank"
    case .distribution: "Empirical distribution"
    case .intermediateValues: "Intermediate values"
    case .pruning: "Pruning"
    case .timeline: "Timeline"
    case .paretoFront: "Pareto front"
    case .hypervolumeHistory: "Hypervolume history"
    }
  }
}

extension Plot {
  /// The objective values of complete trials by number, and the best so far.
  public static let optimizationHistory = Plot(.optimizationHistory)
  /// How much each parameter matters for the objective value.
  public static let importances = Plot(.importances)
  /// The objective value over each parameter by itself.
  public static let slice = Plot(.slice)
  /// The objective value over pairs of parameters, interpolated between the trials.
  public static let contour = Plot(.contour)
  /// A line for each trial across its objective values and parameters.
  public static let parallelCoordinates = Plot(.parallelCoordinates)
  /// Trials over pairs of parameters, painted by the rank of their objective value.
  public static let rank = Plot(.rank)
  /// Which share of the complete trials is at most as large as each objective value.
  public static let distribution = Plot(.distribution)
  /// What trials reported step by step.
  public static let intermediateValues = Plot(.intermediateValues)
  /// How many trials reached each step, and at which steps they were pruned.
  public static let pruning = Plot(.pruning)
  /// When trials ran and what became of them.
  public static let timeline = Plot(.timeline)
  /// The trials that no other one dominates, in a study with several directions.
  public static let paretoFront = Plot(.paretoFront)
  /// The volume that the Pareto front dominates, trial by trial.
  public static let hypervolumeHistory = Plot(.hypervolumeHistory)
}

extension Plot {
  /// The picture with these parameters; for pictures without parameters nothing changes.
  ///
  /// Otherwise all are shown, sorted by name, as far as there is room.
  public func showing(parameters: [String]) -> Plot {
    var plot = self
    plot.parameters = parameters
    return plot
  }

  /// The picture of one of several objective values, counted from 0.
  ///
  /// Otherwise all are shown, and where only one can be shown, the first.
  public func showing(objective: Int) -> Plot {
    var plot = self
    plot.objective = objective
    return plot
  }

  /// The hypervolume history up to a reference point, one objective value for each direction.
  ///
  /// Otherwise it is the worst feasible value of each objective. Trials beyond the point add nothing.
  public func referencePoint(_ reference: [Double]) -> Plot {
    var plot = self
    plot.reference = reference
    return plot
  }
}

extension Plot: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
