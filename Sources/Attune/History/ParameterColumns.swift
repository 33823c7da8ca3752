import Synchronization

/// The columns of a study's parameters, by the parameters' indices in the ``ParameterTable``.
///
/// Columns are built lazily, on the first read, since random search never reads them. Copies of a
/// history share their columns, so the work is done once for all copies.
struct ParameterColumns: Sendable {
  private struct Content: Sendable {
    var columns: [ParameterColumn?] = []
    /// The numbers of the complete and pruned trials that the columns do not contain yet.
    var pending: [Int32] = []

    mutating func insert(_ trial: TrialSnapshot, _ table: ParameterTable) {
      for parameter in trial.parameters {
        guard let index = parameter.signature.tableIndex else { continue }
        while columns.count <= index { columns.append(nil) }
        if columns[index] == nil { columns[index] = ParameterColumn() }
        let coordinate = table.entries[index].definition.coordinate(parameter)
        columns[index]?.insert(coordinate, number: trial.number)
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

  /// Adds a complete or pruned trial, to be inserted by the next ``update(_:_:)``.
  mutating func add(_ number: Int) {
    if !isKnownUniquelyReferenced(&cache) { cache = Cache(cache.content.withLock { $0 }) }
    cache.content.withLock { $0.pending.append(Int32(number)) }
  }

  /// Inserts the pending trials into the columns.
  ///
  /// Call it before a definition changes, because coordinates depend on the definitions.
  func update(_ trials: ChunkedArray<TrialSnapshot>, _ table: ParameterTable) {
    cache.content.withLock { content in
      for number in content.pending { content.insert(trials[Int(number)], table) }
      content.pending.removeAll()
    }
  }

  /// The column of the parameter at an index of the table, as of the last update; nil if no trial
  /// has the parameter.
  subscript(index: Int) -> ParameterColumn? {
    cache.content.withLock { $0.columns.indices.contains(index) ? $0.columns[index] : nil }
  }
}
