import Attune
import AttuneTesting
import Synchronization
import Testing

/// The contract of samplers, tested through the public API only.
@Suite struct SamplerContractTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let sampler: any Sampler

    var testDescription: String { name }

    static let all: [Case] =
      SamplerCatalogue.specifications.compactMap { name in
        (try? SamplerCatalogue.sampler(name)).map { Case(name: name, sampler: $0) }
      } + [
        Case(name: "tpe, without constant liar", sampler: tpe { $0.usesConstantLiar = false }),
        Case(name: "tpe, from the start", sampler: tpe { $0.startupTrials = 0 }),
        Case(name: "tpe, one candidate", sampler: tpe { $0.candidates = 1 }),
        Case(name: "grid", sampler: .grid(grid)),
        Case(name: "grid, shuffled", sampler: .grid(grid, shuffledBy: 1)),
        Case(name: "a random walk", sampler: RandomWalk()),
        Case(name: "a cache", sampler: Caching()),
        Case(name: "joint", sampler: Corner()),
      ]

    private static let grid: [String: [JSONValue]] = [
      "float": [-5, 0.5], "log": [1e-10, 1, 1e10], "grid": [0.1], "int": [-3, 0, 3],
      "log int": [1, 1024], "odd": [1, 99], "kind": ["a", "c"], "flag": [false, true],
      "depth": [1, 8], "moving": [0, 0.5],
    ]

    private static func tpe(_ change: (inout TPESampler.Configuration) -> Void) -> TPESampler {
      var configuration = TPESampler.Configuration()
      change(&configuration)
      return TPESampler(configuration)
    }
  }

  @Test(arguments: Case.all)
  func `a sampler meets the contract`(_ item: Case) throws {
    try SamplerContract(item.sampler).check()
  }

  struct BrokenCase: Sendable, CustomTestStringConvertible {
    let name: String
    let requirement: String
    let make: @Sendable () -> any Sampler

    var testDescription: String { name }

    static let all = [
      BrokenCase(name: "out of range", requirement: "every value lies in") { OutOfRange() },
      BrokenCase(name: "of another kind", requirement: "every value lies in") { WrongKind() },
      BrokenCase(name: "throws sometimes", requirement: "every value lies in") { Throwing() },
      BrokenCase(name: "unseeded", requirement: "the same seed") { Unseeded() },
      BrokenCase(name: "stateful", requirement: "the same seed") { Stateful() },
      BrokenCase(name: "stateful within a study", requirement: "run in parts") { Forgetful() },
    ]
  }

  @Test(arguments: BrokenCase.all)
  func `a broken sampler is detected`(_ item: BrokenCase) throws {
    let violation = try #require(throws: ContractViolation.self) {
      try SamplerContract(item.make()).check()
    }
    #expect(violation.description.contains(item.requirement))
  }
}

// MARK: Samplers that meet the contract

/// The example from the documentation of ``Sampler``.
private struct RandomWalk: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let last = context.history.last { $0.state == .complete }?.parameters.parameter(
      named: request.name)
    guard let value = last?.parameterValue else {
      return request.distribution.randomValue(using: &random)
    }
    return request.distribution.value(
      at: request.distribution.position(of: value) + 0.1 * random.normal())
  }
}

/// Caches computed values, which does not change the results.
private final class Caching: Sampler {
  private let means = Mutex<[Int: Double]>([:])

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let mean = means.withLock { means in
      if let known = means[context.trialNumber] { return known }
      let mean = context.history.compactMap(\.value).filter(\.isFinite).reduce(0, +)
      means[context.trialNumber] = mean
      return mean
    }
    return request.distribution.value(
      at: abs(mean * random.uniform()).truncatingRemainder(dividingBy: 1))
  }
}

/// Samples all common parameters at the same position in their ranges, and records the position as an
/// attribute.
private struct Corner: Sampler {
  func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    let position = random.uniform()
    var plan = TrialPlan(attributes: ["corner": .float(position)])
    for parameter in context.history.intersectionSpace.parameters {
      plan.set(parameter, to: parameter.distribution.value(at: position))
    }
    return plan
  }

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.distribution.randomValue(using: &random)
  }
}

// MARK: Samplers that violate the contract

private struct OutOfRange: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    if request.name == "float", context.trialNumber == 12 { return .float(5.000001) }
    return request.distribution.randomValue(using: &random)
  }
}

private struct WrongKind: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.name == "int" ? .float(1) : request.distribution.randomValue(using: &random)
  }
}

private struct Throwing: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    // A sampler must accept infinite objective values.
    guard context.history.allSatisfy({ $0.value?.isInfinite != true }) else {
      throw SamplingError("too large")
    }
    return request.distribution.randomValue(using: &random)
  }
}

private struct Unseeded: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.distribution.value(at: Double.random(in: 0..<1))
  }
}

/// Continues its counter from one study to the next.
private final class Stateful: Sampler {
  private let calls = Mutex(0)

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let call = calls.withLock { calls in
      calls += 1
      return calls
    }
    return request.distribution.value(at: (Double(call) * 0.618).truncatingRemainder(dividingBy: 1))
  }
}

/// Resets its counter at the start of a study, but loses it when the study is resumed.
private final class Forgetful: Sampler {
  private let calls = Mutex(0)

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let call = calls.withLock { calls in
      let isFirst = context.trialNumber == 0 && request.name == "float"
      calls = isFirst ? 1 : calls + 1
      return calls
    }
    return request.distribution.value(at: (Double(call) * 0.618).truncatingRemainder(dividingBy: 1))
  }
}
