internal import Attune

/// A data set divided once, into elements to fit on, elements to choose by, and elements kept back.
///
/// The elements kept back tell how good the chosen model is; they are used once, at the end, or the
/// number flatters. Indices cannot watch over that: a ``TestSet`` takes the elements out of reach.
///
/// ```swift
/// let parts = try HoldOut(labels: species, validation: 0.2, test: 0.2, shuffleSeed: 1)
/// let model = fit(parts.fold.training(of: flowers))
/// print(error(of: model, on: parts.test(of: flowers)))
/// ```
public struct HoldOut: Sendable, Hashable {
  /// The elements to fit on, in ascending order.
  public let training: [Int]
  /// The elements to choose by, in ascending order.
  public let validation: [Int]
  /// The elements kept back to the end, in ascending order.
  public let test: [Int]

  /// The parts that fit and choose, as a fold.
  public var fold: Fold { Fold(disjoint: training, validation) }

  /// Divides a data set.
  ///
  /// A part has its fraction of the elements, rounded up as scikit-learn's `train_test_split` does,
  /// and the rest is fitted on. The fraction counts as the decimal that was written: 0.07 of 100 elements
  /// are 7, where scikit-learn's binary product is slightly larger and it takes 8.
  ///
  /// - Parameters:
  ///   - count: How many elements there are.
  ///   - validation: The fraction to choose by.
  ///   - test: The fraction to keep back.
  ///   - shuffleSeed: Tells which elements come into which part; nil keeps their order: those to fit
  ///     on come first and those kept back last, as is right for a series.
  /// - Throws: ``EvaluationError`` if a fraction is negative, or if no element is left to fit on.
  /// - Complexity: O(*n*) for *n* elements.
  public init(
    count: Int, validation: Double, test: Double = 0, shuffleSeed: UInt64? = nil
  ) throws(EvaluationError) {
    let sizes = try Self.sizes(count: count, validation: validation, test: test)
    var order = Array(0..<count)
    if let shuffleSeed {
      var random = RandomStream(seed: shuffleSeed, purpose: "hold-out")
      random.shuffle(&order)
    }
    self.init(
      training: order[..<sizes.training],
      validation: order[sizes.training..<(count - sizes.test)],
      test: order[(count - sizes.test)...])
  }

  /// Divides a data set so that every class has its share of each part.
  ///
  /// A part has its fraction of the elements, rounded up as scikit-learn's `train_test_split` does; the
  /// fraction counts as the decimal that was written. The elements of a class in it differ from its exact share by less than one, in what is kept back
  /// as in what the rest is divided into.
  ///
  /// - Parameters:
  ///   - labels: The class of each element.
  ///   - validation: The fraction to choose by.
  ///   - test: The fraction to keep back.
  ///   - shuffleSeed: Tells which members of a class come into which part.
  /// - Throws: ``EvaluationError`` if a fraction is negative, if no element is left to fit on, if a part
  ///   has fewer elements than there are classes, or if a class has fewer members than there are parts.
  /// - Complexity: O(*n* + *c* log *c*) for *n* elements and *c* classes.
  public init(
    labels: some Collection<some Hashable>, validation: Double, test: Double = 0,
    shuffleSeed: UInt64
  ) throws(EvaluationError) {
    let sizes = try Self.sizes(count: labels.count, validation: validation, test: test)
    let classes = Classes(labels)
    let filled = [sizes.training, sizes.validation, sizes.test].filter { $0 > 0 }
    for size in filled where size < classes.values.count {
      throw EvaluationError(
        "a part of \(size) elements cannot have a share of each of \(classes.values.count) classes; "
          + "use other fractions")
    }
    for (value, members) in zip(classes.values, classes.members)
    where members.count < filled.count {
      throw EvaluationError(
        "the class \(value) has \(members.count) members, too few for \(filled.count) parts; "
          + "leave it out, or divide without labels")
    }
    var random = RandomStream(seed: shuffleSeed, purpose: "stratified hold-out")
    // What is kept back first, then the rest, as two calls of `train_test_split` would do it.
    let counts = classes.members.map(\.count)
    let kept = Self.shares(sizes.training + sizes.validation, of: counts, using: &random)
    let fitted = Self.shares(sizes.training, of: kept, using: &random)
    var parts: (training: [Int], validation: [Int], test: [Int]) = ([], [], [])
    for (index, var members) in classes.members.enumerated() {
      random.shuffle(&members)
      parts.training += members[..<fitted[index]]
      parts.validation += members[fitted[index]..<kept[index]]
      parts.test += members[kept[index]...]
    }
    self.init(
      training: parts.training[...], validation: parts.validation[...], test: parts.test[...])
  }

  /// Divides a data set.
  ///
  /// The same as `init(count:validation:test:shuffleSeed:)` with the number of elements.
  public init(
    of elements: some RandomAccessCollection, validation: Double, test: Double = 0,
    shuffleSeed: UInt64? = nil
  ) throws(EvaluationError) {
    try self.init(
      count: elements.count, validation: validation, test: test, shuffleSeed: shuffleSeed)
  }

  /// Returns the elements kept back.
  ///
  /// - Parameter elements: The data set; an index counts from its start.
  /// - Precondition: Every index of the part is below the number of elements.
  /// - Complexity: O(*n*) for *n* elements in the part.
  public func test<Elements: RandomAccessCollection>(of elements: Elements) -> [Elements.Element] {
    elements.elements(at: test)
  }

  private init(training: ArraySlice<Int>, validation: ArraySlice<Int>, test: ArraySlice<Int>) {
    self.training = training.sorted()
    self.validation = validation.sorted()
    self.test = test.sorted()
  }

  /// How many elements come into each part.
  private static func sizes(
    count: Int, validation: Double, test: Double
  ) throws(EvaluationError) -> (training: Int, validation: Int, test: Int) {
    guard validation >= 0, test >= 0, validation + test < 1 else {
      throw EvaluationError(
        "the fractions \(validation) and \(test) are no parts of a data set that leave something to fit "
          + "on; give fractions from 0 on whose sum is below 1")
    }
    let sizes = [validation, test].map(count.partSize)
    let training = count - sizes[0] - sizes[1]
    guard training > 0 else {
      throw EvaluationError(
        "of \(count) elements none is left to fit on with the fractions \(validation) and \(test); "
          + "use smaller ones")
    }
    return (training, sizes[0], sizes[1])
  }

  /// Divides a number of elements between classes in proportion to their sizes, by largest remainders.
  ///
  /// Equal remainders are served in random order.
  private static func shares(
    _ total: Int, of counts: [Int], using random: inout RandomStream
  ) -> [Int] {
    let sum = counts.reduce(0, +)
    let exact = counts.map { ($0 * total).quotientAndRemainder(dividingBy: sum) }
    var shares = exact.map(\.quotient)
    var order = Array(counts.indices)
    random.shuffle(&order)
    // Sorting keeps the order of equal elements.
    order.sort { exact[$0].remainder > exact[$1].remainder }
    for index in order.prefix(total - shares.reduce(0, +)) { shares[index] += 1 }
    return shares
  }
}
