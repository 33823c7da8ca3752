import AttuneEvaluation
import Testing

@Suite struct SplitErrorTests {
  @Test func `too few elements are refused with a message that gives the counts`() {
    #expect(
      throws: EvaluationError(
        .invalidSplit, "there are only 4 elements for 5 folds; make fewer folds")
    ) {
      try [Fold].kFold(5, count: 4)
    }
    #expect(
      throws: EvaluationError(
        .invalidSplit, "there are only 2 groups for 3 folds; make fewer folds")
    ) {
      try [Fold].grouped(3, groups: ["a", "b", "a", "b"])
    }
    #expect(
      throws: EvaluationError(
        .invalidSplit,
        "no class has more than 2 members, too few for 3 stratified folds; make fewer folds, or use "
          + "folds that are not stratified")
    ) {
      try [Fold].stratified(3, labels: [1, 1, 2, 2])
    }
    #expect(
      throws: EvaluationError(
        .invalidSplit,
        "10 elements are too few for 3 folds with 3 validation elements and a gap of 1; make fewer "
          + "folds or smaller parts")
    ) {
      try [Fold].timeSeries(3, count: 10, validationSize: 3, gap: 1)
    }
    #expect(
      throws: EvaluationError(
        .invalidSplit,
        "the class rare has 1 members, too few for 2 parts; remove it, or split without labels")
    ) {
      try HoldOut(labels: ["a", "a", "a", "rare"], validation: 0.5, shuffleSeed: 1)
    }
    #expect(
      throws: EvaluationError(
        .invalidSplit,
        "the fractions 0.5 and 0.0 of 1 elements leave none for training; use smaller fractions")
    ) {
      try HoldOut(count: 1, validation: 0.5)
    }
  }

  @Test func `too few groups and lists of different length are refused`() {
    #expect(
      throws: EvaluationError(
        .invalidInput, "there are 2 labels and 3 groups; give both for each element")
    ) {
      try [Fold].stratifiedGrouped(2, labels: [1, 2], groups: [1, 2, 3])
    }
    #expect(
      throws: EvaluationError(
        .invalidSplit, "there are only 1 groups for 2 folds; make fewer folds")
    ) {
      try [Fold].stratifiedGrouped(2, labels: [1, 1], groups: [1, 1])
    }
  }

  @Test func `stratified grouped folds are never empty`() throws {
    // For this input scikit-learn 1.9.1 returns a fold with an empty validation part.
    let folds: [Fold] = try .stratifiedGrouped(
      6, labels: "ddddddaaaaaccabbbbbbaaa", groups: "aaaaaabbbbbccdeeeeeefff")
    #expect(folds.map(\.validation.count).sorted() == [1, 2, 3, 5, 6, 6])
  }

  @Test func `very large sizes are refused without overflow`() {
    #expect(throws: EvaluationError.self) {
      try [Fold].timeSeries(2, count: 10, validationSize: .max)
    }
    #expect(throws: EvaluationError.self) { try [Fold].timeSeries(2, count: 10, gap: .max) }
    #expect(throws: EvaluationError.self) { try [Fold].kFold(.max, count: 10) }
  }

  @Test func `a single fold traps`() async {
    await #expect(processExitsWith: .failure) { _ = try [Fold].kFold(1, count: 10) }
    await #expect(processExitsWith: .failure) { _ = try [Fold].timeSeries(1, count: 10) }
  }

  @Test func `a negative gap traps`() async {
    await #expect(processExitsWith: .failure) { _ = try [Fold].timeSeries(2, count: 10, gap: -1) }
  }

  @Test(arguments: [(0.5, 0.5), (-0.1, 0), (0, -0.1), (.nan, 0), (0, .infinity)])
  func `invalid fractions are refused`(validation: Double, test: Double) {
    #expect(throws: EvaluationError.self) {
      try HoldOut(count: 10, validation: validation, test: test)
    }
    #expect(throws: EvaluationError.self) {
      try HoldOut(
        labels: Array("aaaaabbbbb"), validation: validation, test: test, shuffleSeed: 1)
    }
  }
}
