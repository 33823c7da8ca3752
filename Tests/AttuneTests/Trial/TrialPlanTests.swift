import AttuneTesting
import Testing

@testable import Attune

/// How plans are recorded and read back.
@Suite struct TrialPlanTests {
  /// Plans given values, and counts its calls.
  private final class Planner: Sampler {
    let values: JSONObject
    let planned = Counter()
    let sampled = Counter()

    init(_ values: JSONObject) {
      self.values = values
    }

    func plan(
      in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> TrialPlan {
      planned.increment()
      return TrialPlan(values: values)
    }

    func sample(
      _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> ParameterValue {
      sampled.increment()
      return request.distribution.value(at: 0)
    }
  }

  /// Runs the first attempt of a trial up to an interruption, and the second one to its end.
  private func resumed(
    _ first: any Sampler, _ second: any Sampler, _ beforeInterruption: (Trial) throws -> Void
  ) throws -> TrialSnapshot {
    let storage = InMemoryStorage()
    let study = try Study(storage: storage, sampler: first, seed: 1)
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 1, progress: .none) { trial -> Double in
        try beforeInterruption(trial)
        throw CancellationError()
      }
    }
    let again = try Study(storage: storage, sampler: second, seed: 1)
    try again.optimize(trials: 1, progress: .none) { trial in
      _ = try trial.suggest("constant", in: 1...1)
      return try trial.suggest("x", in: 0.0...1.0) + trial.suggest("y", in: 0.0...1.0)
    }
    return again.trials[0]
  }

  @Test func `a resumed trial continues with its recorded plan`() throws {
    let second = Planner(["x": 0.1, "y": 0.2])
    let trial = try resumed(Planner(["x": 0.5, "y": 0.75, "unused": 1]), second) {
      _ = try $0.suggest("x", in: 0.0...1.0)
    }
    #expect(trial.parameters["x"] == 0.5 && trial.parameters["y"] == 0.75)
    #expect(trial.parameters["unused"] == nil)
    #expect(second.planned.value == 0 && second.sampled.value == 0)
  }

  @Test func `after an empty plan a resumed trial samples its other parameters independently`()
    throws
  {
    let second = Planner(["x": 0.1, "y": 0.2])
    let trial = try resumed(Planner([:]), second) { _ = try $0.suggest("x", in: 0.0...1.0) }
    #expect(trial.parameters["x"] == 0.0 && trial.parameters["y"] == 0.0)
    #expect(second.planned.value == 0 && second.sampled.value == 1)
  }

  @Test func `a trial that was interrupted before its first sampled value draws a plan`() throws {
    let second = Planner(["x": 0.1, "y": 0.2])
    let trial = try resumed(Planner(["x": 0.5, "y": 0.75]), second) {
      _ = try $0.suggest("constant", in: 1...1)
    }
    #expect(trial.parameters["x"] == 0.1 && trial.parameters["y"] == 0.2)
    #expect(second.planned.value == 1)
  }

  @Test func `a plan is recorded once`() throws {
    let values: JSONObject = ["x": 0.5, "kind": "a"]
    #expect(TrialPlan().recordedAttributes.isEmpty && TrialPlan().isEmpty)
    #expect(TrialPlan(attributes: ["a": 1]).recordedAttributes == ["a": 1])
    #expect(
      TrialPlan(values: values, attributes: ["a": 1]).recordedAttributes
        == ["a": 1, "attune:plan": .object(values)])
    let relative = RelativeParameters.attributes(values)
    #expect(TrialPlan(values: values, attributes: relative).recordedAttributes == relative)
    var plan = TrialPlan(relativeValues: values)
    #expect(plan.recordedAttributes == relative)
    #expect(plan == TrialPlan(values: values, attributes: relative))
    plan.attributes["a"] = 1
    #expect(plan.recordedAttributes.count == 2)
    plan.values["x"] = 0.25
    #expect(plan.recordedAttributes["attune:plan"] == .object(plan.values))
    plan.values["x"] = 0.5
    #expect(plan.recordedAttributes.count == 2)
  }

  @Test(
    arguments: [
      (["attune:plan": ["x": 0.5]], ["x": 0.5]),
      (["tpe:relative_params:0": "{\"x\": 0.5}"], ["x": 0.5]),
      (["tpe:relative_params:0": "{\"x\": ", "tpe:relative_params:1": "0.5}"], ["x": 0.5]),
      (["attune:plan": 7], nil), (["tpe:relative_params:0": "{"], nil),
      (["tpe:relative_params:1": "{\"x\": 0.5}"], nil), ([:], nil),
    ] as [(JSONObject, JSONObject?)])
  func `the plan of a trial is read from its attributes`(
    attributes: JSONObject, values: JSONObject?
  ) throws {
    var template = TrialTemplate()
    template.systemAttributes = attributes
    var builder = HistoryBuilder()
    builder.add(unchecked: template)
    #expect(try TrialPlan.recordedValues(of: builder.history()[0]) == values)
  }

  @Test func `a trial that Python has planned is continued with its values`() throws {
    let storage = InMemoryStorage()
    let id = try #require(
      storage.createStudy(StudyTemplate(name: "study", directions: [.minimize])))
    var template = TrialTemplate()
    template.state = .waiting
    template.systemAttributes = ["tpe:relative_params:0": "{\"x\": 0.25, \"kind\": \"b\"}"]
    let waiting = template
    _ = try storage.commit(in: id, after: .start) { _ in [.createTrial(waiting)] }
    let study = try Study(storage: storage, sampler: .random, seed: 1)
    let trial = try study.ask()
    #expect(try trial.suggest("x", in: 0.0...1.0) == 0.25)
    #expect(try trial.suggest("kind", from: ["a", "b", "c"]) == "b")
  }
}
