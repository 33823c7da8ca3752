/// A large value that is handed on as one reference and copied when it is changed while shared.
struct CopyOnWrite<Value> {
  private final class Box {
    // Only the structure around it has access, which follows the rules by being a value.
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

// A box is changed only when nobody else refers to it.
extension CopyOnWrite: @unchecked Sendable where Value: Sendable {}
