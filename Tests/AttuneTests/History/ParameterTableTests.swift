import Testing

@testable import Attune

@Suite struct ParameterRegisterTests {
  private func unit(_ low: Double = 0) throws -> Distribution {
    .float(try FloatDistribution(low: low, high: 1))
  }

  private func history(of names: [[String]]) throws -> TrialHistory {
    var history = TrialHistory(directions: [.minimize])
    for (number, names) in names.enumerated() {
      history.append(TrialSnapshot(number: number, id: number, state: .running))
      for name in names {
        history.setParameter(
          Parameter(name: name, distribution: try unit(), recordedValue: 0.5), number: number)
      }
      history.update(number) {
        $0.state = .complete
        $0.values = [0]
      }
    }
    return history
  }

  @Test func `trials that agree share a signature`() throws {
    let history = try history(of: [["a", "b"], ["a", "b"], ["b", "c", "a"]])
    func signature(_ number: Int, _ name: String) throws -> ParameterSignature {
      try #require(history[number].parameters.parameter(named: name)).signature
    }
    #expect(try signature(0, "a") === signature(1, "a"))
    #expect(try signature(0, "a") === signature(2, "a"))
    #expect(try signature(1, "b") === signature(2, "b"))
    #expect(try signature(1, "a") !== signature(1, "b"))
  }

  @Test func `equal definitions with other bits or code points are recorded unchanged`() throws {
    let study = try Study(sampler: .random, seed: 1)
    for (name, low) in [("é", 0.0), ("e\u{301}", 0.0), ("é", -0.0), ("é", 0.0)] {
      let trial = try study.ask()
      _ = try trial.suggest(name, in: low...1)
      try study.tell(trial, 0.0)
      let parameter = try #require(study.trials[trial.number].parameters.first)
      #expect(parameter.name.unicodeScalars.elementsEqual(name.unicodeScalars))
      guard case .float(let recorded) = parameter.distribution else { continue }
      #expect(recorded.low.sign == low.sign)
    }
  }

  @Test(arguments: [["a", "b", "c"], ["c", "b", "a"], ["b"], ["a", "c"], ["d", "a"]])
  func `a parameter is found in any order of suggestions`(names: [String]) throws {
    var history = try history(of: [["a", "b", "c"]])
    history.append(TrialSnapshot(number: 1, id: 1, state: .running))
    for (index, name) in names.enumerated() {
      guard case .open(let signature) = history.lookUp(name, try unit(), number: 1) else {
        Issue.record("\(name) is not open")
        return
      }
      #expect(signature.key.text == name)
      history.setParameter(
        Parameter(signature, recordedValue: Double(index)), number: 1)
      for (position, known) in names.enumerated() {
        guard case .known(let parameter) = history.lookUp(known, try unit(), number: 1) else {
          #expect(position > index)
          continue
        }
        #expect(position <= index && parameter.recordedValue == Double(position))
      }
    }
    #expect(history[1].parameters.map(\.name) == names)
  }

  @Test func `a signature of another study is replaced by the study's signature`() throws {
    let other = try history(of: [["b", "a"]])
    var own = try history(of: [["a", "b"]])
    own.append(TrialSnapshot(number: 1, id: 1, state: .running))
    for parameter in other[0].parameters { own.setParameter(parameter, number: 1) }
    #expect(own[1].parameters.map(\.name) == ["b", "a"])
    #expect(own[1].parameters[0].signature === own[0].parameters[1].signature)
  }

  @Test func `an incompatible definition is a conflict, shared or not`() throws {
    var history = try history(of: [["a"]])
    let other = Distribution.int(try IntDistribution(0...1))
    var template = TrialSnapshot(number: 1, id: 1, state: .complete, values: [1])
    // Other programs may have written such a file.
    template.parameters = ParameterList([
      Parameter(name: "a", distribution: other, recordedValue: 1)
    ])
    history.append(template)
    history.append(TrialSnapshot(number: 2, id: 2, state: .running))
    let shared = history[1].parameters[0]
    #expect(history.conflict(with: shared, number: 2) != nil)
    guard case .conflict = history.lookUp("a", other, number: 2) else {
      Issue.record("there is no conflict")
      return
    }
    guard case .open = history.lookUp("a", try unit(), number: 2) else {
      Issue.record("there is a conflict")
      return
    }
  }

  @Test func `columns are the same whether they are read early or late`() throws {
    let lists = [["a"], ["a", "b"], ["b"], ["b", "a"], ["c", "a"]]
    let late = try history(of: lists)
    for count in lists.indices {
      let early = try history(of: Array(lists[...count]))
      let copy = early
      for name in ["a", "b", "c"] {
        #expect(copy.column(of: name)?.order.count == early.column(of: name)?.order.count)
      }
    }
    #expect(late.column(of: "a").map { Array($0.order) } == [0, 1, 3, 4])
    #expect(late.column(of: "b").map { Array($0.order) } == [1, 2, 3])
    #expect(late.column(of: "c").map { Array($0.order) } == [4])
    #expect(late.column(of: "d") == nil)
  }
}
