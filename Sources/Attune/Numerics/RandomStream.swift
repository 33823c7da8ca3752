/// A stream of random numbers that depends only on a seed, a stream number and a purpose.
///
/// Two streams with different numbers or purposes are statistically independent for practical use,
/// so each consumer can use its own stream without affecting the others. The numbers are the same
/// on every platform and in every build.
///
/// The generator is xoshiro256++ with a state initialized by SplitMix64.
///
/// - Note: Implements xoshiro256++ of D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom
///   Number Generators", ACM Transactions on Mathematical Software 47(4), 2021,
///   doi:10.1145/3460772, and SplitMix64 of G. L. Steele, D. Lea and C. H. Flood, "Fast Splittable
///   Pseudorandom Number Generators", OOPSLA 2014, doi:10.1145/2660193.2660195.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Creates the stream of a seed, a number and a purpose.
  ///
  /// - Parameters:
  ///   - seed: Any value; all are equally good.
  ///   - stream: Distinguishes streams with the same seed.
  ///   - purpose: Distinguishes streams with the same seed and number.
  /// - Complexity: O(*n*) for a purpose of *n* bytes.
  public init(seed: UInt64, stream: UInt64 = 0, purpose: String = "") {
    self = Source(seed: seed, stream: stream, purpose: purpose).stream()
  }

  private init(_ mixer: consuming SplitMix64) {
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  /// The common state of all streams with the same seed, number and start of the purpose.
  struct Source: Sendable {
    private var mixer: SplitMix64

    init(seed: UInt64, stream: UInt64, purpose: String) {
      mixer = SplitMix64(state: seed)
      mixer.absorb(stream)
      mixer.absorb(purpose)
    }

    /// Returns the stream whose purpose continues with the given text.
    func stream(_ rest: String = "") -> RandomStream {
      var mixer = mixer
      mixer.absorb(rest)
      return RandomStream(mixer)
    }
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    // The ++ scrambler, with a rotation by 23 bits.
    let result = Self.rotate(state.0 &+ state.3, 23) &+ state.0
    // The linear engine xoshiro256, with a shift by 17 and a rotation by 45 bits.
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotate(state.3, 45)
    return result
  }

  /// Returns a number drawn uniformly from the multiples of 2⁻⁵³ in 0..<1.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Returns an integer drawn uniformly from `0..<bound`.
  ///
  /// - Precondition: `bound` is positive.
  public mutating func index(below bound: Int) -> Int {
    precondition(bound > 0, "the bound of a random index must be positive, not \(bound)")
    return Int(integer(upTo: UInt64(bound) - 1))
  }

  /// Returns an integer drawn uniformly from `0...limit`.
  ///
  /// - Note: Implements the multiplication method with rejection of D. Lemire, "Fast Random Integer
  ///   Generation in an Interval", ACM Transactions on Modeling and Computer Simulation 29(1),
  ///   2019, doi:10.1145/3230636.
  mutating func integer(upTo limit: UInt64) -> UInt64 {
    guard limit < .max else { return next() }
    let bound = limit + 1
    var product = next().multipliedFullWidth(by: bound)
    // Reject low halves below 2⁶⁴ mod bound, so that each high half has the same number of
    // preimages. The remainder is less than the bound, so it is computed only for low halves below
    // the bound.
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  /// Returns a number drawn from the standard normal distribution, by inversion.
  public mutating func normal() -> Double {
    // The half step keeps the argument between 0 and 1, where the quantile is infinite.
    NormalDistribution.quantile((Double(next() >> 12) + 0.5) * 0x1p-52)
  }

  /// Shuffles an array; all orders are equally likely.
  ///
  /// The standard library's shuffle may change, which would change the order for a seed.
  ///
  /// - Note: R. Durstenfeld, "Algorithm 235: Random Permutation", Communications of the ACM 7(7),
  ///   1964, doi:10.1145/364520.364540.
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, index(below: last + 1))
    }
  }

  private static func rotate(_ x: UInt64, _ count: UInt64) -> UInt64 {
    (x << count) | (x >> (64 - count))
  }
}
