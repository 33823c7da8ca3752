extension String {
  /// Whether both have the same code points: more than `==`, by which spellings of é are equal.
  package func isIdentical(to other: String) -> Bool {
    if hasRepresentation(of: other) { return true }
    guard self == other else { return false }
    let areSame = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { other in
        guard own.count == other.count else { return false }
        // Without a way out of the loop, sixteen bytes are compared at once.
        var difference: UInt8 = 0
        for index in own.indices { difference |= own[index] ^ other[index] }
        return difference == 0
      }
    }
    return (areSame ?? nil) ?? utf8.elementsEqual(other.utf8)
  }

  /// Whether both are the same bits: the bytes of a short string, or a reference to one buffer.
  ///
  /// Most names that are compared are equal and short; this takes a third of the time.
  private func hasRepresentation(of other: String) -> Bool {
    typealias Bits = (UInt, UInt)
    guard MemoryLayout<String>.size == MemoryLayout<Bits>.size else { return false }
    return unsafeBitCast(self, to: Bits.self) == unsafeBitCast(other, to: Bits.self)
  }
}

extension StringProtocol {
  /// The parts between the occurrences of a character in ASCII, also where a combining mark follows it.
  ///
  /// To `split(separator:)` the mark and the character before it are one other `Character`.
  package func split(
    atScalar separator: Unicode.Scalar, maxSplits: Int = .max
  ) -> [String] {
    unicodeScalars.split(
      separator: separator, maxSplits: maxSplits, omittingEmptySubsequences: false
    ).map { String(String.UnicodeScalarView($0)) }
  }
}
