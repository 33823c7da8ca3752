/// The name of a parameter and the values it can take: one object for all trials that agree in both.
final class ParameterSignature: Sendable {
  let key: Name
  let distribution: Distribution

  /// The place of the name in the register that shares the signature; nil when none does.
  let place: Int?

  init(name: String, distribution: Distribution, place: Int? = nil) {
    key = Name(name)
    self.distribution = distribution
    self.place = place
  }

  /// Whether name and distribution are spelled just so.
  ///
  /// More than equality, by which 0.0 is -0.0: a shared signature stands for what journals record.
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
        && RecordedDistribution.areIdentical(a.record, b.record)
    case (.int(let a), .int(let b)):
      a == b && RecordedDistribution.areIdentical(a.record, b.record)
    case (.categorical(let a), .categorical(let b)):
      a.choices.elementsEqual(b.choices) { $0.isIdentical(to: $1) }
    default: false
    }
  }
}

extension JSONValue {
  /// Lists and objects are rare among labels, so they are not compared.
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
