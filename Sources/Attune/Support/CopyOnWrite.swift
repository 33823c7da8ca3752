/// A large value that is passed as one reference, and copied if it is changed while shared.
struct CopyOnWrite<Value> {
  private final class Box {
    // Safe without checks: only the enclosing structure has access, and as a value it obeys
    // exclusivity.
    @exclusivity(unchecked) var value: Value

    init(_ value: Value) {
      self.value = value
    }
  }

  private var box: Box

  init(_ value: Value) {
    box = Box(value)
  }

  var value: Value {
    _read { yield box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
      yield &box.value
    }
  }
}

// A box is changed only while it is uniquely referenced.
extension CopyOnWrite: @unchecked Sendable where Value: Sendable {}
