extension Array where Element: Sendable {
  /// The results of a transformation in the order of the elements, computed by up to `width` tasks.
  @concurrent
  func concurrentMap<Result: Sendable>(
    width: Int, _ transform: @escaping @Sendable (Element) throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (index: Int, result: Result).self) { group in
      var results: [(index: Int, result: Result)] = []
      for (index, element) in enumerated() {
        // A task is added for each that has ended, so that at most `width` are active.
        if index >= width, let result = try await group.next() { results.append(result) }
        group.addTask { (index, try transform(element)) }
      }
      for try await result in group { results.append(result) }
      return results.sorted { $0.index < $1.index }.map(\.result)
    }
  }
}
