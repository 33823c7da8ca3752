/// An operator that changes the value of one numeric parameter.
///
/// The value is on a linear axis, as those of a ``Crossover``.
///
/// A conforming type is immutable, and its results depend only on the arguments.
public protocol Mutation: Sendable {
  /// Returns another value; the sampler clips it to the bounds.
  func mutate(
    _ value: Double, bounds: ClosedRange<Double>, using random: inout RandomStream
  ) -> Double
}
