/// What a user has said about a parameter beyond its possible values: the prior and the order of its
/// choices.
///
/// A study records it, since a sampler that draws several parameters at once needs it before the
/// objective asks for them.
struct ParameterHints: Sendable, Hashable {
  /// The prior; nil if there is none.
  var prior: Prior?

  /// The indices of the choices in ascending order; nil without an order.
  var order: [Int]?

  /// Whether the choices have an order, which is that of their indices.
  ///
  /// It is not when choices were added below others, since recorded choices keep their indices.
  var isAscending: Bool { order.map { $0 == Array($0.indices) } ?? false }

  /// Whether there are none.
  var isEmpty: Bool { prior == nil && order == nil }

  /// Creates hints.
  init(prior: Prior? = nil, order: [Int]? = nil) {
    self.prior = prior
    self.order = order
  }

  /// Reads the hints of a parameter from the attributes of a study.
  ///
  /// Hints that do not match the distribution are ignored: the file may be of another version of
  /// the program.
  init(_ name: String, from distribution: Distribution, in attributes: JSONObject) {
    prior = attributes[SystemAttribute.priorPrefix + name].flatMap {
      Prior(json: $0, for: distribution)
    }
    guard case .categorical(let categorical) = distribution,
      let labels = attributes[SystemAttribute.orderPrefix + name]?.arrayValue
    else { return }
    let indices = labels.compactMap { label in
      categorical.choices.firstIndex { $0.isEqualInPython(to: label) }
    }
    if indices.sorted() == Array(categorical.choices.indices) { order = indices }
  }
}

extension ParameterRequest {
  /// The hints of the request.
  var hints: ParameterHints { ParameterHints(prior: prior, order: order) }

  /// The attributes of a study that record the hints.
  var hintAttributes: JSONObject {
    var attributes = JSONObject()
    if let prior {
      attributes[SystemAttribute.priorPrefix + name] = prior.json(for: distribution)
    }
    if let order, case .categorical(let categorical) = distribution {
      attributes[SystemAttribute.orderPrefix + name] = .array(
        order.map { categorical.choices[$0] })
    }
    return attributes
  }
}
