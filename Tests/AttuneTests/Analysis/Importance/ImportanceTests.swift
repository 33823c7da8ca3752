import Testing

@testable import Attune

/// What holds for importances, however they are measured.
@Suite struct ImportanceTests {
  private func byName(_ importances: [ParameterImportance]) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: importances.map { ($0.name, $0.value) })
  }

  /// What an evaluator says when it cannot judge.
  private func complaint(
    _ study: StudySnapshot, by evaluator: any ImportanceEvaluator, of names: [String]? = nil,
    for target: ImportanceTarget = .objectives
  ) throws -> String {
    let error = #expect(throws: AnalysisError.self) {
      try study.importances(by: evaluator, of: names, for: target)
    }
    return try #require(error).description
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `what matters comes first, and shares add up to 1`(of evaluator: EvaluatorCase) throws {
    let importances = try TrialTable.random().study.importances(by: evaluator.evaluator)
    #expect(importances.map(\.name) == ["x", "kind", "idle", "only"])
    #expect(importances.map(\.value) == importances.map(\.value).sorted(by: >))
    #expect(importances.reduce(0) { $0 + $1.value }.isClose(to: 1, within: 1e-12))
    #expect(importances[0].value > 0.5)
    // PED-ANOVA sees the twelve best of 120 trials, whose spread is mostly chance.
    #expect(importances[2].value < (evaluator == .pedANOVA ? 0.1 : 0.03))
    #expect(importances[3].value == 0)
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `what is normalized is what is not, by its sum`(of evaluator: EvaluatorCase) throws {
    let study = try TrialTable.random().study
    let shares = try study.importances(by: evaluator.evaluator)
    let raw = try study.importances(by: evaluator.evaluator, isNormalized: false)
    let sum = raw.reduce(0) { $0 + $1.value }
    #expect(shares == raw.map { ParameterImportance(name: $0.name, value: $0.value / sum) })
    #expect(sum <= 1 + 1e-12)
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `the same study gives the same importances`(by evaluator: EvaluatorCase) throws {
    let first = try TrialTable.random().study.importances(by: evaluator.evaluator)
    let second = try TrialTable.random().study.importances(by: evaluator.evaluator)
    #expect(first == second)
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `labels, units and the size of values make no difference`(
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
  func `maximizing is minimizing the negative`(by evaluator: EvaluatorCase) throws {
    let table = try TrialTable.random()
    var negative = table
    negative.directions = [.maximize]
    for index in negative.rows.indices { negative.rows[index].values[0].negate() }
    let expected = try table.study.importances(by: evaluator.evaluator)
    #expect(try negative.study.importances(by: evaluator.evaluator) == expected)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `PED-ANOVA does not care for the order of trials`(seed: UInt64) throws {
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
  func `trials that are not complete or not finite do not count`(
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
    // As a program might record that has another idea of the study.
    for values in [[], [1, 2], [.nan]] as [[Double]] {
      var row = table.rows[0]
      row.values = values
      other.rows.append(row)
    }
    let expected = try table.study.importances(by: evaluator.evaluator)
    #expect(try other.study.importances(by: evaluator.evaluator) == expected)
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `only the parameters asked for are judged`(by evaluator: EvaluatorCase) throws {
    let study = try TrialTable.random().study
    let some = try study.importances(by: evaluator.evaluator, of: ["only", "x", "x", "idle"])
    #expect(some.map(\.name) == ["x", "idle", "only"])
    #expect(some.reduce(0) { $0 + $1.value }.isClose(to: 1, within: 1e-12))
    #expect(try study.importances(by: evaluator.evaluator, of: []) == [])
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `a duration is a target`(of evaluator: EvaluatorCase) throws {
    var table = try TrialTable.random()
    for index in table.rows.indices {
      table.rows[index].seconds = 1 + 10 * table.rows[index].parameters[2].recordedValue
    }
    let importances = try table.study.importances(by: evaluator.evaluator, for: .duration)
    #expect(importances[0].name == "idle")
    #expect(importances[0].value > 0.9)
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `one of several objectives is a target, by its direction`(
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
  func `a single trial says nothing, so all parameters share`(by evaluator: EvaluatorCase) throws {
    let study = try TrialTable.random(count: 1).study
    let importances = try study.importances(by: evaluator.evaluator)
    #expect(importances.map(\.name) == ["idle", "kind", "only", "x"])
    #expect(importances.map(\.value) == [0.25, 0.25, 0.25, 0.25])
    let raw = try study.importances(by: evaluator.evaluator, isNormalized: false)
    #expect(raw.map(\.value) == [0, 0, 0, 0])
  }

  @Test func `where all values are equal, fANOVA gives up and the others know no difference`()
    throws
  {
    let study = try TrialTable.random { _, _ in 3 }.study
    for evaluator in [EvaluatorCase.pedANOVA, .meanDecreaseInImpurity] {
      let raw = try study.importances(by: evaluator.evaluator, isNormalized: false)
      #expect(raw.allSatisfy { $0.value == 0 })
    }
    #expect(
      try complaint(study, by: .fANOVA())
        == "fANOVA finds nothing that varies with the parameters of study \"table\": all trials came "
        + "to the same, or have the same parameters; run others, or use PED-ANOVA")
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `parameters that all have one value share equally`(by evaluator: EvaluatorCase) throws {
    var table = try TrialTable.random()
    for index in table.rows.indices { table.rows[index].parameters.removeFirst(3) }
    let importances = try table.study.importances(by: evaluator.evaluator)
    #expect(importances == [ParameterImportance(name: "only", value: 1)])
  }

  @Test func `conditional parameters are judged by PED-ANOVA, and by forests when asked for`()
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
  func `values that make no sense do no harm`(to evaluator: EvaluatorCase) throws {
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
      for place in table.rows[index].parameters.indices {
        let parameter = table.rows[index].parameters[place]
        table.rows[index].parameters[place] = Parameter(
          name: parameter.name, distribution: parameter.distribution, recordedValue: value)
      }
    }
    let importances = try table.study.importances(by: evaluator.evaluator)
    #expect(importances[0].name == "x")
    #expect(importances.count == 6)
    #expect(importances.allSatisfy { $0.value.isFinite && $0.value >= 0 })
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `a choice of a hundred labels is judged`(by evaluator: EvaluatorCase) throws {
    let labels = (0..<100).map { JSONValue.int($0) }
    let study = try TrialTable.random(count: 300, labels: labels) { x, kind in
      kind < 10 ? 0 : 1 + x / 10
    }.study
    #expect(try study.importances(by: evaluator.evaluator)[0].name == "kind")
  }
}

// MARK: What cannot be judged

extension ImportanceTests {
  @Test(arguments: EvaluatorCase.allCases)
  func `a study without a trial that counts is refused`(by evaluator: EvaluatorCase) throws {
    #expect(
      try complaint(TrialTable().study, by: evaluator.evaluator)
        == "study \"table\" has no complete trial from which importances could be worked out; run "
        + "some first")
    let infinite = try TrialTable.random(count: 3) { _, _ in .infinity }.study
    #expect(
      try complaint(infinite, by: evaluator.evaluator)
        == "none of the 3 complete trials of study \"table\" has a finite value, from which importances "
        + "are worked out")
  }

  @Test(arguments: EvaluatorCase.allCases)
  func `an objective that is not there is refused`(by evaluator: EvaluatorCase) throws {
    let study = try TrialTable.random().study
    for place in [-1, 1] {
      #expect(
        try complaint(study, by: evaluator.evaluator, for: .objective(place))
          == "study \"table\" has 1 objective value, and none at place \(place); places are counted "
          + "from 0")
    }
  }

  @Test func `a parameter that is not there is refused`() throws {
    let study = try TrialTable.random().study
    #expect(
      try complaint(study, by: .pedANOVA(), of: ["x", "y"])
        == "no complete trial of study \"table\" has a parameter \"y\"; they have \"idle\", \"kind\", "
        + "\"only\", \"x\"")
    for evaluator in EvaluatorCase.forests {
      #expect(
        try complaint(study, by: evaluator.evaluator, of: ["y", "x"])
          == "no complete trial of study \"table\" has all of the parameters \"x\", \"y\"")
    }
  }

  @Test(arguments: EvaluatorCase.forests)
  func `forests refuse several objectives and parameters that change`(
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
      try complaint(table.study, by: evaluator.evaluator)
        == "the 120 complete trials of study \"table\" have no parameter in common, equally defined; "
        + "name the parameters to judge, or use PED-ANOVA")
    #expect(
      try complaint(table.study, by: evaluator.evaluator, of: ["x"])
        == "trials of study \"table\" define the parameter \"x\" in different ways, which a forest cannot "
        + "compare; use PED-ANOVA")
    table.directions = [.minimize, .minimize]
    for index in table.rows.indices { table.rows[index].values = [1, 2] }
    #expect(
      try complaint(table.study, by: evaluator.evaluator)
        == "study \"table\" has 2 objective values, and a forest predicts one; choose an "
        + "objective by its index, or use PED-ANOVA")
  }

  @Test func `settings that make no sense are refused`() async {
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
