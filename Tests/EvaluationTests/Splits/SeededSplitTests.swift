import AttuneEvaluation
import Testing

/// The splits of a seed must not change between versions; the expected ones are those of the first
/// version.
@Suite struct SeededSplitTests {
  private static let labels = ["a", "b", "a", "a", "c", "b", "a", "c", "b", "a", "c", "b"]
  private static let groups = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]

  @Test func `folds of a seed stay the same`() throws {
    let folds: [[Fold]] = [
      try .kFold(3, count: 12, shuffleSeed: 7),
      try .stratified(3, labels: Self.labels, shuffleSeed: 7),
      try .grouped(3, groups: Self.groups, shuffleSeed: 7),
      try .stratifiedGrouped(3, labels: Self.labels, groups: Self.groups, shuffleSeed: 7),
      try .repeated(2, seed: 7) { try .kFold(2, count: 6, shuffleSeed: $0) },
    ]
    #expect(
      folds.map { $0.map(\.validation) } == [
        [[2, 3, 5, 6], [0, 7, 9, 10], [1, 4, 8, 11]],
        [[0, 1, 2, 7], [3, 4, 6, 8], [5, 9, 10, 11]],
        [[8, 9, 10, 11], [0, 1, 2, 3], [4, 5, 6, 7]],
        [[0, 1, 2, 3, 4, 5], [6, 7, 8, 9], [10, 11]],
        [[0, 1, 2], [3, 4, 5], [0, 2, 3], [1, 4, 5]],
      ])
  }

  @Test func `hold-out parts and test sets of a seed stay the same`() throws {
    let plain = try HoldOut(count: 12, validation: 0.25, test: 0.25, shuffleSeed: 7)
    #expect(plain.validation == [0, 3, 4])
    #expect(plain.test == [1, 6, 9])
    let stratified = try HoldOut(
      labels: Self.labels, validation: 0.25, test: 0.25, shuffleSeed: 7)
    #expect(stratified.validation == [4, 9, 11])
    #expect(stratified.test == [1, 2, 10])
    var rows = Array(0..<12)
    let test = try TestSet(fraction: 0.25, takenFrom: &rows, seed: 7)
    #expect(test.evaluate { $0 } == [1, 7, 9])
  }
}
