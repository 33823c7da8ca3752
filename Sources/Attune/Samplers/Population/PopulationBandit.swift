/// The values of copies in a population, chosen by a Gaussian process of the improvements that slices have made:
/// population based bandits, PB2.
///
/// The process learns how much the loss fell in a slice, from the time, the loss before and the values of the
/// parameters. A copy gets the values with the highest upper confidence bound at its time and loss. Of several
/// copies in a slice each takes account of those before it, whose variance counts as already reduced.
///
/// The paper's kernel lets the covariance decay with the distance in time; here time is a coordinate with a
/// separate length scale, which is fitted.
///
/// - Note: J. Parker-Holder, V. Nguyen and S. J. Roberts, "Provably Efficient Online Hyperparameter Optimization
///   with Population-Based Bandits", NeurIPS 2020, arXiv:2002.02518, Algorithm 1.
struct PopulationBandit {
  /// The number of results from which the process learns, the latest ones.
  private static let resultLimit = 200
  /// The number of results below which nothing can be learned.
  private static let startCount = 4

  /// A slice that continued a state, and the improvement that it made.
  private struct Result {
    let slice: Int
    let lossBefore: Double
    let coordinates: [Double]
    let improvement: Double
  }

  private let context: SamplingContext
  private let member: PopulationMember
  private let fixed: Set<String>
  private let isSynchronous: Bool
  private let factor: Double

  /// - Parameters:
  ///   - member: The member of the trial, a copy.
  ///   - fixed: The names of the parameters that copies keep.
  ///   - factor: κ of the upper confidence bound μ + κ σ.
  init(
    _ context: SamplingContext, _ member: PopulationMember, fixed: Set<String>,
    isSynchronous: Bool, factor: Double
  ) {
    self.context = context
    self.member = member
    self.fixed = fixed
    self.isSynchronous = isSynchronous
    self.factor = factor
  }

  /// The values of the trial; empty while too little is known.
  ///
  /// - Complexity: O(*n*³) for *n* results, at most 200.
  func values() -> JSONObject {
    let axes = axes
    let results = results(on: axes)
    guard !axes.isEmpty, results.count >= Self.startCount, let model = Model(results, axes) else {
      return [:]
    }
    var taken: [[Double]] = []
    for trial in copies() {
      guard let current = trial.member, let parent = current.parent,
        let loss = loss(of: context.history[parent])
      else { continue }
      let point =
        trial.number == context.trialNumber || isSynchronous
        ? model.point(
          slice: current.slice, loss: loss, pending: taken, factor: factor,
          seed: coordinates(of: context.history[parent], on: axes),
          context.stream(ofTrial: trial.number, parameter: nil))
        : coordinates(of: trial, on: axes).map { model.point(current.slice, loss, $0) }
      if let point { taken.append(point) }
      guard trial.number == context.trialNumber, let point else { continue }
      return JSONObject(
        uniqueKeys: zip(axes, point.dropFirst(Model.contextCount)).map { axis, coordinate in
          (axis.name.text, axis.distribution.label(of: axis.value(at: coordinate)))
        })
    }
    return [:]
  }

  /// The parameters of the copied trial.
  private var axes: [ModelSpace.Axis] {
    guard let parent = member.parent else { return [] }
    return context.history[parent].parameters
      .filter { !fixed.contains($0.name) && !$0.distribution.isConstant }
      .map {
        ModelSpace.Axis(
          $0.key, $0.distribution, order: context.order(of: $0.name, from: $0.distribution))
      }
  }

  /// The copies whose values are chosen before this one's, and this one.
  ///
  /// In a synchronous population these are the ones of the same slice, whose values are computed again, so that they
  /// need not be recorded yet; otherwise those that are running and have values.
  private func copies() -> [TrialSnapshot] {
    let before = context.history.prefix(context.trialNumber).filter { trial in
      guard let other = trial.member, isCopy(other) else { return false }
      return isSynchronous ? other.slice == member.slice : trial.state == .running
    }
    return before + [context.trial]
  }

  private func isCopy(_ member: PopulationMember) -> Bool {
    guard let parent = member.parent else { return false }
    return context.history[parent].member?.index != member.index
  }

  private func loss(of trial: TrialSnapshot) -> Double? {
    guard trial.state == .complete, let value = trial.value, value.isFinite else { return nil }
    return context.directions[0].loss(value)
  }

  private func coordinates(of trial: TrialSnapshot, on axes: [ModelSpace.Axis]) -> [Double]? {
    let point = ModelSpace.point(of: trial.parameters, on: axes).compactMap(\.self)
    return point.count == axes.count ? point : nil
  }

  /// The results of the earlier slices, or of all that have ended, in the order of their numbers.
  private func results(on axes: [ModelSpace.Axis]) -> [Result] {
    let results = context.history.compactMap { trial -> Result? in
      guard let other = trial.member, let parent = other.parent,
        !isSynchronous || other.slice < member.slice, let loss = loss(of: trial),
        let before = self.loss(of: context.history[parent]),
        let coordinates = coordinates(of: trial, on: axes)
      else { return nil }
      return Result(
        slice: other.slice, lossBefore: before, coordinates: coordinates,
        improvement: before - loss)
    }
    return Array(results.suffix(Self.resultLimit))
  }

  /// A Gaussian process of improvements.
  private struct Model {
    /// The number of coordinates before those of the parameters: the time, and the loss before the slice.
    static let contextCount = 2

    private let process: GaussianProcess
    private let axes: [ModelSpace.Axis]
    private let lastSlice: Double
    private let losses: ClosedRange<Double>

    /// Fits the process; nil if that is numerically impossible.
    init?(_ results: [Result], _ axes: [ModelSpace.Axis]) {
      self.axes = axes
      // Times up to the next slice, and losses, are mapped to 0...1.
      lastSlice = Double((results.map(\.slice).max() ?? 0) + 1)
      let before = results.map(\.lossBefore)
      losses = (before.min() ?? 0)...(before.max() ?? 0)
      let range = (losses, lastSlice)
      let points = CoordinateTable(
        kinds: [.numeric, .numeric] + axes.map(\.search.kind),
        points: results.map {
          Self.context($0.slice, $0.lossBefore, range) + $0.coordinates
        })
      let improvements = OutputWarp.halfRanked(results.map(\.improvement))
      let scaling = StandardScaling(improvements)
      let outputs = improvements.map { scaling($0) }
      guard
        let parameters = GaussianProcessFit().parameters(
          points: points, outputs: outputs,
          starts: GaussianProcessPrior.starts(dimensionCount: points.dimensionCount)),
        let process = GaussianProcess(parameters: parameters, points: points, outputs: outputs)
      else { return nil }
      self.process = process
    }

    private static func context(
      _ slice: Int, _ loss: Double, _ range: (losses: ClosedRange<Double>, lastSlice: Double)
    ) -> [Double] {
      let width = range.losses.upperBound - range.losses.lowerBound
      let position = width > 0 ? (loss - range.losses.lowerBound) / width : 0.5
      return [
        min(Double(slice) / range.lastSlice, 1), min(max(position.isNaN ? 0.5 : position, 0), 1),
      ]
    }

    /// The point of a trial.
    func point(_ slice: Int, _ loss: Double, _ coordinates: [Double]) -> [Double] {
      Self.context(slice, loss, (losses, lastSlice)) + coordinates
    }

    /// The point with the highest upper confidence bound at a time and a loss.
    ///
    /// - Parameters:
    ///   - pending: The points of copies whose results are not known.
    ///   - seed: The coordinates of the copied trial.
    func point(
      slice: Int, loss: Double, pending: [[Double]], factor: Double, seed: [Double]?,
      _ random: consuming RandomStream
    ) -> [Double]? {
      let context = Self.context(slice, loss, (losses, lastSlice))
      let search = AcquisitionSearch(
        axes: context.map { .fixed($0, .numeric) } + axes.map(\.search))
      let acquisition = PosteriorAcquisition(
        process: process.conditioned(
          onVariancesAt: CoordinateTable(kinds: search.kinds, points: pending)),
        criterion: .upperConfidenceBound(factor))
      return search.maxima(
        of: acquisition, near: seed.map { [context + $0] } ?? [], using: &random
      ).first?.point
    }
  }
}
