/// The name and the distribution of a parameter, one object shared by all trials that agree in
/// both.
final class ParameterSignature: Sendable {
  let key: Name
  let distribution: Distribution

  /// The index of the name in the ``ParameterTable`` that shares the signature; nil if it is not
  /// shared.
  let tableIndex: Int?

  init(name: String, distribution: Distribution, tableIndex: Int? = nil) {
    key = Name(name)
    self.distribution = distribution
    self.tableIndex = tableIndex
  }

  /// Whether name and distribution have the same code points and the same bits.
  ///
  /// This is stricter than `==`, for which 0.0 equals -0.0: trials that share a signature must be
  /// recorded in a journal without change.
  func isIdentical(_ name: String, _ distribution: Distribution) -> Bool {
    key.text.isIdentical(to: name) && self.distribution.isIdentical(to: distribution)
  }
}

extension ParameterSignature: Hashable {
  static func == (a: ParameterSignature, b: ParameterSignature) -> Bool {
    a === b || (a.key == b.key && a.distribution == b.distribution)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(distribution)
  }
}

extension Distribution {
  fileprivate func isIdentical(to other: Distribution) -> Bool {
    switch (self, other) {
    case (.float(let a), .float(let b)):
      a.low.bitPattern == b.low.bitPattern && a.high.bitPattern == b.high.bitPattern
        && a.scale == b.scale && a.step == b.step
        && RecordedDistribution.areIdentical(a.record.description, b.record.description)
    case (.int(let a), .int(let b)):
      a == b && RecordedDistribution.areIdentical(a.record.description, b.record.description)
    case (.categorical(let a), .categorical(let b)):
      a.choices.elementsEqual(b.choices) { $0.isIdentical(to: $1) }
    default: false
    }
  }
}

extension JSONValue {
  /// Whether both have the same code points or bits; false for lists and objects, which are rare as
  /// labels.
  fileprivate func isIdentical(to other: JSONValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
    case (.string(let a), .string(let b)): a.isIdentical(to: b)
    case (.literal(let a), .literal(let b)): a == b
    default: false
    }
  }
}
