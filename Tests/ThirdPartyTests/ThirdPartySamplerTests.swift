import Attune
import AttuneTesting
import Testing

/// Samplers that use only the public interface, as those of other packages do.
@Suite struct ThirdPartySamplerTests {
  /// Samples around the mean of the best trials, one parameter independently of the others.
  private struct MeanOfTheBest: Sampler {
    static let eliteCount = 3

    private let count = HistoryFold(0) { count, trial in
      if trial.state == .complete { count += 1 }
    }

    func plan(
      in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> TrialPlan {
      guard count.state(at: context.history) >= Self.eliteCount else { return TrialPlan() }
      let space = context.history.intersectionSpace.varying
      let observations = context.history.observations(over: space)
      let best = observations.losses.indices
        .filter { observations.violations[$0] == 0 }
        .sorted { observations.losses[$0][0] < observations.losses[$1][0] }
        .prefix(Self.eliteCount)
      guard !best.isEmpty else { return TrialPlan() }
      let point = space.parameters.indices.map { axis in
        let sum = best.reduce(0) { $0 + observations.points[$1][axis] }
        return sum / Double(best.count) + 0.05 * random.normal()
      }
      return TrialPlan(at: point, of: space, attributes: ["mean:of": .int(best.count)])
    }

    func sample(
      _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> ParameterValue {
      request.distribution.randomValue(using: &random)
    }
  }

  @Test func `a sampler of another package meets the contract`() throws {
    try SamplerContract(MeanOfTheBest()).check()
  }

  private static func record(_ x: Double, _ value: Double, budget: Double = 0) -> TrialRecord {
    TrialRecord(
      parameters: ["x": .float(x, in: 0...10)], value: value, constraints: ["budget": budget])
  }

  private func plan(_ context: SamplingContext) throws -> TrialPlan {
    var random = RandomStream(seed: 3)
    return try MeanOfTheBest().plan(in: context, using: &random)
  }

  @Test func `a plan is tested with a history that was built`() throws {
    var builder = HistoryBuilder()
    builder.add(Self.record(4, 1))
    builder.add(Self.record(9, 0.5, budget: 1))
    builder.add(TrialRecord(state: .failed, parameters: ["x": .float(9, in: 0...10)]))
    #expect(try plan(builder.context()).isEmpty)
    builder.add(Self.record(4, 1))
    builder.add(Self.record(4, 1))
    builder.add(Self.record(9, 7))
    let found = try plan(builder.context())
    let x = try #require(found.values["x"]?.doubleValue)
    #expect(abs(x - 4) < 2 && found.attributes["mean:of"] == 3)
  }

  @Test func `a built context has the running trial and its values so far`() throws {
    var builder = HistoryBuilder(directions: [.minimize, .maximize], studyName: "built", seed: 9)
    builder.add(TrialRecord(values: [1, 2]))
    let running = builder.add(TrialRecord(state: .running))
    builder.add(TrialRecord(state: .waiting))
    let context = try builder.context(
      ofTrial: TrialRecord(state: .running, parameters: ["x": .float(1, in: 0...5)]))
    #expect(context.trialNumber == 3 && context.studyName == "built")
    #expect(context.directions == [.minimize, .maximize])
    #expect(context.trial.parameters["x"] == 1.0)
    #expect(context.running.map(\.number) == [running])
    #expect(try builder.context(ofTrial: running).running.isEmpty)
    var stream = context.studyStream("a")
    var same = try builder.context().studyStream("a")
    #expect(stream.next() == same.next())
  }

  @Test func `a builder checks records and takes unchecked trials as they are`() throws {
    var builder = HistoryBuilder()
    var template = TrialTemplate()
    template.state = .complete
    template.values = [.nan]
    builder.add(unchecked: template)
    #expect(try builder.history()[0].values.first?.isNaN == true)
    builder.add(TrialRecord(value: .nan))
    #expect(throws: TrialError.self) { try builder.history() }
  }
}
