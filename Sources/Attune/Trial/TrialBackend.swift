/// What stands behind a ``Trial``: a trial that a study records, or one with fixed values.
protocol TrialBackend: Sendable {
  /// The trial's number.
  var number: Int { get }

  /// Which attempt at the trial this is, from 1 on.
  var attempt: Int { get }

  /// The value of a parameter.
  func value(of name: String, from distribution: Distribution) throws -> ParameterValue

  /// The choices that a parameter has had so far, in the order in which they are recorded.
  func knownChoices(of name: String) -> [JSONValue]?

  /// Takes note of a value on the way; of several for a step the first counts.
  func report(_ value: Double, step: Int) throws

  /// What the pruner takes reports for; nil when there can be none, with several directions.
  var reportKind: ReportKind? { get }

  /// Whether the pruner gives the trial up.
  var shouldPrune: Bool { get }

  /// Throws `CancellationError` when the trial is to be interrupted.
  func checkCancellation() throws

  /// Throws when another worker has taken the trial over.
  func checkOwnership() throws

  /// Takes note of something about the trial.
  func setUserAttribute(_ key: String, to value: JSONValue) throws

  /// Takes note of something for the library itself.
  func setSystemAttribute(_ key: String, to value: JSONValue) throws

  /// Where the trial's files are; nil when there is no place for them.
  var artifacts: ArtifactFolder? { get }

  /// Takes note of how well a constraint is kept; returns false when that is known already.
  func setConstraint(_ name: String, to value: Double) throws -> Bool

  /// Lets go of what only a trial at work needs.
  func end()

  /// The trial as it stands.
  var snapshot: TrialSnapshot { get }
}
