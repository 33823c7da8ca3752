/// A random permutation of `0..<count`, selected by a key, of which any element can be computed
/// without the others.
///
/// - Note: Implements the swap-or-not shuffle of V. T. Hoang, B. Morris and P. Rogaway, "An
///   Enciphering Scheme Based on a Card Shuffle", CRYPTO 2012, doi:10.1007/978-3-642-32009-5_1. It
///   permutes sets of any size; networks of Feistel's kind, the common alternative, are far from
///   random for small ones.
struct KeyedPermutation: Sendable {
  /// The number of rounds.
  ///
  /// A round leaves an element at its position or moves it to a uniformly distributed one, with
  /// probability 1/2 each; so this many rounds leave no visible trace of the order.
  private static let roundCount: UInt64 = 64

  /// The number of elements, positive.
  private let count: UInt64

  /// The random bits that select the permutation.
  private let hash: KeyedHash

  /// Creates a permutation.
  ///
  /// - Parameters:
  ///   - count: The number of elements, positive.
  ///   - hash: The random bits that select the permutation.
  init(count: UInt64, hash: KeyedHash) {
    self.count = count
    self.hash = hash
  }

  /// Returns an element of the permutation.
  ///
  /// - Parameter position: An integer in `0..<count`.
  /// - Complexity: O(1): 128 hash values.
  func element(at position: UInt64) -> UInt64 {
    var x = position
    for round in 0..<Self.roundCount {
      // The round pairs each x with K − x modulo the count, for a random K.
      let bits = hash(round)
      let k = bits.multipliedFullWidth(by: count).high
      let partner = k >= x ? k - x : count - (x - k)
      // A random bit of the pair decides whether its elements are swapped.
      if KeyedHash(key: bits)(max(x, partner)) >> 63 == 1 { x = partner }
    }
    return x
  }
}
