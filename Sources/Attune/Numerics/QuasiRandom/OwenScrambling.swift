/// A nested uniform scrambling of the binary digits of a coordinate.
///
/// Each digit is flipped or not at random, independently for each value of the digits before it.
/// So each scrambled point is distributed uniformly, and the points of a net remain a net.
///
/// The random flips are the bits of a hash function of the digits before, which are computed where
/// they are needed; the tree of all flips would have 2⁵³ nodes.
///
/// - Note: Implements the scrambling of A. B. Owen, "Randomly Permuted (t,m,s)-Nets and
///   (t,s)-Sequences", Monte Carlo and Quasi-Monte Carlo Methods in Scientific Computing, Lecture
///   Notes in Statistics 106, 1995, doi:10.1007/978-1-4612-2552-2_19. A hash function replaces its
///   stored permutations, as in B. Burley, "Practical Hash-based Owen Scrambling", JCGT 9(4), 2020.
///   Each node of the tree has a separate hash value; Burley approximates them with a few operations
///   on all digits at once.
struct OwenScrambling: Sendable {
  /// The random bits of the nodes.
  private let hash: KeyedHash

  /// Creates a scrambling with the given random bits.
  init(_ hash: KeyedHash) {
    self.hash = hash
  }

  /// Returns scrambled digits.
  ///
  /// - Parameters:
  ///   - digits: The binary digits of a coordinate, the first one in the highest of `count` bits.
  ///   - count: The number of digits, at most 63.
  /// - Complexity: O(*n*) for *n* digits.
  func scrambled(_ digits: UInt64, count: Int) -> UInt64 {
    var flips: UInt64 = 0
    for position in 0..<count {
      // A node is the digits before the position, after a 1 that distinguishes the positions.
      let node = 1 << UInt64(position) | digits >> UInt64(count - position)
      flips = flips << 1 | hash(node) >> 63
    }
    return digits ^ flips
  }
}
