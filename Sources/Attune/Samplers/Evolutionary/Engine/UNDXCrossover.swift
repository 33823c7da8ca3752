/// Unimodal normal distribution crossover, UNDX: a normal distribution around the middle of two
/// parents, wide along their line, and orthogonal to it as wide as the third parent is distant.
///
/// - Note: H. Kita, I. Ono and S. Kobayashi, "Multi-parental Extension of the Unimodal Normal
///   Distribution Crossover for Real-Coded Genetic Algorithms", CEC 1999,
///   doi:10.1109/CEC.1999.782672, section 2.
public struct UNDXCrossover: Crossover {
  /// How σ_ξ and σ_η scale the normal distributions.
  public enum Scale: Sendable {
    /// Their squares are the standard deviations, as in Optuna: the children are closer to the
    /// middle of the parents than in the paper.
    case optuna
    /// They are the standard deviations, as in the paper.
    case paper
  }

  /// σ_ξ, along the line of the first two parents.
  public let sigmaXi: Double

  /// σ_η, orthogonal to the line; nil for 0.35/√*n* in *n* dimensions.
  public let sigmaEta: Double?

  /// How the sigmas scale the normal distributions.
  public let scale: Scale

  /// The number of parents of a child.
  public let parentCount = 3

  /// Creates the operator.
  ///
  /// - Precondition: The sigmas are finite and not negative.
  public init(sigmaXi: Double = 0.5, sigmaEta: Double? = nil, scale: Scale = .optuna) {
    for sigma in [sigmaXi, sigmaEta ?? 0] {
      precondition(
        sigma >= 0 && sigma.isFinite, "a sigma must be finite and at least 0, not \(sigma)")
    }
    self.sigmaXi = sigmaXi
    self.sigmaEta = sigmaEta
    self.scale = scale
  }

  /// Returns a child.
  public func cross(
    parents: [[Double]], bounds: [ClosedRange<Double>], using random: inout RandomStream
  ) -> [Double] {
    let etas = bounds.map { _ in random.normal() }
    return child(of: parents, along: random.normal(), across: etas)
  }

  /// The child for given standard normal numbers.
  ///
  /// - Parameters:
  ///   - xi: The one for the position along the line of the first two parents.
  ///   - etas: One for each dimension. The projection of the vector to the subspace orthogonal to
  ///     the line has the distribution of Σ ηᵢ eᵢ with an orthonormal basis eᵢ of the subspace.
  func child(of parents: [[Double]], along xi: Double, across etas: [Double]) -> [Double] {
    let axes = parents[0].indices
    let toSecond = axes.map { parents[1][$0] - parents[0][$0] }
    let toThird = axes.map { parents[2][$0] - parents[0][$0] }
    let length = Self.dot(toSecond, toSecond).squareRoot()
    let direction = length > 0 ? toSecond.map { $0 / length } : nil
    // The distance D of the third parent from the line.
    let distance = Self.norm(Self.rejection(of: toThird, from: direction))
    // Without a line, the first axis takes its place in the basis, as in Optuna.
    let firstAxis = axes.map { $0 == 0 ? 1.0 : 0.0 }
    let orthogonal = Self.rejection(of: etas, from: direction ?? firstAxis)
    let along = xi * deviation(sigmaXi)
    let across = distance * deviation(sigmaEta ?? 0.35 / Double(axes.count).squareRoot())
    return axes.map { axis in
      let middle = (parents[0][axis] + parents[1][axis]) / 2
      // Eq. (5), with d = x₁ − x₂.
      return middle - along * toSecond[axis] + across * orthogonal[axis]
    }
  }

  private func deviation(_ sigma: Double) -> Double {
    switch scale {
    case .optuna: sigma * sigma
    case .paper: sigma
    }
  }

  /// The part of a vector that is orthogonal to a unit vector; the whole vector if there is none.
  private static func rejection(of vector: [Double], from unit: [Double]?) -> [Double] {
    guard let unit else { return vector }
    let projection = dot(vector, unit)
    return zip(vector, unit).map { $0 - projection * $1 }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func norm(_ vector: [Double]) -> Double { dot(vector, vector).squareRoot() }
}
