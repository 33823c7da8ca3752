/// Lets a trial continue as long as it improves, and then asks another pruner.
///
/// Without another pruner, it prunes a trial as soon as it no longer improves, as early stopping does.
///
/// ```swift
/// let study = try Study(pruner: .patient(.median(), patience: 5))
/// ```
///
/// - Note: L. Prechelt, "Early Stopping – But When?", 1998, doi:10.1007/3-540-49430-8_3, describes such
///   stop criteria. The rule is that of Optuna 5.0.
public struct PatientPruner: Pruner {
  /// The settings of the pruner.
  public struct Configuration: Sendable, Hashable {
    /// The number of further reports after which a trial that has not improved may be pruned.
    public var patience: Int

    /// The difference by which the best of the last reports must be worse than the best report before them;
    /// 0 as in Optuna.
    public var minimumDelta = 0.0

    /// Creates settings with a patience.
    public init(patience: Int) {
      self.patience = patience
    }
  }

  /// The settings.
  public let configuration: Configuration

  /// The pruner that decides about trials that do not improve; nil to prune them.
  public let pruner: (any Pruner)?

  /// Creates the pruner.
  ///
  /// - Precondition: The patience and the minimum difference are not negative.
  public init(_ pruner: (any Pruner)? = nil, _ configuration: Configuration) {
    precondition(
      configuration.patience >= 0 && configuration.minimumDelta >= 0,
      "patience and minimumDelta must not be negative, but they are \(configuration)")
    self.pruner = pruner
    self.configuration = configuration
  }

  /// The name, that of the other pruner, and the settings.
  public var summary: String {
    let change =
      configuration.minimumDelta == 0 ? "" : ", minimumDelta: \(configuration.minimumDelta)"
    let other = pruner.map { "\($0.summary), " } ?? ""
    return "\(Self.self)(\(other)patience: \(configuration.patience)\(change))"
  }

  /// The kind of the other pruner.
  public var reportKind: ReportKind { pruner?.reportKind ?? .progress }

  /// The cohort of the other pruner.
  public func cohort(of trialNumber: Int, in context: PruningContext) -> Int? {
    pruner?.cohort(of: trialNumber, in: context)
  }

  /// Leaves the decision to the other pruner if the last reports are no improvement.
  ///
  /// With the patience p, the last p + 1 reports are compared with all reports before them: by their best
  /// values, NaN left out.
  ///
  /// - Complexity: O(*m*) for *m* reports, and that of the other pruner.
  public func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    let reports = trial.intermediateValues
    guard let last = reports.last, reports.count - 1 > configuration.patience else {
      return .proceed
    }
    let direction = context.direction
    let earlier = Self.best(reports.dropLast(configuration.patience + 1), direction)
    let recent = Self.best(reports.suffix(configuration.patience + 1), direction)
    guard let earlier, let recent else { return .proceed }
    let delta = configuration.minimumDelta
    let threshold = direction == .minimize ? earlier + delta : earlier - delta
    guard direction.isBetter(threshold, than: recent) else { return .proceed }
    if let pruner { return pruner.decision(about: trial, in: context) }
    return .prune(
      PruningReason(rule: "patient", step: last.step, value: recent, threshold: threshold))
  }

  /// The best value of reports; nil if all of them are NaN.
  private static func best(
    _ reports: ArraySlice<IntermediateValue>, _ direction: Direction
  ) -> Double? {
    let values = reports.lazy.map(\.value).filter { !$0.isNaN }
    return direction == .minimize ? values.min() : values.max()
  }
}

extension Pruner where Self == PatientPruner {
  /// The rule that lets trials continue while they improve, in front of another pruner.
  ///
  /// - Parameters:
  ///   - pruner: The pruner that decides about trials that do not improve.
  ///   - patience: The number of further reports after which a trial that has not improved may be pruned.
  ///   - minimumDelta: The difference by which the last reports must be worse than those before them.
  /// - Precondition: As for ``PatientPruner/init(_:_:)``.
  public static func patient(
    _ pruner: some Pruner, patience: Int, minimumDelta: Double = 0
  ) -> PatientPruner {
    var configuration = PatientPruner.Configuration(patience: patience)
    configuration.minimumDelta = minimumDelta
    return PatientPruner(pruner, configuration)
  }

  /// The rule that prunes trials once they no longer improve.
  ///
  /// - Parameters:
  ///   - patience: The number of further reports after which a trial that has not improved is pruned.
  ///   - minimumDelta: The difference by which the last reports must be worse than those before them.
  /// - Precondition: As for ``PatientPruner/init(_:_:)``.
  public static func patient(patience: Int, minimumDelta: Double = 0) -> PatientPruner {
    var configuration = PatientPruner.Configuration(patience: patience)
    configuration.minimumDelta = minimumDelta
    return PatientPruner(nil, configuration)
  }
}
