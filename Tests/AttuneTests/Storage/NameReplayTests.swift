import Testing

@testable import Attune

/// Names that are equal in Swift and different in Python, recorded in and replayed from a journal.
@Suite struct NameReplayTests {
  @Test(arguments: NameTests.equivalent + [["\u{10FFFE}\u{10D800}", "\u{10FFFE}\u{10D801}"]])
  func `studies are distinguished by the code points of their names`(names: [String]) throws {
    try withTemporaryJournal { journal in
      let storage = journal.storage
      for name in names + ["third"] { _ = try Study(name, storage: storage) }
      let found1 = try storage.studies().map(\.name).count
      #expect(found1 == 3)
      try Study(loading: "third", storage: storage).enqueue(["x": 1])
      try Study(loading: names[1], storage: storage).setUserAttribute("here", to: true)
      let found2 = try storage.study(named: "third")?.trials.count
      #expect(found2 == 1)
      let found3 = try storage.study(named: names[0])?.userAttributes["here"]
      #expect(found3 == nil)
      let isDeleted = try storage.deleteStudy(named: names[1])
      #expect(isDeleted)
      let left = try storage.studies().map { Name($0.name) }
      #expect(left == [Name(names[0]), "third"])
      let found4 = try storage.deleteStudy(named: names[1])
      #expect(found4 == false)
    }
  }

  @Test(arguments: NameTests.equivalent)
  func `copies keep equivalent names distinct`(names: [String]) throws {
    try withTemporaryJournal { journal in
      let storage = journal.storage
      for name in names {
        let study = try Study(name, storage: storage, sampler: .random)
        try study.setUserAttribute(name, to: name)
        try study.optimize(trials: 1) { trial in
          let sum = try names.map { try trial.suggest($0, in: 0.0...1) }.reduce(0, +)
          for name in names { try trial.setUserAttribute(name, to: name) }
          try trial.setConstraint(names[0], to: 1)
          try trial.setConstraint(names[1], to: -1)
          return sum
        }
      }
      try storage.compact(to: "\(journal.path).compact")
      try storage.copyStudies([Name(names[1]): Name(names[0])], to: "\(journal.path).copy")
      let original = try storage.studies()
      let compact = try JournalStorage(path: "\(journal.path).compact").studies()
      let copy = try JournalStorage(path: "\(journal.path).copy").studies()
      #expect(compact.map { Name($0.name) } == names.map { Name($0) })
      #expect(copy.map { Name($0.name) } == [Name(names[0])])
      for (study, other) in zip(original + original.suffix(1), compact + copy) {
        #expect(study.userAttributes == other.userAttributes)
        #expect(study.trials[0].parameters == other.trials[0].parameters)
        #expect(study.trials[0].parameters.count == 2)
        #expect(study.trials[0].userAttributes == other.trials[0].userAttributes)
        #expect(study.trials[0].userAttributes.count == 2)
        #expect(study.trials[0].systemAttributes == other.trials[0].systemAttributes)
        // Both constraints apply, although the public dictionary contains only one of them.
        #expect(!other.trials[0].isFeasible)
        #expect(other.trials[0].constraints.count == 1)
      }
    }
  }

  @Test(arguments: NameTests.equivalent)
  func `parameters with equivalent names are sampled separately`(names: [String]) throws {
    let mixedUp = MixedUp(
      name: names[0], space: SearchSpace([Name(names[0]): .float(try .init(0...3))]))
    for sampler: any Sampler in [TPESampler(), RandomSampler(), mixedUp] {
      let study = try optimized(names, sampler)
      for trial in study.trials {
        #expect(trial.state == .complete)
        #expect(trial.parameters.map { Name($0.name) } == (names + ["y"]).map { Name($0) })
        let (a, b) = (trial.parameters[names[0]], trial.parameters[names[1]])
        #expect(a?.doubleValue.map { (0...1).contains($0) } == true)
        #expect(b?.doubleValue.map { (0...1).contains($0) } == true)
        #expect(a != b)
      }
    }
  }

  private func optimized(_ names: [String], _ sampler: some Sampler) throws -> Study {
    let study = try Study("names", storage: .inMemory, sampler: sampler, seed: 7)
    try study.optimize(trials: 25) { trial in
      let values = try (names + ["y"]).map { try trial.suggest($0, in: 0.0...1) }
      return values[0] - values[1] + values[2]
    }
    return study
  }

  /// Samples one of two equivalent names jointly, with a value that the other one must not get.
  private struct MixedUp: Sampler {
    let name: String
    let space: SearchSpace

    func plan(
      in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> TrialPlan {
      TrialPlan(values: [name: 0.125])
    }

    func sample(
      _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> ParameterValue {
      request.distribution.randomValue(using: &random)
    }
  }

  @Test(arguments: NameTests.equivalent)
  func `grids, queues and fixed trials distinguish names by code points`(names: [String]) throws {
    let study = try Study("grid", storage: .inMemory, sampler: .grid([names[0]: [0.25]]))
    let trial = try study.ask()
    let found5 = try trial.suggest(names[0], in: 0.0...1)
    #expect(found5 == 0.25)
    #expect(throws: SamplingError.self) { try trial.suggest(names[1], in: 0.0...1) }

    let queue = try Study("queue", storage: .inMemory, sampler: .random)
    let both = JSONObject(names.enumerated().map { ($1, JSONValue.int($0)) })
    try queue.enqueue(both)
    let found6 = try queue.enqueue(both, skipIfExists: true)
    #expect(found6 == nil)
    let found7 = try queue.enqueue([names[0]: 0], skipIfExists: true)
    #expect(found7 == 1)
    let queued = try queue.ask()
    let found8 = try names.map { try queued.suggest($0, in: 0...9) }
    #expect(found8 == [0, 1])
    try queue.tell(queued, .complete(1))
    let fixed = FixedTrial(queue.trials[0])
    let found9 = try names.map { try fixed.trial.suggest($0, in: 0...9) }
    #expect(found9 == [0, 1])
  }

  @Test(arguments: NameTests.equivalent)
  func `importances, tables, plots and reports show both names`(names: [String]) throws {
    let study = try optimized(names, RandomSampler()).snapshot
    for evaluator: any ImportanceEvaluator in [
      PEDANOVAEvaluator(), FANOVAEvaluator(), MeanDecreaseInImpurityEvaluator(),
    ] {
      let importances = try study.importances(by: evaluator)
      #expect(Set(importances.map { Name($0.name) }) == Set((names + ["y"]).map { Name($0) }))
      let one = try study.importances(by: evaluator, of: [names[1]])
      #expect(one.map { Name($0.name) } == [Name(names[1])])
    }
    #expect(study.summary.parameters.count == 3)
    let table = study.trialTable
    #expect(table.columns.count { $0.group == "params" } == 3)
    let columns = try names.map(table.column)
    #expect(columns[0] != columns[1])
    let rows = try #require(JSONParser.parse(table.json).arrayValue)
    #expect(rows[3].objectValue?["params"]?.objectValue?.count == 3)
    #expect(
      rows[3].objectValue?["params"]?.objectValue?[names[1]] == study.trials[3].parameters[names[1]]
    )
    let slice = try study.chart(.slice.showing(parameters: [names[1]]))
    #expect(slice.panels.count == 1)
    #expect(study.report(plots: []).utf8.count > 1000)
  }
}
