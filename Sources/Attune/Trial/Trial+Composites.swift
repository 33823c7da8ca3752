/// Values that keep a constraint by construction, made of plain parameters.
///
/// To get the value of a finished trial, pass its ``TrialSnapshot`` to ``FixedTrial`` and call the
/// same method.
extension Trial {
  // MARK: Composite values

  /// Suggests two numbers in ascending order, such as the bounds of an interval.
  ///
  /// The parameters are `"name low"` and `"name high"`. Both are drawn from the whole range and
  /// exchanged if necessary, so that all pairs are equally likely in random search.
  ///
  /// ```swift
  /// let (low, high) = try trial.suggestOrderedPair("band", in: 0.0...100.0)
  /// ```
  ///
  /// - Returns: Two numbers, of which the first is not greater than the second.
  /// - Throws: The same errors as ``suggest(_:in:scale:step:)-(_,ClosedRange<Double>,_,_)``;
  ///   ``TrialError`` when enqueued values are not in ascending order.
  public func suggestOrderedPair(
    _ name: String, in range: ClosedRange<Double>, scale: Scale = .linear, step: Double? = nil
  ) throws -> (low: Double, high: Double) {
    let distribution = try describing(name) {
      try FloatDistribution(range, scale: scale, step: step)
    }
    let pair = try orderedPair(name, .float(distribution))
    return (pair.low, pair.high)
  }

  /// Suggests two integers in ascending order; they may be equal.
  ///
  /// The parameters are `"name low"` and `"name high"`. Both are drawn from the whole range and
  /// exchanged if necessary: in random search, two different integers are twice as likely as two
  /// equal ones.
  ///
  /// - Throws: The same errors as the method for `Double`.
  public func suggestOrderedPair(
    _ name: String, in range: ClosedRange<Int>, scale: Scale = .linear, step: Int = 1
  ) throws -> (low: Int, high: Int) {
    let distribution = try describing(name) {
      try IntDistribution(range, scale: scale, step: step)
    }
    let pair = try orderedPair(name, .int(distribution))
    return (Int(pair.low), Int(pair.high))
  }

  private func orderedPair(
    _ name: String, _ distribution: Distribution
  ) throws -> (low: Double, high: Double) {
    let requests = ["low", "high"].map { ParameterRequest("\(name) \($0)", from: distribution) }
    let values = try backend.values(of: requests) { values in
      values.sorted { $0.recorded < $1.recorded }
    }
    return (values[0].recorded, values[1].recorded)
  }

  /// Suggests fractions that are not negative and sum to 1, such as the weights of a mixture.
  ///
  /// The parameters are `"name 0"` to `"name k−2"` for *k* fractions. Each determines how much of
  /// what its predecessors have left is taken (stick breaking), on a scale on which all
  /// combinations of fractions are equally likely in random search.
  ///
  /// ```swift
  /// let mixture = try trial.suggestSimplex("mixture", count: 3)
  /// ```
  ///
  /// - Parameters:
  ///   - name: The start of the parameters' names.
  ///   - count: The number of fractions; of one fraction, which is 1, no parameter is suggested.
  /// - Returns: The fractions; their sum is 1 up to rounding.
  /// - Throws: The same errors as the methods for numbers.
  /// - Precondition: The count is positive.
  public func suggestSimplex(_ name: String, count: Int) throws -> [Double] {
    precondition(count > 0, "a simplex needs at least one fraction, not \(count)")
    return StickBreaking.fractions(
      try (0..<count - 1).map { try suggest("\(name) \($0)", in: 0.0...1.0) })
  }

  /// Suggests an order of some elements.
  ///
  /// The parameters are the integers `"name 1"` to `"name n−1"` for *n* elements: the position among
  /// the elements before it at which each element is inserted. There is exactly one code for each
  /// order, so that grids and duplicate checks work; random search draws all orders with equal
  /// probability; and a changed integer moves a single element, so that similar codes are similar
  /// orders. Appending an element adds a parameter and keeps the others. (Sorting by random keys
  /// would give each order infinitely many codes; in the usual Lehmer code, a changed integer moves
  /// many elements.)
  ///
  /// - Returns: The elements in the suggested order.
  /// - Throws: The same errors as the methods for numbers.
  /// - Complexity: O(*n*²) for *n* elements.
  public func suggestPermutation<Element>(
    _ name: String, of elements: some Sequence<Element>
  ) throws -> [Element] {
    var order: [Element] = []
    for element in elements {
      let position =
        order.isEmpty ? 0 : try suggest("\(name) \(order.count)", in: 0...order.count)
      order.insert(element, at: position)
    }
    return order
  }

  /// Suggests a subset with a given number of elements.
  ///
  /// The parameters `"name 0"` to `"name n−1"` are the priorities of the elements, numbers in 0...1;
  /// the subset has the elements with the highest priorities. All subsets are equally likely in
  /// random search, and each parameter is about one element, so that models learn which elements
  /// are good.
  ///
  /// For a subset of any size, suggest a Boolean for each element.
  ///
  /// - Returns: The elements of the subset, in their original order.
  /// - Throws: The same errors as the methods for numbers.
  /// - Precondition: The count is between 0 and the number of elements.
  public func suggestSubset<Element>(
    _ name: String, of elements: some Sequence<Element>, count: Int
  ) throws -> [Element] {
    let elements = Array(elements)
    precondition(
      0...elements.count ~= count, "a subset of \(elements.count) elements cannot have \(count)")
    guard 0 < count, count < elements.count else { return count == 0 ? [] : elements }
    let priorities = try elements.indices.map { try suggest("\(name) \($0)", in: 0.0...1.0) }
    // Of equal priorities, which enqueued values may have, the first elements.
    return elements.indices.sorted { (priorities[$1], $0) < (priorities[$0], $1) }
      .prefix(count).sorted().map { elements[$0] }
  }
}
