/// An operator that makes a child from the parameter values of several parents.
///
/// The values are vectors with one coordinate for each numeric parameter, on a linear axis: those
/// of a logarithmic scale are logarithms. A child may be outside the bounds; the sampler then
/// selects other parents.
///
/// A conforming type is immutable, and its children depend only on the arguments. Its text, as in
/// string interpolation, is part of a sampler's ``Sampler/summary``.
public protocol Crossover: Sendable {
  /// The number of parents of a child, at least 1.
  var parentCount: Int { get }

  /// The operator for a number of objectives; the operator itself by default.
  ///
  /// Samplers cross with the result. Implement it if a default depends on the number of objectives.
  func adapted(toObjectives count: Int) -> Self

  /// Returns a child.
  ///
  /// - Parameters:
  ///   - parents: Vectors of *n* coordinates, ``parentCount`` of them, within the bounds. Different
  ///     parents may be equal.
  ///   - bounds: The bounds of each coordinate.
  ///   - random: The source of all random decisions.
  /// - Returns: A vector of *n* coordinates.
  func cross(
    parents: [[Double]], bounds: [ClosedRange<Double>], using random: inout RandomStream
  ) -> [Double]
}

extension Crossover {
  /// The operator itself.
  public func adapted(toObjectives count: Int) -> Self { self }
}

extension RandomStream {
  /// Returns independent numbers from 0..<1.
  mutating func uniforms(_ count: Int) -> [Double] {
    (0..<count).map { _ in uniform() }
  }
}
