extension String {
  /// Whether both are written with the same bytes: more than `==`, by which spellings of é are equal.
  func isSpelled(as other: String) -> Bool {
    guard self == other else { return false }
    let areSame = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { other in
        // Without a way out of the loop, sixteen bytes are compared at once.
        own.count == other.count && zip(own, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
      }
    }
    return (areSame ?? nil) ?? utf8.elementsEqual(other.utf8)
  }
}
