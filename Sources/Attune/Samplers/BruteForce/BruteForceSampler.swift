/// Tries every combination of values once, in a space that it learns from the trials.
///
/// ```swift
/// let study = try Study("kernels", sampler: .bruteForce)
/// try study.optimize { trial in
///   let kernel = try trial.suggest("kernel", from: ["linear", "polynomial"])
///   let degree = kernel == "polynomial" ? try trial.suggest("degree", in: 2...5) : 1
///   return evaluate(kernel, degree)
/// }
/// ```
///
/// A parameter may exist after some values of earlier ones only, so conditional spaces have no repeated
/// combinations, as they have on a ``GridSampler``. The parameters of a trial must be determined by its values:
/// after the same values, the objective must ask for the same parameter.
///
/// A run ends when all combinations have a finished trial, with ``StopReason/exhausted``. Failed and pruned
/// trials count. A trial that ended early counts for all combinations with the values it asked for, unless
/// another trial shows that there are more parameters. When a range is widened later, the new values are tried.
///
/// The values that became known first are tried first, each range in ascending order. With several workers, no
/// combination is tried twice and none is missed: a worker waits when all known combinations are taken, by other
/// processes or threads, as during the first trial. In a run with a batch size, and with ``Study/ask(detached:)``,
/// trials cannot wait; they try a combination twice only where branches have different numbers of combinations.
///
/// Unlike Optuna's `BruteForceSampler`, the order is not random, the study needs no callback to end, and a trial
/// that is started after all combinations fails with ``SamplingError/Code/exhausted`` instead of repeating one.
public struct BruteForceSampler: Sampler {
  private let resolution: Int?
  /// The values that are given by another sampler; they belong to no combination.
  private let fixed: [Name: JSONValue]
  private let tree: HistoryFold<CombinationTree>

  /// Creates the sampler.
  ///
  /// - Parameter resolution: The largest number of values of a range. Continuous ranges, and those with more
  ///   values, are represented by as many evenly spaced values on their scale, with both bounds among them.
  ///   Nil tries all values, so that floating-point ranges need a step.
  /// - Precondition: A resolution is at least 2.
  public init(resolution: Int? = nil) {
    precondition(
      resolution ?? 2 >= 2, "a range cannot be tried with \(resolution ?? 0) values; use 2 or more")
    self.init(resolution, fixing: [:])
  }

  private init(_ resolution: Int?, fixing fixed: [Name: JSONValue]) {
    self.resolution = resolution
    self.fixed = fixed
    tree = HistoryFold(CombinationTree(resolution: resolution), includingFailed: true) {
      tree, trial in
      if let parameters = trial.parameters.combination(fixing: fixed) {
        tree.insert(parameters, isComplete: trial.state == .complete)
      }
    }
  }

  /// Plans an untried combination, as far as its parameters are known.
  ///
  /// - Complexity: O(*k* · *D*²) for *k* unfinished trials and a depth *D* of the space, amortized.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    // Enqueued values come first, so the others are sampled after them.
    if context.history[context.trialNumber].isEnqueuedWithValues { return TrialPlan() }
    var paths = paths(in: context)
    guard let place = paths.take(for: context.trialNumber) else {
      throw SamplingError(
        .exhausted, "every combination has been tried; end the run, or widen the space")
    }
    let labels =
      switch place {
      case .edge(let edge): paths.tree.labels(to: edge)
      case .node(let node): paths.tree.labels(to: paths.tree[node].edge)
      }
    return TrialPlan(values: JSONObject(uniqueKeys: labels.map { ($0.name.text, $0.label) }))
  }

  /// Returns the next value in the part of the space that the trial explores.
  ///
  /// - Throws: ``SamplingError`` for a continuous range without a resolution, for a parameter that differs from
  ///   the one of earlier trials with the same values, and when all combinations have been tried.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    guard let values = FiniteValues(request.distribution, resolution: resolution) else {
      throw SamplingError(
        .invalidValue,
        "\(request.distribution) has too many values to try each; give it a step, or use "
          + ".bruteForce(resolution: 5)")
    }
    let paths = paths(in: context)
    let given = context.trial.parameters.combination(fixing: fixed) ?? []
    var rest = given[...]
    var place = CombinationPaths.Place.node(CombinationTree.root)
    while case .node(let node) = place, let branch = paths.tree[node].branch {
      let name = rest.first?.key ?? Name(request.name)
      guard branch.name == name else {
        throw SamplingError(
          .unknownParameter, contradiction(given[..<rest.startIndex], name, branch.name))
      }
      guard let parameter = rest.popFirst() else {
        guard let index = paths.nextIndex(at: node, branch, of: values) else {
          throw SamplingError(
            .exhausted,
            "every combination that starts with \(description(given[...])) has been tried")
        }
        return values[index]
      }
      let key =
        branch.values.key(nearest: parameter.recordedValue) ?? parameter.recordedValue
      place =
        branch.children[key].map { .node($0) }
        ?? .edge(CombinationTree.Edge(node: node, key: key))
    }
    return values[
      rank(of: context.trialNumber, at: place, paths, after: rest) % values.count]
  }

  /// The rank of a trial among those that explore the same place with the same values.
  ///
  /// The first values of the trials are those of a mixed-radix system with as many digits as there are
  /// parameters, so that trials which know nothing of one another differ as long as possible.
  private func rank(
    of number: Int, at place: CombinationPaths.Place, _ paths: CombinationPaths,
    after parameters: ArraySlice<Parameter>
  ) -> Int {
    var rank = paths.rank(of: number, at: place)
    for parameter in parameters {
      guard let values = FiniteValues(parameter.distribution, resolution: resolution),
        values.key(at: rank % values.count) == parameter.recordedValue
      else { return 0 }
      rank /= values.count
    }
    return rank
  }

  private func paths(in context: SamplingContext) -> CombinationPaths {
    CombinationPaths(
      in: tree.state(at: context.history), of: context.history, fixing: fixed,
      before: context.trialNumber)
  }

  private func contradiction(
    _ given: ArraySlice<Parameter>, _ name: Name, _ known: Name
  ) -> String {
    "after \(description(given)), earlier trials asked for \"\(known)\" and this one asks for "
      + "\"\(name)\"; ask for the same parameters after the same values, or use a new study"
  }

  private func description(_ parameters: ArraySlice<Parameter>) -> String {
    parameters.isEmpty ? "no values" : ParameterList(uniqueNames: Array(parameters)).description
  }

  /// True: there is nothing to propose after the last combination.
  public var endsWhenExhausted: Bool { true }

  /// Whether each known combination has a finished or running trial.
  ///
  /// While trials run whose parameters are not known yet, it is true if they have taken all that is known; it
  /// may be false again when they have finished.
  ///
  /// - Parameters:
  ///   - history: The trials so far.
  ///   - interrupted: The numbers of running trials that were interrupted; while there are any, or
  ///     trials in the queue, it is false, so that they are run.
  public func isExhausted(by history: TrialHistory, interrupted: Set<Int>) -> Bool {
    // Trials without attributes are hidden by a restriction.
    guard interrupted.isEmpty, history.waiting.allSatisfy({ $0.systemAttributes.isEmpty }) else {
      return false
    }
    let tree = tree.state(at: history)
    guard !tree.isUnknown else { return !history.running.isEmpty }
    return CombinationPaths(in: tree, of: history, fixing: fixed, before: nil).takenCount
      >= tree.untriedCount
  }

  /// The name and the resolution.
  public var summary: String {
    resolution.map { "BruteForceSampler(resolution: \($0))" } ?? "BruteForceSampler"
  }
}

extension BruteForceSampler: CombinationSampler {
  func fixing(_ values: [Name: JSONValue]) -> any Sampler {
    BruteForceSampler(resolution, fixing: fixed.merging(values) { $1 })
  }
}

extension ParameterList {
  /// The parameters of a combination: those with more than one value that are not fixed.
  ///
  /// - Returns: Nil if a fixed parameter has another value than the fixed one.
  func combination(fixing fixed: [Name: JSONValue]) -> [Parameter]? {
    var combination: [Parameter] = []
    for parameter in self where !parameter.distribution.isConstant {
      guard let value = fixed[parameter.key] else {
        combination.append(parameter)
        continue
      }
      guard parameter.value.isEqualInPython(to: value) else { return nil }
    }
    return combination
  }
}

extension Sampler where Self == BruteForceSampler {
  /// Every combination of values once; floating-point ranges need a step.
  public static var bruteForce: BruteForceSampler { BruteForceSampler() }

  /// Every combination of values once, with a limited number of values for each range.
  ///
  /// - Parameter resolution: The largest number of values of a range.
  /// - Precondition: The resolution is at least 2.
  public static func bruteForce(resolution: Int) -> BruteForceSampler {
    BruteForceSampler(resolution: resolution)
  }

  /// A grid over the space of the trials: every combination of evenly spaced values, and of all choices.
  ///
  /// It is the same as ``bruteForce(resolution:)``. Write the values of a ``GridSampler`` to try others.
  ///
  /// - Parameter resolution: The largest number of values of a range.
  /// - Precondition: The resolution is at least 2.
  public static func grid(resolution: Int) -> BruteForceSampler {
    BruteForceSampler(resolution: resolution)
  }
}
