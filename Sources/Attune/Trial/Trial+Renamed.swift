// Names that users of Optuna and of Swift type first: each tells the compiler what to write instead.

extension Trial {
  // MARK: Suggestions

  /// Use ``suggest(_:in:scale:step:)-(_,ClosedRange<Double>,_,_)``.
  @available(*, unavailable, message: "write suggest(_:in:), as in suggest(\"x\", in: 0.0...1.0)")
  public func suggestFloat(
    _ name: String, _ low: Double, _ high: Double, step: Double? = nil, log: Bool = false
  ) throws -> Double { fatalError() }

  /// Use ``suggest(_:in:scale:step:)-(_,ClosedRange<Int>,_,_)``.
  @available(*, unavailable, message: "write suggest(_:in:), as in suggest(\"n\", in: 1...8)")
  public func suggestInt(
    _ name: String, _ low: Int, _ high: Int, step: Int = 1, log: Bool = false
  ) throws -> Int { fatalError() }

  /// Use ``suggest(_:in:scale:step:)-(_,ClosedRange<Double>,_,_)``.
  @available(*, unavailable, renamed: "suggest(_:in:scale:step:)")
  public func suggestFloat(
    _ name: String, in range: ClosedRange<Double>, log: Bool = false
  ) throws -> Double { fatalError() }

  /// Use ``suggest(_:in:scale:step:)-(_,ClosedRange<Int>,_,_)``.
  @available(*, unavailable, renamed: "suggest(_:in:scale:step:)")
  public func suggestInt(
    _ name: String, in range: ClosedRange<Int>, log: Bool = false
  ) throws -> Int { fatalError() }

  /// Use ``suggest(_:from:)-(_,KeyValuePairs<String,Value>)``.
  @available(
    *, unavailable, message: "write suggest(_:from:), as in suggest(\"kind\", from: [\"a\", \"b\"])"
  )
  public func suggestCategorical<Choice>(
    _ name: String, _ choices: [Choice]
  ) throws -> Choice { fatalError() }

  /// Use ``suggest(_:in:scale:step:)-(_,ClosedRange<Double>,_,_)``.
  @available(*, unavailable, message: "write scale: .log instead of log: true")
  public func suggest(
    _ name: String, in range: ClosedRange<Double>, step: Double? = nil, log: Bool
  ) throws -> Double { fatalError() }

  /// Use ``suggest(_:in:scale:step:)-(_,ClosedRange<Int>,_,_)``.
  @available(*, unavailable, message: "write scale: .log instead of log: true")
  public func suggest(
    _ name: String, in range: ClosedRange<Int>, step: Int? = nil, log: Bool
  ) throws -> Int { fatalError() }

  /// Use ``suggest(_:in:scale:step:)-(_,ClosedRange<Double>,_,_)``.
  @available(
    *, unavailable,
    message: "a half-open range has no largest value; write a closed range, as in 0.0...1.0"
  )
  public func suggest(
    _ name: String, in range: Range<Double>, scale: Scale = .linear, step: Double? = nil
  ) throws -> Double { fatalError() }

  /// Use ``suggest(_:in:scale:step:)-(_,ClosedRange<Double>,_,_)``.
  @available(
    *, unavailable, message: "write in: before the range, as in suggest(\"x\", in: 0.0...1.0)"
  )
  public func suggest<Bound>(
    _ name: String, _ range: ClosedRange<Bound>, log: Bool = false
  ) throws -> Bound { fatalError() }

  /// Use ``suggest(_:from:)-(_,KeyValuePairs<String,Value>)``.
  @available(
    *, unavailable,
    message: "write from: before choices, as in suggest(\"kind\", from: [\"a\", \"b\"])"
  )
  public func suggest<Choice>(
    _ name: String, in choices: [Choice]
  ) throws -> Choice { fatalError() }

  /// Use ``suggest(_:from:)-(_,KeyValuePairs<String,Value>)``.
  @available(
    *, unavailable,
    message: "write from: before choices, as in suggest(\"kind\", from: [\"a\", \"b\"])"
  )
  public func suggest<Choice>(
    _ name: String, _ choices: [Choice]
  ) throws -> Choice { fatalError() }

  // MARK: Progress

  /// Use ``shouldPrune()``.
  @available(
    *, unavailable,
    message: "report(_:step:) takes the step; write shouldPrune() or checkPruning() without it"
  )
  public func shouldPrune(step: Int) throws -> Bool { fatalError() }

  // MARK: Attributes

  /// Use ``setUserAttribute(_:to:)``.
  @available(*, unavailable, renamed: "setUserAttribute(_:to:)")
  public func setUserAttr(_ name: String, _ value: some JSONConvertible) throws { fatalError() }

  /// Use ``snapshot``.
  @available(*, unavailable, renamed: "snapshot.parameters")
  public var params: [String: Any] { fatalError() }

  /// Use ``snapshot``.
  @available(*, unavailable, renamed: "snapshot.userAttributes")
  public var userAttrs: [String: Any] { fatalError() }
}

extension TrialSnapshot {
  /// Use ``parameters``.
  @available(*, unavailable, renamed: "parameters")
  public var params: [String: Any] { fatalError() }

  /// Use ``userAttributes``.
  @available(*, unavailable, renamed: "userAttributes")
  public var userAttrs: [String: Any] { fatalError() }
}
