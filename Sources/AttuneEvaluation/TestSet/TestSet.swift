import Attune

/// Rows set aside for the final judgement, which can be used once.
///
/// Making one takes the rows away from the data, so that what is left can be tuned on without a thought.
/// The rows cannot be read but by `evaluate`, which uses the test set up; a second use, and a use
/// within an objective or any other closure that may run more than once, does not compile.
///
/// ```swift
/// var rows = try load()
/// let test = try TestSet(fraction: 0.2, takenFrom: &rows, seed: 1)
/// let study = try Study("digits")
/// try study.optimize(trials: 50) { trial in … }  // sees rows, and cannot see the test set
/// let accuracy = test.evaluate { testRows in final.accuracy(on: testRows) }
/// ```
///
/// A copy of the rows made before is outside its reach; so load the data into the variable that it takes
/// from. And keep the test set in a function, or a script within `do { … }`: the variables of a script's top
/// level are global, and the compiler lets nobody use up, or "consume", what is global.
public struct TestSet<Row>: ~Copyable {
  private let rows: [Row]

  /// How many rows there are.
  public var count: Int { rows.count }

  /// Takes a share of the rows, drawn at random.
  ///
  /// The rows keep their order, those taken and those left.
  ///
  /// - Parameters:
  ///   - fraction: The share to take, above 0 and below 1; the number of rows is rounded up.
  ///   - rows: The data; afterwards without the test set.
  ///   - seed: The same seed takes the same rows.
  /// - Throws: ``EvaluationError`` when the fraction is out of range or leaves nothing.
  /// - Complexity: O(*n*) for *n* rows.
  public init(
    fraction: Double, takenFrom rows: inout [Row], seed: UInt64
  ) throws(EvaluationError) {
    try Self.check(fraction)
    let count = rows.count.partSize(fraction)
    var random = RandomStream(seed: seed, purpose: "test set")
    var order = Array(rows.indices)
    for place in 0..<count {
      order.swapAt(place, place + random.index(below: order.count - place))
    }
    try self.init(indices: order.prefix(count), takenFrom: &rows)
  }

  /// Takes a share of the rows, drawn at random, in which every class has its share.
  ///
  /// The rows keep their order, those taken and those left. They are those that a ``HoldOut`` keeps back.
  ///
  /// - Parameters:
  ///   - fraction: The share to take, above 0 and below 1; the number of rows is rounded up.
  ///   - rows: The data; afterwards without the test set.
  ///   - label: The class of a row, as in `stratifiedBy: \.species`.
  ///   - seed: The same seed takes the same rows.
  /// - Throws: ``EvaluationError`` when the fraction is out of range, when a class has a single row, and
  ///   when there are more classes than rows taken or left; the data are as they were then.
  /// - Complexity: O(*n* + *c* log *c*) for *n* rows and *c* classes.
  public init(
    fraction: Double, takenFrom rows: inout [Row], stratifiedBy label: (Row) -> some Hashable,
    seed: UInt64
  ) throws(EvaluationError) {
    try Self.check(fraction)
    let labels = rows.map(label)
    let parts = try HoldOut(labels: labels, validation: 0, test: fraction, shuffleSeed: seed)
    try self.init(indices: parts.test, takenFrom: &rows)
  }

  /// Takes the rows with given indices, as of a group or of the time after a day.
  ///
  /// The rows keep their order, those taken and those left; indices from before no longer fit what is
  /// left, so split it afterwards. To keep patients apart from those tuned on, for example, take one of
  /// the folds that keep groups together:
  ///
  /// ```swift
  /// let folds: [Fold] = try .grouped(5, groups: rows.map(\.patient), shuffleSeed: 1)
  /// let test = try TestSet(indices: folds[0].validation, takenFrom: &rows)
  /// ```
  ///
  /// - Parameters:
  ///   - indices: Which rows to take; the order does not matter.
  ///   - rows: The data; afterwards without the test set.
  /// - Throws: ``EvaluationError`` for an index that no row has, and when nothing would be taken, or
  ///   nothing left; the data are as they were then.
  /// - Complexity: O(*n*) for *n* rows.
  public init(
    indices: some Sequence<Int>, takenFrom rows: inout [Row]
  ) throws(EvaluationError) {
    let taken = Set(indices)
    if let stray = taken.first(where: { !rows.indices.contains($0) }) {
      throw EvaluationError(
        "a test set asks for row \(stray), and there are \(rows.count); give indices of the data")
    }
    guard !taken.isEmpty, taken.count < rows.count else {
      throw EvaluationError(
        "a test set of \(taken.count) of \(rows.count) rows leaves nothing to judge by, or nothing to "
          + "tune on; give more data or another share")
    }
    self.rows = rows.indices.filter(taken.contains).map { rows[$0] }
    rows = rows.indices.filter { !taken.contains($0) }.map { rows[$0] }
  }

  private static func check(_ fraction: Double) throws(EvaluationError) {
    guard fraction > 0, fraction < 1 else {
      throw EvaluationError(
        "a test set cannot have the share \(fraction); give one between 0 and 1")
    }
  }

  /// Uses the test set up: hands its rows to a closure, once.
  ///
  /// - Returns: What the closure makes of the rows.
  public consuming func evaluate<Result, Failure: Error>(
    _ judge: ([Row]) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try judge(rows)
  }

  /// Uses the test set up: hands its rows to an asynchronous closure, once.
  ///
  /// - Returns: What the closure makes of the rows.
  public consuming func evaluate<Result, Failure: Error>(
    _ judge: ([Row]) async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    try await judge(rows)
  }
}

extension TestSet: Sendable where Row: Sendable {}
