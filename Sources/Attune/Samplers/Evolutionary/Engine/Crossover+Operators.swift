extension Crossover where Self == UniformCrossover {
  /// Uniform crossover: each coordinate is that of one of two parents.
  public static var uniform: UniformCrossover { UniformCrossover() }

  /// Uniform crossover.
  ///
  /// - Parameter swappingProbability: The probability that a coordinate is the first parent's.
  /// - Precondition: The probability is in 0...1.
  public static func uniform(swappingProbability: Double) -> UniformCrossover {
    UniformCrossover(swappingProbability: swappingProbability)
  }
}

extension Crossover where Self == BLXAlphaCrossover {
  /// Blend crossover: a uniform point of a box around two parents.
  public static var blxAlpha: BLXAlphaCrossover { BLXAlphaCrossover() }

  /// Blend crossover.
  ///
  /// - Parameter alpha: How far the box extends beyond the parents, in units of their distance.
  /// - Precondition: `alpha` is finite and not negative.
  public static func blxAlpha(_ alpha: Double) -> BLXAlphaCrossover {
    BLXAlphaCrossover(alpha: alpha)
  }
}

extension Crossover where Self == SPXCrossover {
  /// Simplex crossover: a uniform point of an expanded simplex of three parents.
  public static var spx: SPXCrossover { SPXCrossover() }

  /// Simplex crossover.
  ///
  /// - Parameter expansion: The factor by which the simplex is expanded.
  /// - Precondition: `expansion` is finite and not negative.
  public static func spx(expansion: Double) -> SPXCrossover { SPXCrossover(expansion: expansion) }
}

extension Crossover where Self == SBXCrossover {
  /// Simulated binary crossover: children near two parents, within the bounds.
  public static var sbx: SBXCrossover { SBXCrossover() }

  /// Simulated binary crossover.
  ///
  /// - Parameters:
  ///   - eta: The distribution index; nil for 2 with one objective and 20 with several.
  ///   - uniformCrossoverProbability: The probability that the two children swap a coordinate.
  ///   - childGeneProbability: The probability that a coordinate is a child's, not a parent's.
  /// - Precondition: As for ``SBXCrossover/init(eta:uniformCrossoverProbability:childGeneProbability:)``.
  public static func sbx(
    eta: Double?, uniformCrossoverProbability: Double = 0.5, childGeneProbability: Double = 0.5
  ) -> SBXCrossover {
    SBXCrossover(
      eta: eta, uniformCrossoverProbability: uniformCrossoverProbability,
      childGeneProbability: childGeneProbability)
  }
}

extension Crossover where Self == VSBXCrossover {
  /// A variant of simulated binary crossover whose children can be anywhere.
  public static var vsbx: VSBXCrossover { VSBXCrossover() }

  /// A variant of simulated binary crossover whose children can be anywhere.
  ///
  /// - Parameters:
  ///   - eta: The distribution index; nil for 2 with one objective and 20 with several.
  ///   - uniformCrossoverProbability: The probability that the two children swap a coordinate.
  ///   - childGeneProbability: The probability that a coordinate is a child's, not a parent's.
  /// - Precondition: As for ``VSBXCrossover/init(eta:uniformCrossoverProbability:childGeneProbability:)``.
  public static func vsbx(
    eta: Double?, uniformCrossoverProbability: Double = 0.5, childGeneProbability: Double = 0.5
  ) -> VSBXCrossover {
    VSBXCrossover(
      eta: eta, uniformCrossoverProbability: uniformCrossoverProbability,
      childGeneProbability: childGeneProbability)
  }
}

extension Crossover where Self == UNDXCrossover {
  /// Unimodal normal distribution crossover: a normal distribution around the middle of two parents.
  public static var undx: UNDXCrossover { UNDXCrossover() }

  /// Unimodal normal distribution crossover.
  ///
  /// - Parameters:
  ///   - sigmaXi: σ_ξ, along the line of the first two parents.
  ///   - sigmaEta: σ_η, orthogonal to the line; nil for 0.35/√*n* in *n* dimensions.
  ///   - scale: How the sigmas scale the normal distributions.
  /// - Precondition: The sigmas are finite and not negative.
  public static func undx(
    sigmaXi: Double, sigmaEta: Double? = nil, scale: UNDXCrossover.Scale = .optuna
  ) -> UNDXCrossover {
    UNDXCrossover(sigmaXi: sigmaXi, sigmaEta: sigmaEta, scale: scale)
  }
}
