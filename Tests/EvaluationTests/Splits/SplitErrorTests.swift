import AttuneEvaluation
import Testing

@Suite struct SplitErrorTests {
  @Test func `too few elements are refused with the numbers`() {
    #expect(throws: EvaluationError("there are only 4 elements for 5 folds; make fewer folds")) {
      try [Fold].kFold(5, count: 4)
    }
    #expect(throws: EvaluationError("there are only 2 groups for 3 folds; make fewer folds")) {
      try [Fold].grouped(3, groups: ["a", "b", "a", "b"])
    }
    #expect(
      throws: EvaluationError(
        "no class has more than 2 members, too few for 3 stratified folds; make fewer folds, or use "
          + "folds that are not stratified")
    ) {
      try [Fold].stratified(3, labels: [1, 1, 2, 2])
    }
    #expect(
      throws: EvaluationError(
        "10 elements are too few for 3 folds with 3 elements that judge and a gap of 1; make fewer "
          + "folds or smaller parts")
    ) {
      try [Fold].timeSeries(3, count: 10, validationSize: 3, gap: 1)
    }
    #expect(
      throws: EvaluationError(
        "the class rare has 1 members, too few for 2 parts; leave it out, or divide without labels")
    ) {
      try HoldOut(labels: ["a", "a", "a", "rare"], validation: 0.5, shuffleSeed: 1)
    }
    #expect(
      throws: EvaluationError(
        "of 1 elements none is left to fit on with the fractions 0.5 and 0.0; use smaller ones")
    ) {
      try HoldOut(count: 1, validation: 0.5)
    }
  }

  @Test func `groups that cannot be stratified are refused`() {
    #expect(
      throws: EvaluationError("there are 2 labels and 3 groups; give both for each element")
    ) {
      try [Fold].stratifiedGrouped(2, labels: [1, 2], groups: [1, 2, 3])
    }
    #expect(throws: EvaluationError("there are only 1 groups for 2 folds; make fewer folds")) {
      try [Fold].stratifiedGrouped(2, labels: [1, 1], groups: [1, 1])
    }
  }

  @Test func `groups that would leave a fold empty are spread over all of them`() throws {
    // Where scikit-learn 1.9.1 makes a fold that nothing is validated on in.
    let folds: [Fold] = try .stratifiedGrouped(
      6, labels: "ddddddaaaaaccabbbbbbaaa", groups: "aaaaaabbbbbccdeeeeeefff")
    #expect(folds.map(\.validation.count).sorted() == [1, 2, 3, 5, 6, 6])
  }

  @Test func `sizes beyond all measure are refused, not overflowed`() {
    #expect(throws: EvaluationError.self) {
      try [Fold].timeSeries(2, count: 10, validationSize: .max)
    }
    #expect(throws: EvaluationError.self) { try [Fold].timeSeries(2, count: 10, gap: .max) }
    #expect(throws: EvaluationError.self) { try [Fold].kFold(.max, count: 10) }
  }

  @Test func `a single fold is a mistake`() async {
    await #expect(processExitsWith: .failure) { _ = try [Fold].kFold(1, count: 10) }
    await #expect(processExitsWith: .failure) { _ = try [Fold].timeSeries(1, count: 10) }
  }

  @Test func `a negative gap is a mistake`() async {
    await #expect(processExitsWith: .failure) { _ = try [Fold].timeSeries(2, count: 10, gap: -1) }
  }

  @Test(arguments: [(0.5, 0.5), (-0.1, 0), (0, -0.1), (.nan, 0), (0, .infinity)])
  func `fractions that leave nothing are refused`(validation: Double, test: Double) {
    #expect(throws: EvaluationError.self) {
      try HoldOut(count: 10, validation: validation, test: test)
    }
    #expect(throws: EvaluationError.self) {
      try HoldOut(
        labels: Array("aaaaabbbbb"), validation: validation, test: test, shuffleSeed: 1)
    }
  }
}
