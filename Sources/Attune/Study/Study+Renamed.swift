// Names that users of Optuna type first: each tells the compiler what to write instead.

extension Study {
  // MARK: Opening

  /// Use ``Direction``.
  @available(
    *, unavailable, message: "write direction: .maximize or .minimize instead of a string"
  )
  public convenience init(
    _ name: String = "study", direction: String, storage path: String? = nil,
    sampler: some Sampler = .tpe(), pruner: some Pruner = .median(), seed: UInt64? = nil
  ) throws { fatalError() }

  /// Use ``StudyOpening``.
  @available(
    *, unavailable,
    message: "an existing study is resumed; omit loadIfExists:, or write opening: .createOnly"
  )
  public convenience init(
    _ name: String = "study", direction: Direction = .minimize, storage path: String,
    sampler: some Sampler = .tpe(), pruner: some Pruner = .median(), loadIfExists: Bool
  ) throws { fatalError() }

  /// Use ``StudyOpening``.
  @available(
    *, unavailable,
    message: "an existing study is resumed; omit loadIfExists:, or write opening: .createOnly"
  )
  public convenience init(
    _ name: String = "study", direction: Direction = .minimize, storage: some Storage = .inMemory,
    sampler: some Sampler = .tpe(), pruner: some Pruner = .median(), loadIfExists: Bool
  ) throws { fatalError() }

  // MARK: Results

  /// Use ``bestParameters``.
  @available(*, unavailable, renamed: "bestParameters")
  public var bestParams: [String: Any] { fatalError() }

  /// Use ``directions``.
  @available(*, unavailable, message: "write directions[0]")
  public var direction: Direction { fatalError() }

  /// Use ``userAttributes``.
  @available(*, unavailable, renamed: "userAttributes")
  public var userAttrs: [String: Any] { fatalError() }

  /// Use ``StudySnapshot/trialTable``.
  @available(*, unavailable, message: "write snapshot.trialTable, which csv() turns into text")
  public func trialsDataframe() -> Any { fatalError() }

  // MARK: Recording

  /// Use ``setUserAttribute(_:to:)``.
  @available(*, unavailable, renamed: "setUserAttribute(_:to:)")
  public func setUserAttr(_ name: String, _ value: some JSONConvertible) throws { fatalError() }

  /// Use ``add(_:)``.
  @available(*, unavailable, renamed: "add(_:)")
  public func addTrial(_ trial: TrialRecord) throws { fatalError() }

  /// Use ``add(contentsOf:)``.
  @available(*, unavailable, renamed: "add(contentsOf:)")
  public func addTrials(_ trials: [TrialRecord]) throws { fatalError() }

  /// Use ``enqueue(_:userAttributes:skipIfExists:)``.
  @available(*, unavailable, renamed: "enqueue(_:userAttributes:skipIfExists:)")
  public func enqueueTrial(
    _ parameters: [String: Any], skipIfExists: Bool = false
  ) throws { fatalError() }

  // MARK: Running

  /// Use ``optimize(trials:additionalTrials:timeLimit:until:trialTimeLimit:maxConsecutiveFailures:abortOn:progress:onTrialEnd:_:)``.
  @available(
    *, unavailable,
    message:
      "write trials: for a target of the study, or additionalTrials: for the trials of this run"
  )
  public func optimize<Value: ObjectiveValue>(
    nTrials: Int, timeout: Double? = nil, nJobs: Int = 1, showProgressBar: Bool = false,
    _ objective: (Trial) async throws -> Value
  ) throws { fatalError() }

  /// Use ``optimize(trials:additionalTrials:timeLimit:until:trialTimeLimit:maxConsecutiveFailures:abortOn:progress:onTrialEnd:_:)``.
  @available(
    *, unavailable,
    message:
      "write optimize(trials: 100, objective); additionalTrials: counts the trials of this run only"
  )
  public func optimize<Value: ObjectiveValue>(
    _ objective: (Trial) async throws -> Value, nTrials: Int, timeout: Double? = nil,
    nJobs: Int = 1, showProgressBar: Bool = false
  ) throws { fatalError() }

  /// Use ``optimize(trials:additionalTrials:timeLimit:until:trialTimeLimit:maxConsecutiveFailures:abortOn:progress:onTrialEnd:_:)``.
  @available(
    *, unavailable, message: "the objective comes last: write optimize(trials: 100, objective)"
  )
  public func optimize<Value: ObjectiveValue>(
    _ objective: (Trial) async throws -> Value, trials: Int
  ) throws { fatalError() }

  /// Use ``optimize(trials:additionalTrials:timeLimit:until:trialTimeLimit:maxConsecutiveFailures:abortOn:progress:onTrialEnd:_:)``.
  @available(*, unavailable, message: "write timeLimit: .seconds(60) instead of timeout: 60")
  public func optimize<Value: ObjectiveValue>(
    trials: Int? = nil, timeout: Double, _ objective: (Trial) async throws -> Value
  ) throws { fatalError() }

  /// Use ``optimize(trials:additionalTrials:timeLimit:until:trialTimeLimit:maxConsecutiveFailures:abortOn:progress:onTrialEnd:_:)``.
  @available(*, unavailable, message: "write timeLimit: .seconds(60) instead of timeLimit: 60")
  public func optimize<Value: ObjectiveValue>(
    trials: Int? = nil, timeLimit: Double, _ objective: (Trial) async throws -> Value
  ) throws { fatalError() }

  /// Use ``optimize(trials:additionalTrials:timeLimit:until:parallelism:batchSize:trialTimeLimit:maxConsecutiveFailures:abortOn:progress:onTrialEnd:_:)``.
  @available(*, unavailable, message: "write parallelism: 4 or .allCores instead of nJobs:")
  public func optimize<Value: ObjectiveValue>(
    trials: Int? = nil, nJobs: Int, _ objective: (Trial) async throws -> Value
  ) throws { fatalError() }

  /// Use ``ProgressDisplay``.
  @available(
    *, unavailable, message: "a terminal shows the progress; write progress: .none to hide it"
  )
  public func optimize<Value: ObjectiveValue>(
    trials: Int? = nil, showProgressBar: Bool, _ objective: (Trial) async throws -> Value
  ) throws { fatalError() }
}

/// Use ``Study``.
@available(*, unavailable, message: "write Study(\"name\", direction: .minimize)")
public func createStudy(
  studyName: String? = nil, direction: Direction = .minimize, storage: String? = nil,
  sampler: some Sampler = .tpe(), pruner: some Pruner = .median(), loadIfExists: Bool = false
) throws -> Study { fatalError() }

/// Use ``Study``.
@available(*, unavailable, message: "write Study(\"name\", direction: .maximize)")
public func createStudy(
  studyName: String? = nil, direction: String, storage: String? = nil,
  sampler: some Sampler = .tpe(), pruner: some Pruner = .median(), loadIfExists: Bool = false
) throws -> Study { fatalError() }

/// Use ``Study``.
@available(*, unavailable, message: "write Study(loading: \"name\", storage: \"study.journal\")")
public func loadStudy(studyName: String, storage: String) throws -> Study { fatalError() }
