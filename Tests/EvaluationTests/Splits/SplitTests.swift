import AttuneEvaluation
import Testing

/// Properties of shuffled splits over sizes and seeds.
@Suite struct SplitTests {
  private static let seeds: [UInt64] = [0, 1, 42, .max]

  @Test(arguments: seeds)
  func `each element is validated on once, in parts whose sizes differ by at most one`(
    seed: UInt64
  ) throws {
    for count in 2...40 {
      for foldCount in 2...min(count, 7) {
        let folds: [Fold] = try .kFold(foldCount, count: count, shuffleSeed: seed)
        expectPartition(folds, count: count)
        expectEven(folds.map(\.validation.count))
      }
    }
  }

  @Test(arguments: seeds)
  func `every class is distributed evenly over shuffled folds`(seed: UInt64) throws {
    for count in 6...40 {
      let labels = (0..<count).map { $0 * $0 % 7 }
      let folds: [Fold] = try .stratified(2, labels: labels, shuffleSeed: seed)
      expectPartition(folds, count: count)
      expectEven(folds.map(\.validation.count))
      for label in Set(labels) {
        expectEven(folds.map { $0.validation.count { labels[$0] == label } })
      }
    }
  }

  @Test(arguments: seeds)
  func `no group is in both parts of a shuffled fold`(seed: UInt64) throws {
    for count in 12...40 {
      let groups = (0..<count).map { "patient \($0 * $0 % 11)" }
      let folds: [Fold] = try .grouped(3, groups: groups, shuffleSeed: seed)
      expectPartition(folds, count: count)
      for fold in folds {
        let fitted = Set(fold.training(of: groups))
        #expect(fitted.isDisjoint(with: fold.validation(of: groups)))
      }
      expectEven(folds.map { Set($0.validation(of: groups)).count })
    }
  }

  @Test(arguments: seeds)
  func `stratified grouped folds keep groups together and distribute classes evenly`(
    seed: UInt64
  ) throws {
    for count in stride(from: 60, through: 240, by: 60) {
      // Groups of four elements; every third group has one rare element.
      let groups = (0..<count).map { $0 / 4 }
      let labels = (0..<count).map { $0 % 12 == 5 ? "rare" : "common" }
      let folds: [Fold] = try .stratifiedGrouped(
        5, labels: labels, groups: groups, shuffleSeed: seed)
      expectPartition(folds, count: count)
      for fold in folds {
        let fitted = Set(fold.training(of: groups))
        #expect(fitted.isDisjoint(with: fold.validation(of: groups)))
        #expect(fold.validation(of: labels).count { $0 == "rare" } == count / 60)
      }
    }
  }

  @Test(arguments: seeds)
  func `hold-out parts contain every element once, and classes in proportion`(seed: UInt64) throws {
    for count in stride(from: 20, through: 200, by: 20) {
      let labels = (0..<count).map { $0 % 10 < 5 ? "a" : $0 % 10 < 8 ? "b" : "c" }
      let stratified = try HoldOut(labels: labels, validation: 0.2, test: 0.3, shuffleSeed: seed)
      let plain = try HoldOut(count: count, validation: 0.2, test: 0.3, shuffleSeed: seed)
      for parts in [stratified, plain] {
        let all = parts.training + parts.validation + parts.test
        #expect(all.sorted() == Array(0..<count))
        #expect(parts.training.count == count / 2)
        #expect(parts.validation.count == count / 5)
        #expect(parts.fold.training == parts.training)
        #expect(parts.fold.validation == parts.validation)
      }
      for (part, fraction) in [
        (stratified.training, 0.5), (stratified.validation, 0.2), (stratified.test, 0.3),
      ] {
        for (label, proportion) in [("a", 0.5), ("b", 0.3), ("c", 0.2)] {
          let members = part.count { labels[$0] == label }
          #expect(abs(Double(members) - proportion * fraction * Double(count)) < 2)
        }
      }
    }
  }

  @Test func `equal seeds give equal splits, different seeds different ones`() throws {
    let labels = (0..<50).map { $0 % 3 }
    let groups = (0..<50).map { $0 / 4 }
    let ways: [(UInt64) throws -> [Fold]] = [
      { try .kFold(5, count: 50, shuffleSeed: $0) },
      { try .stratified(5, labels: labels, shuffleSeed: $0) },
      { try .grouped(5, groups: groups, shuffleSeed: $0) },
      { try .stratifiedGrouped(5, labels: labels, groups: groups, shuffleSeed: $0) },
      { [try HoldOut(count: 50, validation: 0.3, shuffleSeed: $0).fold] },
      { [try HoldOut(labels: labels, validation: 0.3, shuffleSeed: $0).fold] },
    ]
    for way in ways {
      #expect(try way(1) == way(1))
      #expect(try way(1) != way(2))
    }
  }

  /// Recorded once, to detect changes of the random numbers.
  @Test func `the folds of a seed are those recorded`() throws {
    let folds: [Fold] = try .kFold(3, count: 10, shuffleSeed: 7)
    #expect(folds.map(\.validation) == [[0, 2, 4, 7], [3, 5, 8], [1, 6, 9]])
  }

  @Test func `shuffling is uniform`() throws {
    // Over 3,000 seeds, element 0 is expected 600 times in the validation part of each of 5 folds,
    // with a standard deviation of 22; the limits are five standard deviations.
    var counts = [0, 0, 0, 0, 0]
    for seed in 0..<3000 as Range<UInt64> {
      let folds: [Fold] = try .kFold(5, count: 10, shuffleSeed: seed)
      counts[try #require(folds.firstIndex { $0.validation.contains(0) })] += 1
    }
    #expect(counts.allSatisfy { (490...710).contains($0) }, "\(counts)")
  }

  @Test func `each repetition is a different complete split`() throws {
    let labels = Array("aaabbbccc")
    let folds: [Fold] = try .repeated(4, seed: 1) {
      try .stratified(3, labels: labels, shuffleSeed: $0)
    }
    #expect(folds.count == 12)
    let rounds = stride(from: 0, to: 12, by: 3).map { Array(folds[$0..<($0 + 3)]) }
    for round in rounds { expectPartition(round, count: 9) }
    #expect(Set(rounds).count == 4)
  }

  @Test func `indices of a slice count from its start`() throws {
    let flowers = ["tulip", "rose", "lily", "daisy", "iris"][1...]
    let folds: [Fold] = try .kFold(2, of: flowers)
    #expect(folds[1].training(of: flowers) == ["rose", "lily"])
    #expect(folds[1].validation(of: flowers) == ["daisy", "iris"])
    #expect(try [Fold].leaveOneOut(of: flowers).count == 4)
    let parts = try HoldOut(of: flowers, validation: 0.25, test: 0.25)
    #expect(parts.fold.validation(of: flowers) == ["daisy"])
    #expect(parts.test(of: flowers) == ["iris"])
    #expect(try [Fold].timeSeries(3, of: flowers).map(\.validation) == [[1], [2], [3]])
  }

  private func expectPartition(_ folds: [Fold], count: Int) {
    #expect(folds.flatMap(\.validation).sorted() == Array(0..<count))
    for fold in folds {
      #expect((fold.training + fold.validation).sorted() == Array(0..<count))
      #expect(fold.training == fold.training.sorted())
      #expect(fold.validation == fold.validation.sorted())
    }
  }

  private func expectEven(_ counts: [Int]) {
    #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1, "\(counts)")
  }
}
