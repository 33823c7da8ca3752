import Synchronization

/// The columns of a study's parameters, by the parameters' places.
///
/// Random search never reads them, so trials are entered when somebody does. The copies of a history
/// share the columns, and what the first of them enters serves all.
struct ParameterColumns: Sendable {
  private struct Content: Sendable {
    var columns: [ParameterColumn?] = []
    /// The numbers of the complete and pruned trials that are to be entered.
    var pending: [Int32] = []

    mutating func enter(_ trial: TrialSnapshot, _ register: ParameterTable) {
      for parameter in trial.parameters {
        guard let place = parameter.signature.place else { continue }
        while columns.count <= place { columns.append(nil) }
        if columns[place] == nil { columns[place] = ParameterColumn() }
        let coordinate = register.entries[place].definition.coordinate(parameter)
        columns[place]?.insert(coordinate, number: trial.number)
      }
    }
  }

  private final class Cache: Sendable {
    let content: Mutex<Content>

    init(_ content: Content) {
      self.content = Mutex(content)
    }
  }

  private var cache = Cache(Content())

  /// Takes note of a complete or pruned trial.
  mutating func add(_ number: Int) {
    if !isKnownUniquelyReferenced(&cache) { cache = Cache(cache.content.withLock { $0 }) }
    cache.content.withLock { $0.pending.append(Int32(number)) }
  }

  /// Enters the trials that are to be entered.
  ///
  /// It has to be done before definitions change, by which coordinates are found.
  func update(_ trials: ChunkedArray<TrialSnapshot>, _ register: ParameterTable) {
    cache.content.withLock { content in
      for number in content.pending { content.enter(trials[Int(number)], register) }
      content.pending.removeAll()
    }
  }

  /// The column of the parameter at a place, as last updated; nil when no trial has it.
  subscript(place: Int) -> ParameterColumn? {
    cache.content.withLock { $0.columns.indices.contains(place) ? $0.columns[place] : nil }
  }
}
