/// A plot of a study: its kind, and the parameters and objectives that it shows.
///
/// ```swift
/// let history = try study.snapshot.chart(.optimizationHistory)
/// let contour = try study.snapshot.chart(.contour.showing(parameters: ["rate", "layers"]))
/// ```
///
/// The trials included in each plot are those of Optuna's `optuna.visualization`.
public struct Plot: Sendable, Hashable {
  /// The kinds of plots.
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
    case population
  }

  let kind: Kind
  private(set) var parameters: [String]?
  private(set) var objective: Int?
  private(set) var reference: [Double]?

  private init(_ kind: Kind) {
    self.kind = kind
  }

  /// All plots, in the order of a report.
  public static let all: [Plot] = Kind.allCases.map { Plot($0) }

  /// The name used on the command line, such as `optimization-history`.
  package var name: String { kind.rawValue }

  /// The title.
  package var title: String {
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
    case .population: "Population"
    }
  }
}

extension Plot {
  /// The objective values of complete trials by trial number, and the best value so far.
  public static let optimizationHistory = Plot(.optimizationHistory)
  /// The importance of each parameter for the objective value.
  public static let importances = Plot(.importances)
  /// The objective value against each parameter.
  public static let slice = Plot(.slice)
  /// The objective value over pairs of parameters, interpolated between the trials.
  public static let contour = Plot(.contour)
  /// A line for each trial across its objective values and parameters.
  public static let parallelCoordinates = Plot(.parallelCoordinates)
  /// Trials over pairs of parameters, coloured by the rank of their objective value.
  public static let rank = Plot(.rank)
  /// The empirical distribution function of the objective values of complete trials.
  public static let distribution = Plot(.distribution)
  /// The intermediate values of trials by step.
  public static let intermediateValues = Plot(.intermediateValues)
  /// The number of trials that reached each step, and the steps at which trials were pruned.
  public static let pruning = Plot(.pruning)
  /// The start, end and state of each trial.
  public static let timeline = Plot(.timeline)
  /// The Pareto-optimal trials of a multi-objective study.
  public static let paretoFront = Plot(.paretoFront)
  /// The hypervolume that the Pareto front dominates after each trial.
  public static let hypervolumeHistory = Plot(.hypervolumeHistory)
  /// The objective value and the parameters of a population over its slices, with the lines of copies.
  public static let population = Plot(.population)
}

extension Plot {
  /// Returns the plot restricted to the given parameters; no effect on plots without parameters.
  ///
  /// By default all parameters are shown, sorted by name, up to a limit.
  public func showing(parameters: [String]) -> Plot {
    var plot = self
    plot.parameters = parameters
    return plot
  }

  /// Returns the plot of one of several objectives, by its index from 0.
  ///
  /// By default all objectives are shown, or the first if the plot shows only one.
  public func showing(objective: Int) -> Plot {
    var plot = self
    plot.objective = objective
    return plot
  }

  /// Returns the hypervolume history with the given reference point, one value for each objective.
  ///
  /// The default is the worst feasible value of each objective. Trials beyond the point are ignored.
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
