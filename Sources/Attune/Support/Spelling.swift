extension String {
  /// Whether both are written with the same bytes: more than `==`, by which spellings of é are equal.
  func isSpelled(as other: String) -> Bool {
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
}
