/// A stream of random numbers that is a function of a seed, a stream number and a purpose alone.
///
/// Two streams with different numbers or purposes are independent for all practical ends, so every
/// consumer can have a stream of its own and no consumer can disturb another. The numbers are the
/// same on every platform and in every build.
///
/// The generator is xoshiro256++, its state filled by SplitMix64.
///
/// - Note: Implements D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators",
///   ACM Transactions on Mathematical Software 47(4), 2021, doi:10.1145/3460772.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Creates the stream that belongs to a seed, a number and a purpose.
  ///
  /// - Parameters:
  ///   - seed: Any value; all are equally good.
  ///   - stream: Tells streams of one seed apart.
  ///   - purpose: Tells streams of one seed and number apart.
  /// - Complexity: O(*n*) for a purpose of *n* bytes.
  public init(seed: UInt64, stream: UInt64 = 0, purpose: String = "") {
    self = Source(seed: seed, stream: stream, purpose: purpose).stream()
  }

  private init(_ mixer: consuming SplitMix64) {
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  /// What streams have in common whose seeds and numbers are equal and whose purposes begin alike.
  struct Source: Sendable {
    private var mixer: SplitMix64

    init(seed: UInt64, stream: UInt64, purpose: String) {
      mixer = SplitMix64(state: seed)
      mixer.absorb(stream)
      mixer.absorb(purpose)
    }

    /// The stream whose purpose goes on in such a way.
    func stream(_ rest: String = "") -> RandomStream {
      var mixer = mixer
      mixer.absorb(rest)
      return RandomStream(mixer)
    }
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let result = Self.rotate(state.0 &+ state.3, 23) &+ state.0
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotate(state.3, 45)
    return result
  }

  /// A number drawn uniformly from the 2⁵³ evenly spaced ones in 0..<1.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A whole number drawn uniformly from `0..<bound`.
  ///
  /// - Precondition: `bound` is positive.
  public mutating func index(below bound: Int) -> Int {
    precondition(bound > 0, "there is no index below \(bound)")
    return Int(integer(upTo: UInt64(bound) - 1))
  }

  /// An integer drawn uniformly from `0...limit`.
  mutating func integer(upTo limit: UInt64) -> UInt64 {
    guard limit < .max else { return next() }
    // D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29(1), 2019.
    let bound = limit + 1
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  /// A number drawn from the standard normal distribution.
  public mutating func normal() -> Double {
    // The half step keeps the argument off 0 and 1, where the quantile is infinite.
    NormalDistribution.quantile((Double(next() >> 12) + 0.5) * 0x1p-52)
  }

  private static func rotate(_ x: UInt64, _ count: UInt64) -> UInt64 {
    (x << count) | (x >> (64 - count))
  }
}

/// The mixing function that turns seeds into states.
private struct SplitMix64: Sendable {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func absorb(_ value: UInt64) {
    state = next() ^ value
  }

  mutating func absorb(_ text: String) {
    var text = text
    text.withUTF8 { for byte in $0 { absorb(UInt64(byte)) } }
  }
}
