// Names that users of Optuna type first: each tells the compiler what to write instead.

extension Study {
  /// Use ``bestParameters``.
  @available(*, unavailable, renamed: "bestParameters")
  public var bestParams: [String: Any] { fatalError() }

  /// Use ``setUserAttribute(_:to:)``.
  @available(*, unavailable, renamed: "setUserAttribute(_:to:)")
  public func setUserAttr(_ name: String, _ value: some JSONConvertible) throws { fatalError() }

  /// Use ``enqueue(_:skipIfExists:)``.
  @available(*, unavailable, renamed: "enqueue(_:skipIfExists:)")
  public func enqueueTrial(_ parameters: [String: Any]) throws { fatalError() }

  /// Use ``optimize(trials:additionalTrials:timeLimit:until:trialTimeLimit:maxConsecutiveFailures:abortOn:progress:onTrialEnd:_:)``.
  @available(
    *, unavailable,
    message:
      "write trials: for a target of the study, or additionalTrials: for the trials of this run"
  )
  public func optimize(
    nTrials: Int, _ objective: (Trial) throws -> Double
  ) throws { fatalError() }

  /// Use ``optimize(trials:additionalTrials:timeLimit:until:trialTimeLimit:maxConsecutiveFailures:abortOn:progress:onTrialEnd:_:)``.
  @available(*, unavailable, message: "write timeLimit: .seconds(60) in place of timeout: 60")
  public func optimize(
    trials: Int? = nil, timeout: Double, _ objective: (Trial) throws -> Double
  ) throws { fatalError() }

  /// Use ``optimize(trials:additionalTrials:timeLimit:until:parallelism:batchSize:trialTimeLimit:maxConsecutiveFailures:abortOn:progress:onTrialEnd:_:)``.
  @available(*, unavailable, message: "write parallelism: 4 or .allCores in place of nJobs:")
  public func optimize(
    trials: Int? = nil, nJobs: Int, _ objective: @Sendable (Trial) throws -> Double
  ) throws { fatalError() }
}

/// Use ``Study``.
@available(*, unavailable, message: "write Study(\"name\", direction: .minimize)")
public func createStudy(
  studyName: String? = nil, direction: Direction = .minimize
) throws -> Study { fatalError() }

/// Use ``Study``.
@available(*, unavailable, message: "write Study(loading: \"name\", storage: .journal(\"path\"))")
public func loadStudy(studyName: String, storage: String) throws -> Study { fatalError() }
