/// Random numbers determined by a seed, the same on every system.
struct SeededNumbers {
  private var state: UInt64

  /// Creates a generator from a seed.
  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
  }

  /// The next 64 bits (SplitMix64).
  private mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A random number in `0..<bound`.
  mutating func index(below bound: Int) -> Int {
    Int(bits() % UInt64(bound))
  }

  /// Returns true with probability 1 / `count`.
  mutating func once(in count: Int) -> Bool {
    index(below: count) == 0
  }

  /// A random element of an array.
  mutating func element<Element>(of elements: [Element]) -> Element {
    elements[index(below: elements.count)]
  }

  /// A random number in `0..<1`.
  mutating func fraction() -> Double {
    Double(bits() >> 11) * 0x1p-53
  }
}
