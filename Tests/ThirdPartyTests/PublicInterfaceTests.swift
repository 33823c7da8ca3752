import Attune
import Testing

/// What a storage of another package creates from its records.
@Suite struct PublicInterfaceTests {
  @Test func `a parameter is created from its record`() throws {
    let distribution = try Distribution.categorical(
      CategoricalDistribution(choices: ["a", nil, 2.5]))
    let parameter = Parameter(name: "p", distribution: distribution, recordedValue: 2)
    #expect(parameter.value == 2.5 && parameter.parameterValue == .choice(2))
    let unknown = Parameter(name: "p", distribution: distribution, recordedValue: 3)
    #expect(unknown.value == nil && unknown.parameterValue == nil)
    for value in [.nan, .infinity, -1, 1e300] {
      let parameter = Parameter(name: "p", distribution: distribution, recordedValue: value)
      #expect(parameter.parameterValue == nil)
    }
  }

  @Test func `of parameters with one name the last one is kept, at the first position`() throws {
    let distribution = try Distribution.float(FloatDistribution(0...1))
    let parameters = [("b", 0.1), ("e\u{301}", 0.2), ("b", 0.3), ("\u{E9}", 0.4)].map {
      Parameter(name: $0, distribution: distribution, recordedValue: $1)
    }
    let list = ParameterList(parameters)
    #expect(list.map(\.recordedValue) == [0.3, 0.2, 0.4])
    #expect(list["\u{E9}"] == 0.4 && list["e\u{301}"] == 0.2)
  }

  @Test func `parameters of trials of several studies can be in one list`() throws {
    func parameter(_ name: String) throws -> Parameter {
      let study = try Study(seed: 1)
      try study.optimize(trials: 1, progress: .none) { try $0.suggest(name, in: 0.0...1.0) }
      return study.trials[0].parameters[0]
    }
    let parameters = try ["x", "y", "x"].map(parameter)
    let list = ParameterList(parameters)
    #expect(list.map(\.name) == ["x", "y"])
    // A study that contains such a trial finds its parameters.
    var template = TrialTemplate()
    template.state = .complete
    template.values = [1]
    template.parameters = list
    let storage = InMemoryStorage()
    let id = try #require(
      storage.createStudy(StudyTemplate(name: "s", directions: [.minimize])))
    _ = try storage.commit(in: id, after: .start) { _ in [.createTrial(template)] }
    let study = try #require(try storage.study(named: "s"))
    #expect(study.trials[0].parameters.map(\.name) == ["x", "y"])
    #expect(study.trials[0].parameters["y"] == parameters[1].value)
  }

  @Test(arguments: [
    JSONValue.null, .bool(true), .int(.min), .float(-0.0), .float(.nan), .float(-.infinity),
    .string("\u{E9} e\u{301} \"\\\n\u{0}\u{1F600}"), ["a": [1, 1.0, nil, ["b": []]], "": [:]],
  ])
  func `a value is read from its text`(value: JSONValue) throws {
    let read = try #require(JSONValue(parsing: value.description))
    #expect(read == value && read.description == value.description)
  }

  @Test(arguments: ["", " ", "{", "[1,]", "{\"a\": 1} 2", "nul", "'a'", "\"\u{1}", "1e", "[1}"])
  func `a text that is not JSON has no value`(text: String) {
    #expect(JSONValue(parsing: text) == nil)
  }

  @Test func `a large integer keeps its digits`() throws {
    let text = "[123456789012345678901234567890]"
    #expect(try #require(JSONValue(parsing: text)).description == text)
  }

  @Test func `a reader applies batches and notices the deletion`() throws {
    let description = StudyDescription(id: 3, name: "s", directions: [.maximize])
    var reader = StudyReader(description)
    #expect(reader.snapshot.trials.isEmpty && reader.snapshot.name == "s" && !reader.isDeleted)
    reader.apply(
      StorageBatch(
        changes: [
          .attributes(user: ["a": 1], system: ["b": 2]),
          .createdTrial(id: 7, TrialTemplate()),
          .operation(.setState(trial: 7, .complete, values: [2], at: nil)),
          .operation(.setTrialUserAttribute(trial: 7, key: "late", value: true)),
        ], end: StoragePosition(1)))
    #expect(reader.snapshot.userAttributes == ["a": 1])
    #expect(reader.snapshot.trials.map(\.values) == [[2]])
    #expect(reader.snapshot.trials[0].userAttributes.isEmpty)
    reader.apply(StorageBatch(changes: [.deleted], end: StoragePosition(2)))
    #expect(reader.isDeleted)
  }
}
