/// A function from 64-bit integers to 64 random bits, selected by a key.
///
/// It replaces random numbers that would have to be stored: the same argument always has the same
/// bits, and different arguments or keys have independent ones for practical use.
struct KeyedHash: Sendable {
  private let key: UInt64

  /// Creates the function of a key.
  init(key: UInt64) {
    self.key = key
  }

  /// Creates a function for each of a number of dimensions; that of a dimension depends on the seed,
  /// the dimension and the purpose only.
  static func functions(count: Int, seed: UInt64, purpose: String) -> [KeyedHash] {
    (0..<count).map { dimension in
      var random = RandomStream(seed: seed, stream: UInt64(dimension), purpose: purpose)
      return KeyedHash(key: random.next())
    }
  }

  /// Returns the bits for a value.
  func callAsFunction(_ value: UInt64) -> UInt64 {
    // Without the inner mix, a value and a key would have the same bits as other pairs with the same
    // exclusive or, such as the next value and a key that differs in one bit.
    SplitMix64.mix(key ^ SplitMix64.mix(value &+ SplitMix64.gamma))
  }
}
