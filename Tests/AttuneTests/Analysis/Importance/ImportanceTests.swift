import Testing

@testable import Attune

/// Properties of importances that hold for all evaluators.
@Suite struct ImportanceTests {
  private func byName(_ importances: [ParameterImportance]) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: importances.map { ($0.name, $0.value) })
  }

  /// The message of the error that an evaluator throws.
  private func errorMessage(
    _ study: StudySnapshot, by evaluator: any ImportanceEvaluator, of names: [String]? = nil,
    for target: ImportanceTarget = .objectives
  ) throws -> String {
    let error = #expect(throws: AnalysisError.self) {
      try study.importances(by: evaluator, of: names, for: target)
    }
    return try #require(error).description
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `importances are sorted and sum to 1`(of evaluator: EvaluatorCase) throws {
    let importances = try TrialTable.random().study.importances(by: evaluator.evaluator)
    #expect(importances.map(\.name) == ["x", "kind", "idle", "only"])
    #expect(importances.map(\.value) == importances.map(\.value).sorted(by: >))
    #expect(importances.reduce(0) { $0 + $1.value }.isClose(to: 1, within: 1e-12))
    #expect(importances[0].value > 0.5)
    // PED-ANOVA uses the twelve best of 120 trials, whose spread is mostly random.
    #expect(importances[2].value < (evaluator == .pedANOVA ? 0.1 : 0.03))
    #expect(importances[3].value == 0)
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `normalized importances are the raw ones divided by their sum`(of evaluator: EvaluatorCase)
    throws
  {
    let study = try TrialTable.random().study
    let normalized = try study.importances(by: evaluator.evaluator)
    let raw = try study.importances(by: evaluator.evaluator, isNormalized: false)
    let sum = raw.reduce(0) { $0 + $1.value }
    #expect(normalized == raw.map { ParameterImportance(name: $0.name, value: $0.value / sum) })
    #expect(sum <= 1 + 1e-12)
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `the same study gives the same importances`(by evaluator: EvaluatorCase) throws {
    let first = try TrialTable.random().study.importances(by: evaluator.evaluator)
    let second = try TrialTable.random().study.importances(by: evaluator.evaluator)
    #expect(first == second)
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `importances do not depend on labels, units or the scale of values`(
    to evaluator: EvaluatorCase
  ) throws {
    let table = try TrialTable.random()
    var other = try TrialTable.random(labels: [2.5, true, "z"])
    let wide = Distribution.float(try FloatDistribution(-1024...1024))
    for index in other.rows.indices {
      other.rows[index].values[0] = other.rows[index].values[0] * 0x1p600
      let x = other.rows[index].parameters[0].recordedValue
      other.rows[index].parameters[0] = Parameter(
        name: "x", distribution: wide, recordedValue: x * 2048 - 1024)
    }
    let expected = byName(try table.study.importances(by: evaluator.evaluator))
    for (name, value) in byName(try other.study.importances(by: evaluator.evaluator)) {
      #expect(value.isClose(to: expected[name] ?? .nan, within: 1e-9), "\(name)")
    }
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `maximizing equals minimizing the negative`(by evaluator: EvaluatorCase) throws {
    let table = try TrialTable.random()
    var negative = table
    negative.directions = [.maximize]
    for index in negative.rows.indices { negative.rows[index].values[0].negate() }
    let expected = try table.study.importances(by: evaluator.evaluator)
    #expect(try negative.study.importances(by: evaluator.evaluator) == expected)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `PED-ANOVA does not depend on the order of trials`(seed: UInt64) throws {
    let table = try TrialTable.random()
    var shuffled = table
    var random = RandomStream(seed: seed)
    shuffled.rows.shuffle(using: &random)
    let expected = byName(try table.study.importances())
    for (name, value) in byName(try shuffled.study.importances()) {
      #expect(value.isClose(to: expected[name] ?? .nan, within: 1e-12), "\(name)")
    }
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `incomplete and non-finite trials are ignored`(
    for evaluator: EvaluatorCase
  ) throws {
    let table = try TrialTable.random()
    var other = table
    let states: [TrialState] = [.pruned, .failed, .running, .waiting, .complete]
    for (state, value) in zip(states, [5, 1, 2, 3, .infinity]) {
      var row = table.rows[0]
      row.state = state
      row.values = state.isFinished ? [value] : []
      other.rows.append(row)
    }
    // Another program may record a different number of values.
    for values in [[], [1, 2], [.nan]] as [[Double]] {
      var row = table.rows[0]
      row.values = values
      other.rows.append(row)
    }
    let expected = try table.study.importances(by: evaluator.evaluator)
    #expect(try other.study.importances(by: evaluator.evaluator) == expected)
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `only the requested parameters are evaluated`(by evaluator: EvaluatorCase) throws {
    let study = try TrialTable.random().study
    let some = try study.importances(by: evaluator.evaluator, of: ["only", "x", "x", "idle"])
    #expect(some.map(\.name) == ["x", "idle", "only"])
    #expect(some.reduce(0) { $0 + $1.value }.isClose(to: 1, within: 1e-12))
    #expect(try study.importances(by: evaluator.evaluator, of: []) == [])
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `durations are supported as a target`(of evaluator: EvaluatorCase) throws {
    var table = try TrialTable.random()
    for index in table.rows.indices {
      table.rows[index].seconds = 1 + 10 * table.rows[index].parameters[2].recordedValue
    }
    let importances = try table.study.importances(by: evaluator.evaluator, for: .duration)
    #expect(importances[0].name == "idle")
    #expect(importances[0].value > 0.9)
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `a single objective of several is supported as a target, by its direction`(
    of evaluator: EvaluatorCase
  ) throws {
    var table = try TrialTable.random()
    let single = try table.study.importances(by: evaluator.evaluator)
    table.directions = [.minimize, .maximize]
    for index in table.rows.indices {
      let row = table.rows[index]
      table.rows[index].values = [row.parameters[2].recordedValue, -row.values[0]]
    }
    let first = try table.study.importances(by: evaluator.evaluator, for: .objective(0))
    #expect(first[0].name == "idle")
    let second = try table.study.importances(by: evaluator.evaluator, for: .objective(1))
    #expect(second == single)
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `a single trial gives equal importances`(by evaluator: EvaluatorCase) throws {
    let study = try TrialTable.random(count: 1).study
    let importances = try study.importances(by: evaluator.evaluator)
    #expect(importances.map(\.name) == ["idle", "kind", "only", "x"])
    #expect(importances.map(\.value) == [0.25, 0.25, 0.25, 0.25])
    let raw = try study.importances(by: evaluator.evaluator, isNormalized: false)
    #expect(raw.map(\.value) == [0, 0, 0, 0])
  }

  @Test func `equal values are an error in fANOVA and give equal importances otherwise`()
    throws
  {
    let study = try TrialTable.random { _, _ in 3 }.study
    for evaluator in [EvaluatorCase.pedANOVA, .meanDecreaseInImpurity] {
      let raw = try study.importances(by: evaluator.evaluator, isNormalized: false)
      #expect(raw.allSatisfy { $0.value == 0 })
    }
    #expect(
      try errorMessage(study, by: .fANOVA())
        == "fANOVA found no variance to explain in study \"table\": all trials have the same value or "
        + "the same parameters; run more trials, or use PED-ANOVA")
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `constant parameters have equal importances`(by evaluator: EvaluatorCase) throws {
    var table = try TrialTable.random()
    for index in table.rows.indices { table.rows[index].parameters.removeFirst(3) }
    let importances = try table.study.importances(by: evaluator.evaluator)
    #expect(importances == [ParameterImportance(name: "only", value: 1)])
  }

  @Test func `conditional parameters are evaluated by PED-ANOVA, and by forests on request`()
    throws
  {
    var table = try TrialTable.random()
    for index in table.rows.indices where table.rows[index].parameters[1].recordedValue == 0 {
      table.rows[index].parameters.removeFirst()
    }
    let study = table.study
    #expect(try study.importances().map(\.name).contains("x"))
    for evaluator in EvaluatorCase.forests {
      let common = try study.importances(by: evaluator.evaluator)
      #expect(common.map(\.name).sorted() == ["idle", "kind", "only"])
      let asked = try study.importances(by: evaluator.evaluator, of: ["x", "idle"])
      #expect(asked.map(\.name) == ["x", "idle"])
    }
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `invalid recorded values are tolerated`(to evaluator: EvaluatorCase) throws {
    var table = try TrialTable.random()
    let log = Distribution.float(try FloatDistribution(1e-3...1, scale: .log))
    let wide = Distribution.float(
      try FloatDistribution(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude))
    for index in table.rows.indices {
      table.rows[index].parameters += [
        Parameter(name: "log", distribution: log, recordedValue: Double(index) / 100),
        Parameter(
          name: "wide", distribution: wide,
          recordedValue: Double(index - 60) / 60 * .greatestFiniteMagnitude),
      ]
    }
    for (index, value) in [.nan, .infinity, -.infinity, -7, 1e300].enumerated() {
      for position in table.rows[index].parameters.indices {
        let parameter = table.rows[index].parameters[position]
        table.rows[index].parameters[position] = Parameter(
          name: parameter.name, distribution: parameter.distribution, recordedValue: value)
      }
    }
    let importances = try table.study.importances(by: evaluator.evaluator)
    #expect(importances[0].name == "x")
    #expect(importances.count == 6)
    #expect(importances.allSatisfy { $0.value.isFinite && $0.value >= 0 })
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `a choice of a hundred labels is evaluated`(by evaluator: EvaluatorCase) throws {
    let labels = (0..<100).map { JSONValue.int($0) }
    let study = try TrialTable.random(count: 300, labels: labels) { x, kind in
      kind < 10 ? 0 : 1 + x / 10
    }.study
    #expect(try study.importances(by: evaluator.evaluator)[0].name == "kind")
  }
}

// MARK: Errors

extension ImportanceTests {
  @Test(arguments: EvaluatorCase.allCases)
  func `a study without usable trials is rejected`(by evaluator: EvaluatorCase) throws {
    #expect(
      try errorMessage(TrialTable().study, by: evaluator.evaluator)
        == "study \"table\" has no complete trial to compute importances from; run some first")
    let infinite = try TrialTable.random(count: 3) { _, _ in .infinity }.study
    #expect(
      try errorMessage(infinite, by: evaluator.evaluator)
        == "none of the 3 complete trials of study \"table\" has a finite value to compute importances "
        + "from")
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `a missing objective is rejected`(by evaluator: EvaluatorCase) throws {
    let study = try TrialTable.random().study
    for index in [-1, 1] {
      #expect(
        try errorMessage(study, by: evaluator.evaluator, for: .objective(index))
          == "study \"table\" has 1 objective value and none with index \(index); indices start at "
          + "0")
    }
  }

  @Test func `a missing parameter is rejected`() throws {
    let study = try TrialTable.random().study
    #expect(
      try errorMessage(study, by: .pedANOVA(), of: ["x", "y"])
        == "no complete trial of study \"table\" has a parameter \"y\"; they have \"idle\", \"kind\", "
        + "\"only\", \"x\"")
    for evaluator in EvaluatorCase.forests {
      #expect(
        try errorMessage(study, by: evaluator.evaluator, of: ["y", "x"])
          == "no complete trial of study \"table\" has all of the parameters \"x\", \"y\"")
    }
  }

  @Test(arguments: EvaluatorCase.forests)
  func `forests reject multiple objectives and varying distributions`(
    evaluator: EvaluatorCase
  ) throws {
    var table = try TrialTable.random()
    for index in table.rows.indices {
      let range = Distribution.float(try FloatDistribution(0...Double(1 + index)))
      table.rows[index].parameters = [
        Parameter(name: "x", distribution: range, recordedValue: 0.5)
      ]
    }
    #expect(
      try errorMessage(table.study, by: evaluator.evaluator)
        == "the 120 complete trials of study \"table\" have no parameter in common with the same "
        + "distribution; name the parameters to evaluate, or use PED-ANOVA")
    #expect(
      try errorMessage(table.study, by: evaluator.evaluator, of: ["x"])
        == "trials of study \"table\" define the parameter \"x\" in different ways, which a forest cannot "
        + "compare; use PED-ANOVA")
    table.directions = [.minimize, .minimize]
    for index in table.rows.indices { table.rows[index].values = [1, 2] }
    #expect(
      try errorMessage(table.study, by: evaluator.evaluator)
        == "study \"table\" has 2 objective values, but a forest predicts only one; choose "
        + "an objective by its index, or use PED-ANOVA")
  }

  @Test func `invalid settings are rejected`() async {
    await #expect(processExitsWith: .failure) {
      var configuration = PEDANOVAEvaluator.Configuration()
      configuration.targetQuantile = 1
      _ = PEDANOVAEvaluator(configuration)
    }
    await #expect(processExitsWith: .failure) {
      var configuration = FANOVAEvaluator.Configuration()
      configuration.treeCount = 0
      _ = FANOVAEvaluator(configuration)
    }
    await #expect(processExitsWith: .failure) {
      var configuration = MeanDecreaseInImpurityEvaluator.Configuration()
      configuration.maximumDepth = 0
      _ = MeanDecreaseInImpurityEvaluator(configuration)
    }
  }
}
