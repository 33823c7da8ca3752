import Attune

/// Rows held out for the final evaluation, which can be used only once.
///
/// The initializers remove the rows from the data, so the remaining rows can safely be used for
/// tuning. The rows are accessible only through `evaluate`, which consumes the test set. A second
/// use, and a use within an objective or any other closure that may run more than once, does not
/// compile.
///
/// ```swift
/// var rows = try load()
/// let test = try TestSet(fraction: 0.2, takenFrom: &rows, seed: 1)
/// let study = try Study("digits")
/// try study.optimize(trials: 50) { trial in … }  // sees rows, and cannot see the test set
/// let accuracy = test.evaluate { testRows in final.accuracy(on: testRows) }
/// ```
///
/// Copies of the data made earlier still contain the test rows, so load the data directly into the
/// variable passed as `takenFrom`. Declare the test set within a function, or within `do { … }` in
/// a script: variables at the top level of a script are global, and the compiler does not allow
/// consuming global variables.
public struct TestSet<Row>: ~Copyable {
  private let rows: [Row]

  /// The number of rows.
  public var count: Int { rows.count }

  /// Takes a random fraction of the rows.
  ///
  /// Both the taken and the remaining rows keep their order.
  ///
  /// - Parameters:
  ///   - fraction: The fraction to take, above 0 and below 1; the number of rows is rounded up.
  ///   - rows: The data, from which the test rows are removed.
  ///   - seed: The seed for drawing the rows; equal seeds take the same rows.
  /// - Throws: ``EvaluationError`` if the fraction is out of range or no rows remain.
  /// - Complexity: O(*n*) for *n* rows.
  public init(
    fraction: Double, takenFrom rows: inout [Row], seed: UInt64
  ) throws(EvaluationError) {
    try Self.check(fraction)
    let count = rows.count.partSize(fraction)
    var random = RandomStream(seed: seed, purpose: "test set")
    var order = Array(rows.indices)
    for index in 0..<count {
      order.swapAt(index, index + random.index(below: order.count - index))
    }
    try self.init(indices: order.prefix(count), takenFrom: &rows)
  }

  /// Takes a random fraction of the rows that preserves the proportions of the classes.
  ///
  /// Both the taken and the remaining rows keep their order. The taken rows are the test part of a
  /// ``HoldOut`` with the same seed.
  ///
  /// - Parameters:
  ///   - fraction: The fraction to take, above 0 and below 1; the number of rows is rounded up.
  ///   - rows: The data, from which the test rows are removed.
  ///   - label: The class of a row, as in `stratifiedBy: \.species`.
  ///   - seed: The seed for drawing the rows; equal seeds take the same rows.
  /// - Throws: ``EvaluationError`` if the fraction is out of range, if a class has a single row, or
  ///   if there are more classes than taken or remaining rows; the data are unchanged then.
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

  /// Takes the rows at the given indices, such as those of a group or those after a certain day.
  ///
  /// Both the taken and the remaining rows keep their order. Indices determined earlier do not
  /// match the remaining rows, so create folds afterwards. To test on patients that are not in the
  /// remaining data, for example, take a validation part of grouped folds:
  ///
  /// ```swift
  /// let folds: [Fold] = try .grouped(5, groups: rows.map(\.patient), shuffleSeed: 1)
  /// let test = try TestSet(indices: folds[0].validation, takenFrom: &rows)
  /// ```
  ///
  /// - Parameters:
  ///   - indices: The indices of the rows to take, in any order.
  ///   - rows: The data, from which the test rows are removed.
  /// - Throws: ``EvaluationError`` if an index is out of range, or if no rows would be taken or
  ///   remain; the data are unchanged then.
  /// - Complexity: O(*n*) for *n* rows.
  public init(
    indices: some Sequence<Int>, takenFrom rows: inout [Row]
  ) throws(EvaluationError) {
    let taken = Set(indices)
    if let stray = taken.first(where: { !rows.indices.contains($0) }) {
      throw EvaluationError(
        .invalidSplit,
        "the test set has the index \(stray), but there are \(rows.count) rows; give indices of the rows"
      )
    }
    guard !taken.isEmpty, taken.count < rows.count else {
      throw EvaluationError(
        .invalidSplit,
        "a test set of \(taken.count) of \(rows.count) rows leaves no rows for testing or for tuning; "
          + "use more data or another fraction")
    }
    self.rows = rows.indices.filter(taken.contains).map { rows[$0] }
    rows = rows.indices.filter { !taken.contains($0) }.map { rows[$0] }
  }

  private static func check(_ fraction: Double) throws(EvaluationError) {
    guard fraction > 0, fraction < 1 else {
      throw EvaluationError(
        .invalidSplit,
        "the fraction of the test set is \(fraction); it must be between 0 and 1")
    }
  }

  /// Consumes the test set and passes its rows to a closure.
  ///
  /// - Parameter score: Evaluates the final model on the rows.
  /// - Returns: The result of the closure.
  public consuming func evaluate<Result, Failure: Error>(
    _ score: ([Row]) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try score(rows)
  }

  /// Consumes the test set and passes its rows to an asynchronous closure.
  ///
  /// - Parameter score: Evaluates the final model on the rows.
  /// - Returns: The result of the closure.
  public consuming func evaluate<Result, Failure: Error>(
    _ score: ([Row]) async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    try await score(rows)
  }
}

extension TestSet: Sendable where Row: Sendable {}
