import Testing

@testable import Attune

/// Every pruner decides as Optuna 5.0 does, in random sequences of reports.
@Suite struct PrunerReferenceTests {
  @Test(arguments: ReportSequence.Kind.allCases)
  func `a pruner decides as Optuna's does`(_ kind: ReportSequence.Kind) throws {
    let references = try Fixture.object("Pruners/decisions.json").array("decisions")
    try #require(references.count == 5000)
    var counts = [false: 0, true: 0]
    for (number, reference) in references.enumerated() {
      var sequence = ReportSequence(number)
      guard sequence.kind == kind else { continue }
      let expected = try bits(try #require(reference.stringValue))
      let decisions = sequence.decisions()
      try #require(expected.count - decisions.count < 4 && decisions.count <= expected.count)
      for (index, (decision, mayDiffer)) in decisions.enumerated() {
        counts[expected[index], default: 0] += 1
        guard decision != expected[index] else { continue }
        // Next to an infinity, Optuna's percentile is NaN and it does not prune.
        let isDocumented = mayDiffer && decision && isPercentile(kind)
        #expect(isDocumented, "\(kind), sequence \(number), decision \(index) is \(decision)")
      }
    }
    #expect(counts.allSatisfy { $0.value > 40 }, "\(counts)")
  }

  @Test func `the brackets of Hyperband have Optuna's budgets`() throws {
    for reference in try Fixture.object("Pruners/decisions.json").array("budgets") {
      let item = try #require(reference.arrayValue)
      let brackets = HyperbandBrackets(
        studyName: "study", minimumResource: 1, maximumResource: try #require(item[1].intValue),
        reductionFactor: try #require(item[0].intValue))
      #expect(brackets.budgets == item[2].arrayValue?.compactMap(\.intValue), "\(item)")
    }
  }

  @Test func `trials are in Optuna's brackets`() throws {
    for reference in try Fixture.object("Pruners/decisions.json").array("brackets") {
      let item = try #require(reference.arrayValue)
      let pruner = HyperbandPruner.hyperband(maximumResource: 81)
      let context = PruningContext(
        history: TrialHistory(directions: [.minimize]),
        studyName: try #require(item[0].stringValue))
      let cohorts = (0..<40).map { pruner.cohort(of: $0, in: context) }
      #expect(cohorts == item[1].arrayValue?.map(\.intValue))
    }
  }

  private func isPercentile(_ kind: ReportSequence.Kind) -> Bool {
    [.median, .percentile, .patientMedian].contains(kind)
  }

  private func bits(_ text: String) throws -> [Bool] {
    try text.flatMap { digit in
      let value = try #require(digit.hexDigitValue)
      return (0..<4).map { value >> (3 - $0) & 1 == 1 }
    }
  }
}
