/// Quasi-random search: values from a sequence of points that cover the space more evenly than random
/// ones do, also called quasi-Monte Carlo.
///
/// ```swift
/// let study = try Study("cover", sampler: .qmc(), seed: 1)
/// try study.optimize(trials: 64) { trial in
///   try evaluate(rate: trial.suggest("rate", in: 1e-5...1, scale: .log))
/// }
/// ```
///
/// Point *n* of the sequence belongs to trial *n*, and each parameter has a dimension. So the values do not
/// depend on the number of workers or on interruptions, and nothing is counted. Each choice and each
/// value of a grid has an equal part of the unit interval.
///
/// The dimensions are in the order in which the parameters are first defined in the study: by the number
/// of the trial, and within a trial in the order in which it asks for them. Parameters with a single
/// possible value have no dimension. Where several workers define conditional parameters at the same
/// time, these trials may use other dimensions than the later ones. The first dimensions are the most
/// even ones, so it is best to ask for the important parameters first.
///
/// Unlike Optuna's `QMCSampler`, the points are scrambled by default; the first trial has a point of the
/// sequence too, and so have conditional parameters; and no trial skips or repeats a point because of
/// other workers.
///
/// - Note: J. Bergstra and Y. Bengio, "Random Search for Hyper-Parameter Optimization", Journal of
///   Machine Learning Research 13, 2012, section 4. See ``Sequence`` for the sequences.
public struct QMCSampler: Sampler {
  /// A sequence of points in the unit cube.
  public enum Sequence: Sendable, Hashable, CaseIterable {
    /// The sequence of I. M. Sobol, with the direction numbers of S. Joe and F. Y. Kuo, 2008.
    ///
    /// It is scrambled as A. B. Owen proposed in 1995. The numbers of trials that cover the space best
    /// are powers of two.
    case sobol

    /// The sequence of J. H. Halton, 1960.
    ///
    /// It is scrambled as A. B. Owen proposed in 2017, by random permutations of the digits. Without
    /// scrambling, only about the first ten dimensions are useful.
    case halton
  }

  /// The largest possible number of parameters with more than one value: 1,024.
  public static let maximumParameterCount = SobolSequence.maximumDimensionCount

  private struct Settings {
    var sequence = Sequence.sobol
    var isScrambled = true
  }

  private let settings: Settings
  private let pool: QuasiRandomPool

  /// Creates the sampler.
  ///
  /// - Parameters:
  ///   - sequence: The sequence of points.
  ///   - scramble: Whether the points are randomized, by the seed of the study; each of them is then
  ///     distributed uniformly. If false, all studies have the same points, and the first trial has the
  ///     lowest value of every parameter.
  public init(_ sequence: Sequence = .sobol, scramble: Bool = true) {
    settings = Settings(sequence: sequence, isScrambled: scramble)
    pool =
      switch sequence {
      case .sobol: QuasiRandomPool { SobolSequence(dimensionCount: $0, seed: $1) }
      case .halton: QuasiRandomPool { HaltonSequence(dimensionCount: $0, seed: $1) }
      }
  }

  /// The sequence of points.
  public var sequence: Sequence { settings.sequence }

  /// Whether the points are randomized.
  public var isScrambled: Bool { settings.isScrambled }

  /// Plans no values; while earlier trials are running, records which parameters have dimensions, for the
  /// case that the trial is interrupted.
  ///
  /// - Complexity: O(*d*) for *d* parameters of the study.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    TrialPlan(attributes: ParameterDimensions.attributes(in: context))
  }

  /// Returns the value at the coordinate of the trial's point.
  ///
  /// - Throws: ``SamplingError`` if the study has more than ``maximumParameterCount`` parameters.
  /// - Complexity: O(*d*) for *d* parameters of the study.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let dimension = ParameterDimensions(in: context)[request.name]
    var scrambling = context.studyStream("qmc")
    guard dimension < Self.maximumParameterCount,
      let position = pool.coordinate(
        dimension, at: UInt64(context.trialNumber), seed: isScrambled ? scrambling.next() : nil)
    else {
      throw SamplingError(
        "the sequence has \(Self.maximumParameterCount) dimensions, and the parameters of the study "
          + "that were defined before take all of them; use fewer names, or another sampler such as "
          + ".latinHypercube or .random")
    }
    return request.distribution.value(at: position)
  }

  /// The name, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: settings, defaults: Settings())
  }
}

extension Sampler where Self == QMCSampler {
  /// Quasi-random search.
  ///
  /// - Parameters:
  ///   - sequence: The sequence of points.
  ///   - scramble: Whether the points are randomized, by the seed of the study; false in Optuna.
  public static func qmc(
    _ sequence: QMCSampler.Sequence = .sobol, scramble: Bool = true
  ) -> QMCSampler {
    QMCSampler(sequence, scramble: scramble)
  }
}
