/// SplitMix64, which turns a seed, a number and a purpose into a state.
///
/// - Note: Implements the generator of G. L. Steele, D. Lea and C. H. Flood, "Fast Splittable
///   Pseudorandom Number Generators", OOPSLA 2014, doi:10.1145/2660193.2660195.
struct SplitMix64: Sendable {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= Self.gamma
    return Self.mix(state)
  }

  /// Mixes a value into the state.
  mutating func absorb(_ value: UInt64) {
    state = next() ^ value
  }

  /// Mixes the bytes of a text into the state.
  mutating func absorb(_ text: String) {
    var text = text
    text.withUTF8 { for byte in $0 { absorb(UInt64(byte)) } }
  }

  /// The golden gamma, the increment of the state.
  static let gamma: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// A bijection of the 64-bit integers each of whose output bits depends on all input bits.
  ///
  /// It is D. Stafford's variant 13 of the 64-bit finalizer of MurmurHash3.
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
