/// The implementation of a ``Trial``: a trial that a study records, or one with fixed values.
protocol TrialBackend: Sendable {
  /// The number of the trial.
  var number: Int { get }

  /// The number of the attempt at the trial, from 1 on.
  var attempt: Int { get }

  /// The budget of the trial; nil if it has none.
  var budget: TrialBudget? { get }

  /// The member of a population that the trial trains; nil if there is none.
  var member: PopulationMember? { get }

  /// The trials with the same parameters and smaller budgets, the largest first.
  var lowerRungs: [TrialSnapshot] { get }

  /// The number of objective values.
  var directionCount: Int { get }

  /// The index of the current repeat of the objective within the trial.
  var repeatIndex: Int { get }

  /// The seed of the current repeat.
  func seed() throws -> UInt64

  /// Sets the index of the current repeat.
  func beginRepeat(_ index: Int)

  /// Records attributes of a repeat that has ended, and an intermediate value if there is one.
  func recordRepeat(_ attributes: JSONObject, report: IntermediateValue?) throws

  /// Whether the pruner decides to end the trial after a repeat, whose index is the step of its report.
  func shouldPrune(afterRepeat index: Int) throws -> Bool

  /// The value of a parameter.
  func value(of request: ParameterRequest) throws -> ParameterValue

  /// The values of several parameters, which are drawn together until a condition accepts them.
  ///
  /// - Parameter arrange: Returns the values to use, such as the drawn ones in ascending order; nil
  ///   to draw again.
  func values(
    of requests: [ParameterRequest], arrange: ([ParameterValue]) throws -> [ParameterValue]?
  ) throws -> [ParameterValue]

  /// The recorded choices of a parameter, in their order.
  func knownChoices(of name: String) -> [JSONValue]?

  /// Records an intermediate value; the first one of a step counts.
  func report(_ value: Double, step: Int) throws

  /// Records a value of a named metric; the first one of a step counts.
  func report(_ value: Double, step: Int, metric: String) throws

  /// The meaning of reports to the pruner; nil in a multi-objective study, which has none.
  var reportKind: ReportKind? { get }

  /// Whether the pruner decides to end the trial; recorded before it returns.
  func shouldPrune() throws -> Bool

  /// Throws `CancellationError` when the trial is to be interrupted.
  func checkCancellation() throws

  /// Throws when another worker has taken the trial over.
  func checkOwnership() throws

  /// Sets a user attribute of the trial.
  func setUserAttribute(_ key: String, to value: JSONValue) throws

  /// Sets a system attribute of the trial.
  func setSystemAttribute(_ key: String, to value: JSONValue) throws

  /// The store for the files of the trial; nil if there is none.
  var artifacts: (any ArtifactStore)? { get }

  /// The key of a file of the trial.
  func artifactKey(_ name: String) throws -> ArtifactKey

  /// The key of a file of another trial.
  func artifactKey(_ name: String, of trial: TrialSnapshot) throws -> ArtifactKey

  /// Records that the trial has a file, unless that is recorded already.
  func recordArtifact(_ key: ArtifactKey) throws

  /// Sets the value of a constraint; returns false if it has one already.
  func setConstraint(_ name: String, to value: Double) throws -> Bool

  /// Releases what only a running trial needs.
  ///
  /// - Returns: The parameters to record with the end of the trial.
  func end() -> [Parameter]

  /// The trial so far.
  var snapshot: TrialSnapshot { get }
}
