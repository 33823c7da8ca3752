extension String {
  /// Whether both strings have the same code points.
  ///
  /// This is stricter than `==`, for which canonically equivalent strings are equal, such as both
  /// forms of é.
  package func isIdentical(to other: String) -> Bool {
    if hasRepresentation(of: other) { return true }
    guard self == other else { return false }
    let areSame = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { other in
        guard own.count == other.count else { return false }
        // Without an early exit, the loop is vectorized to sixteen bytes at a time.
        var difference: UInt8 = 0
        for index in own.indices { difference |= own[index] ^ other[index] }
        return difference == 0
      }
    }
    return (areSame ?? nil) ?? utf8.elementsEqual(other.utf8)
  }

  /// Whether both strings have the same bits: the bytes of a small string, or a reference to a
  /// buffer.
  ///
  /// Most compared names are equal and short; then this takes a third of the time.
  private func hasRepresentation(of other: String) -> Bool {
    typealias Bits = (UInt, UInt)
    guard MemoryLayout<String>.size == MemoryLayout<Bits>.size else { return false }
    return unsafeBitCast(self, to: Bits.self) == unsafeBitCast(other, to: Bits.self)
  }
}

extension StringProtocol {
  /// Returns the parts between the occurrences of an ASCII character, even if a combining mark
  /// follows it.
  ///
  /// For `split(separator:)` the character and the mark are another `Character`.
  package func split(
    atScalar separator: Unicode.Scalar, maxSplits: Int = .max
  ) -> [String] {
    unicodeScalars.split(
      separator: separator, maxSplits: maxSplits, omittingEmptySubsequences: false
    ).map { String(String.UnicodeScalarView($0)) }
  }
}
