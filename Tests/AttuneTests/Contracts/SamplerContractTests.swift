import Attune
import AttuneTesting
import Synchronization
import Testing

/// The contract of samplers, tested through the public API only.
@Suite struct SamplerContractTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let sampler: any Sampler
    /// Whether another case has the same sampler with other settings.
    var isVariant = false

    var testDescription: String { name }

    /// Settings of a sampler differ little in what the contract checks, so one case of each kind is enough
    /// most of the time.
    static let all = TestScope.isComplete ? kinds + variants : kinds

    private static let kinds =
      catalogue.filter { !$0.isVariant } + [
        Case(name: "grid", sampler: .grid(grid)),
        Case(name: "a random walk", sampler: RandomWalk()),
        Case(name: "a cache", sampler: Caching()),
        Case(name: "a fold", sampler: Folding()),
        Case(name: "joint", sampler: Corner()),
      ]

    private static let variants =
      catalogue.filter(\.isVariant) + [
        Case(name: "tpe, without constant liar", sampler: tpe { $0.usesConstantLiar = false }),
        Case(name: "tpe, from the start", sampler: tpe { $0.startupTrials = 0 }),
        Case(name: "tpe, one candidate", sampler: tpe { $0.candidates = 1 }),
        Case(name: "grid, shuffled", sampler: .grid(grid, shuffledBy: 1)),
      ]

    private static let catalogue: [Case] = {
      var types: Set<ObjectIdentifier> = []
      return SamplerCatalogue.specifications.compactMap { name in
        guard let sampler = try? SamplerCatalogue.sampler(name) else { return nil }
        let isFirst = types.insert(ObjectIdentifier(type(of: sampler))).inserted
        // With little search, since Gaussian processes and forests take long without optimization.
        return Case(
          name: name, sampler: SamplerCase.startingEarly(sampler), isVariant: !isFirst)
      }
    }()

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
    let supportsOne = item.sampler is CMAESSampler || item.sampler is AnnealingSampler
    // Fits take long without optimization, and the portfolio samples several objectives by TPE.
    let isModel = item.sampler is GPSampler || item.sampler is ForestSampler
    let isSlow = item.sampler is AutoSampler || (isModel && !TestScope.isComplete)
    try SamplerContract(item.sampler, objectives: supportsOne || isSlow ? 1...1 : 1...3)
      .check(trialCount: 30)
  }

  struct BrokenCase: Sendable, CustomTestStringConvertible {
    let name: String
    let requirement: String
    let make: @Sendable () -> any Sampler

    var testDescription: String { name }

    static let all = [
      BrokenCase(name: "out of range", requirement: "every value lies in") { OutOfRange() },
      BrokenCase(name: "of another kind", requirement: "every value lies in") { WrongKind() },
      BrokenCase(name: "throws for infinite values", requirement: "every value lies in") {
        Refusing { $0.value?.isInfinite == true }
      },
      BrokenCase(name: "throws for large values", requirement: "every value lies in") {
        Overflowing()
      },
      BrokenCase(
        name: "needs one objective",
        requirement: "sampling never fails, in a study with directions [minimize, maximize]:"
      ) { OneObjective() },
      BrokenCase(
        name: "throws for violated constraints",
        requirement: "sampling never fails, in a study with directions [maximize] and constraints"
      ) { Refusing { !$0.isFeasible } },
      BrokenCase(name: "needs conditional parameters", requirement: "every value lies in") {
        Refusing { $0.state == .complete && $0.parameters["depth"] == nil }
      },
      BrokenCase(name: "needs its planned parameters", requirement: "every value lies in") {
        Refusing { $0.state == .complete && $0.parameters["odd"] == nil }
      },
      BrokenCase(name: "unseeded", requirement: "the same seed") { Unseeded() },
      BrokenCase(name: "stateful", requirement: "the same seed") { Stateful() },
      BrokenCase(name: "stateful within a study", requirement: "run in parts") { Forgetful() },
      BrokenCase(name: "needs a value for each direction", requirement: "of other programs") {
        Refusing(from: 30) { $0.state == .complete && $0.values.isEmpty }
      },
      BrokenCase(name: "needs finite values", requirement: "of other programs") {
        Refusing { $0.values.contains(where: \.isNaN) }
      },
      BrokenCase(name: "needs known parameters", requirement: "of other programs") {
        Refusing { trial in trial.parameters.contains { $0.parameterValue == nil } }
      },
      BrokenCase(name: "needs parameters of running trials", requirement: "while other trials run")
      { RefusingRunning() },
      BrokenCase(name: "unseeded beside others", requirement: "the same running trials") {
        UnseededBesideOthers()
      },
      BrokenCase(name: "depends on the order of calls", requirement: "any number of workers") {
        OrderDependent()
      },
      BrokenCase(
        name: "keeps a draw in memory only", requirement: "gets the same values from a new sampler"
      ) { RememberedDraw() },
      BrokenCase(name: "mixes up studies", requirement: "depend only on the context") {
        MixedStudies()
      },
      BrokenCase(
        name: "needs its plan before", requirement: "gets the same values from a new sampler"
      ) {
        PlanInMemory()
      },
      BrokenCase(name: "counts in its summary", requirement: "the summary depends only") {
        CountingSummary()
      },
      BrokenCase(name: "has a long summary", requirement: "a single line") { LongSummary() },
    ]
  }

  @Test(arguments: BrokenCase.all)
  func `a broken sampler is detected`(_ item: BrokenCase) throws {
    let violation = try #require(throws: ContractViolation.self) {
      try SamplerContract(item.make()).check()
    }
    #expect(violation.description.contains(item.requirement))
  }

  @Test func `a sampler may support some numbers of objectives and kinds of parameters only`()
    throws
  {
    try SamplerContract(OneObjective(), objectives: 1...1).check()
    try SamplerContract(FiniteOnly(), space: .finite).check()
    #expect(throws: ContractViolation.self) { try SamplerContract(FiniteOnly()).check() }
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
  private let means = Mutex<[HistoryRevision: Double]>([:])

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let history = context.history
    let mean = means.withLock { means in
      if let known = means[history.revision] { return known }
      let mean = history.compactMap(\.value).filter { abs($0) < 1e6 }.reduce(0, +)
      means[history.revision] = mean
      return mean
    }
    return request.distribution.value(
      at: abs(mean * random.uniform()).truncatingRemainder(dividingBy: 1))
  }
}

/// Keeps a state in a fold.
private struct Folding: Sampler {
  private let sum = HistoryFold(0.0) { sum, trial in
    sum = (sum + Double(trial.number) * 0.618).truncatingRemainder(dividingBy: 1)
  }

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.distribution.value(at: (sum.state(at: context.history) + random.uniform()) / 2)
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

/// Throws if there is a trial with a property.
private struct Refusing: Sampler {
  let first: Int
  let refuses: @Sendable (TrialSnapshot) -> Bool

  /// - Parameters:
  ///   - first: The number of the first trial that it may refuse to sample.
  ///   - refuses: Whether a finished trial has the property.
  init(from first: Int = 0, _ refuses: @escaping @Sendable (TrialSnapshot) -> Bool) {
    self.first = first
    self.refuses = refuses
  }

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let finished = context.history.filter(\.state.isFinished)
    if context.trialNumber >= first, finished.contains(where: refuses) {
      throw SamplingError("refused")
    }
    return request.distribution.randomValue(using: &random)
  }
}

/// Throws if the sum of the values is not finite.
private struct Overflowing: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let values = context.history.flatMap(\.values).filter(\.isFinite)
    guard values.reduce(0, +).isFinite else { throw SamplingError("too large") }
    return request.distribution.randomValue(using: &random)
  }
}

/// Throws in multi-objective studies.
private struct OneObjective: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    guard context.directions.count == 1 else { throw SamplingError("needs one direction") }
    return request.distribution.randomValue(using: &random)
  }
}

/// Throws for parameters with infinitely many values.
private struct FiniteOnly: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    if case .float(let range) = request.distribution, range.step == nil {
      throw SamplingError("has infinitely many values")
    }
    return request.distribution.randomValue(using: &random)
  }
}

/// Throws if another running trial has no parameters yet.
private struct RefusingRunning: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    guard !context.running.contains(where: \.parameters.isEmpty) else {
      throw SamplingError("no parameters")
    }
    return request.distribution.randomValue(using: &random)
  }
}

/// Takes random numbers from the system while other trials run.
private struct UnseededBesideOthers: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    if !context.running.isEmpty {
      return request.distribution.value(at: Double.random(in: 0..<1))
    }
    return request.distribution.randomValue(using: &random)
  }
}

/// Samples other values for a trial with a lower number than that of the last call.
private final class OrderDependent: Sampler {
  private let last = Mutex(0)

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let number = context.trialNumber
    let isInOrder = last.withLock { last in
      // Another study may begin.
      defer { last = number }
      return number == 0 || number >= last
    }
    guard isInOrder else { return request.distribution.value(at: 0.5) }
    return request.distribution.randomValue(using: &random)
  }
}

/// Draws a position for all parameters of a trial, and does not record it.
private final class RememberedDraw: Sampler {
  private let draws = Mutex<[Int: Double]>([:])

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let count = context.history.count(of: .complete)
    let draw = draws.withLock { draws in
      let draw = draws[context.trialNumber] ?? Double(count) * 0.618
      draws[context.trialNumber] = draw
      return draw
    }
    return request.distribution.value(at: draw.truncatingRemainder(dividingBy: 1))
  }
}

/// Keeps a mean by the numbers of trials, which are the same in several studies.
private final class MixedStudies: Sampler {
  private let means = Mutex<[[Int]: Double]>([:])

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let key = [context.trialNumber, context.history.finishedCount, context.directions.count]
    let mean = means.withLock { means in
      let finite = context.history.flatMap(\.values).filter { abs($0) < 1e6 }
      let mean = means[key] ?? finite.reduce(0, +) / Double(max(finite.count, 1))
      means[key] = mean
      return mean
    }
    return request.distribution.value(at: abs(mean).truncatingRemainder(dividingBy: 1))
  }
}

/// Samples from what it remembers of its last plan.
private final class PlanInMemory: Sampler {
  private let remembered = Mutex<[Int: Double]>([:])

  func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    let position = random.uniform()
    remembered.withLock { $0[context.trialNumber] = position }
    return TrialPlan()
  }

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    guard let position = remembered.withLock({ $0[context.trialNumber] }) else {
      return request.distribution.randomValue(using: &random)
    }
    return request.distribution.value(at: position)
  }
}

private final class CountingSummary: Sampler {
  private let calls = Mutex(0)

  var summary: String { "CountingSummary(\(calls.withLock { $0 }))" }

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    calls.withLock { $0 += 1 }
    return request.distribution.randomValue(using: &random)
  }
}

private struct LongSummary: Sampler {
  var summary: String { "LongSummary\n" }

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.distribution.randomValue(using: &random)
  }
}
