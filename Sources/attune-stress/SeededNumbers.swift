/// Random numbers that follow from a seed, the same on every system.
struct SeededNumbers {
  private var state: UInt64

  /// Creates the numbers of a seed.
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

  /// A number from 0 up to a bound.
  mutating func index(below bound: Int) -> Int {
    Int(bits() % UInt64(bound))
  }

  /// Whether an event happens that does so once in so many times.
  mutating func once(in count: Int) -> Bool {
    index(below: count) == 0
  }

  /// One of several elements.
  mutating func element<Element>(of elements: [Element]) -> Element {
    elements[index(below: elements.count)]
  }

  /// A number from 0 up to 1.
  mutating func fraction() -> Double {
    Double(bits() >> 11) * 0x1p-53
  }
}
