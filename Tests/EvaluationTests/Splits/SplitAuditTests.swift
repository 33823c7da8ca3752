import AttuneEvaluation
import Testing

/// Exhaustive tests of small splits against integer arithmetic and against the conditions for a
/// split.
@Suite struct SplitAuditTests {
  /// Returns the given hundredths of a count, rounded up, in integer arithmetic.
  private func size(_ hundredths: Int, of count: Int) -> Int { (hundredths * count + 99) / 100 }

  @Test func `parts have the size of the decimal fraction, rounded up`() throws {
    for hundredths in 1..<100 {
      for count in 1...200 {
        let size = size(hundredths, of: count)
        let fraction = Double(hundredths) / 100
        guard size < count else {
          #expect(throws: EvaluationError.self) {
            try HoldOut(count: count, validation: 0, test: fraction)
          }
          continue
        }
        let parts = try HoldOut(count: count, validation: 0, test: fraction)
        #expect((parts.training.count, parts.test.count) == (count - size, size))
        #expect(try HoldOut(count: count, validation: fraction).validation.count == size)
        var rows = Array(0..<count)
        let test = try TestSet(fraction: fraction, takenFrom: &rows, seed: 1)
        #expect(test.count == size)
      }
    }
  }

  @Test(arguments: [(0.07, 100, 7), (0.28, 25, 7), (0.55, 100, 55), (0.29, 100, 29), (0.1, 30, 3)])
  func `products of doubles that are slightly too large do not add an element`(
    fraction: Double, count: Int, size: Int
  ) throws {
    #expect(try HoldOut(count: count, validation: fraction).validation.count == size)
  }

  @Test(
    arguments: [
      (1e-300, 1000, 1), (.leastNonzeroMagnitude, 2, 1), (1.0 / 3, 3, 1), (2.0 / 3, 3, 2),
      (0.123456789012345, 2, 1),
      (1e-5, 100_000, 1), (1e-5, 100_001, 2), (0.9999, 20_000, 19_998),
    ] as [(Double, Int, Int)])
  func `fractions of any length are exact`(fraction: Double, count: Int, size: Int) throws {
    #expect(try HoldOut(count: count, validation: fraction).validation.count == size)
  }

  @Test func `validation and test fractions are exact together`() throws {
    for validation in stride(from: 0, to: 100, by: 7) {
      for test in stride(from: 0, to: 100 - validation, by: 9) {
        for count in 1...60 {
          let sizes = (size(validation, of: count), size(test, of: count))
          let parts = try? HoldOut(
            count: count, validation: Double(validation) / 100, test: Double(test) / 100,
            shuffleSeed: 1)
          let isPossible = sizes.0 + sizes.1 < count && validation + test < 100
          #expect((parts != nil) == isPossible)
          guard let parts else { continue }
          #expect(parts.validation.count == sizes.0 && parts.test.count == sizes.1)
          #expect((parts.training + parts.validation + parts.test).sorted() == Array(0..<count))
        }
      }
    }
  }

  @Test func `stratified parts are refused only if they cannot contain all classes`() throws {
    for a in 1...6 {
      for b in 1...5 {
        for c in 0...3 {
          let counts = [a, b, c].filter { $0 > 0 }
          let labels = counts.enumerated().flatMap {
            [Int](repeating: $0.offset, count: $0.element)
          }
          for (validation, test) in [(20, 0), (50, 0), (25, 25), (40, 20), (0, 30), (7, 14)] {
            let sizes = (size(validation, of: labels.count), size(test, of: labels.count))
            let training = labels.count - sizes.0 - sizes.1
            let filled = [training, sizes.0, sizes.1].filter { $0 != 0 }
            let isPossible =
              training > 0 && filled.allSatisfy { $0 >= counts.count }
              && counts.allSatisfy { $0 >= filled.count }
            let parts = try? HoldOut(
              labels: labels, validation: Double(validation) / 100, test: Double(test) / 100,
              shuffleSeed: 1)
            #expect((parts != nil) == isPossible, "\(counts) \(validation) \(test)")
            guard let parts else { continue }
            #expect(parts.training.count == training && parts.test.count == sizes.1)
            for (label, count) in counts.enumerated() {
              // Less than one from the exact proportion, in integer arithmetic.
              let tested = parts.test.count { labels[$0] == label }
              #expect(abs(tested * labels.count - count * sizes.1) < labels.count)
              let rest = labels.count - sizes.1
              let fitted = parts.training.count { labels[$0] == label }
              #expect(abs(fitted * rest - (count - tested) * training) < rest)
            }
          }
        }
      }
    }
  }

  @Test func `stratified folds exist whenever some class has a member for every fold`() throws {
    for number in 0..<729 {
      let labels = digits(number, base: 3, count: 6)
      for foldCount in 2...6 {
        let largest = (0..<3).map { label in labels.count { $0 == label } }.max() ?? 0
        let folds: [Fold]? = try? .stratified(foldCount, labels: labels, shuffleSeed: 1)
        #expect((folds != nil) == (largest >= foldCount))
        guard let folds else { continue }
        expectPartition(folds, count: labels.count)
        for label in 0..<3 {
          let counts = folds.map { $0.validation.count { labels[$0] == label } }
          #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
        }
      }
    }
  }

  @Test(arguments: [nil, 1] as [UInt64?])
  func `grouped folds exist whenever there are enough groups`(shuffleSeed: UInt64?) throws {
    // All assignments of six elements to up to four groups, with labels independent of the groups.
    for number in 0..<4096 {
      let groups = digits(number, base: 4, count: 6)
      let groupCount = Set(groups).count
      let labels = [0, 1, 0, 0, 1, 0]
      for foldCount in 2...4 {
        let grouped: [Fold]? = try? .grouped(
          foldCount, groups: groups, shuffleSeed: shuffleSeed)
        #expect((grouped != nil) == (groupCount >= foldCount))
        let stratified: [Fold]? = try? .stratifiedGrouped(
          foldCount, labels: labels, groups: groups, shuffleSeed: shuffleSeed)
        // The larger of the two classes has four members.
        #expect((stratified != nil) == (groupCount >= foldCount))
        for folds in [grouped, stratified].compactMap({ $0 }) {
          expectPartition(folds, count: groups.count)
          let areDisjoint = folds.allSatisfy { fold in
            let validated = Set(fold.validation.map { groups[$0] })
            return validated.isDisjoint(with: fold.training.map { groups[$0] })
          }
          #expect(areDisjoint)
        }
      }
    }
  }

  @Test func `time-series folds exist whenever the series is long enough`() throws {
    for count in 1...20 {
      for foldCount in 2...6 {
        for gap in 0...4 {
          for size in [nil, 1, 2, 5] as [Int?] {
            let validation = size ?? count / (foldCount + 1)
            // The first fold needs a training element.
            let isPossible = validation > 0 && count - foldCount * validation - gap >= 1
            let folds: [Fold]? = try? .timeSeries(
              foldCount, count: count, validationSize: size, gap: gap)
            #expect((folds != nil) == isPossible, "\(count) \(foldCount) \(gap) \(validation)")
            for (number, fold) in (folds ?? []).enumerated() {
              let start = count - (foldCount - number) * validation
              #expect(fold.validation == Array(start..<start + validation))
              #expect(fold.training == Array(0..<start - gap))
            }
          }
        }
      }
    }
  }

  // MARK: Cases

  private func digits(_ number: Int, base: Int, count: Int) -> [Int] {
    var rest = number
    return (0..<count).map { _ in
      defer { rest /= base }
      return rest % base
    }
  }

  private func expectPartition(_ folds: [Fold], count: Int) {
    let isPartition =
      folds.allSatisfy { !$0.validation.isEmpty }
      && folds.flatMap(\.validation).sorted() == Array(0..<count)
    #expect(isPartition)
  }
}
