public import Attune

/// Ends a training that has not got better for a while, and keeps the best model.
///
/// ```swift
/// var network = Network()
/// var stopping = EarlyStopping(patience: 5, keeping: Network.self)
/// for epoch in 0..<200 {
///   network.trainEpoch()
///   let loss = network.loss(on: validation)
///   try trial.report(loss, step: epoch)
///   if stopping.shouldStop(after: loss, network) { break }
///   try trial.checkPruning()
/// }
/// if let best = stopping.bestModel { network = best }
/// ```
///
/// A model that is a class has to be copied before it is handed over, since training would change the kept
/// one as well. To keep no models, leave `keeping` out and give values alone.
///
/// The rules are those of Keras' `EarlyStopping`, and `bestModel` is what its `restore_best_weights`
/// restores. One thing differs: NaN is never an improvement, whereas Keras takes a NaN in the
/// first epoch for a best value that nothing can beat.
///
/// As a value of a `Codable` model it can be part of a checkpoint, and goes on as if never
/// interrupted.
public struct EarlyStopping<Model> {
  /// The best value so far.
  fileprivate struct Best {
    var value: Double
    var epoch: Int
    var model: Model?
  }

  /// The rule, which is all that does not change.
  private struct Rule: Sendable, Hashable, Codable {
    var isMinimized: Bool
    var patience: Int
    var minimumDelta: Double
    var baseline: Double?
    var startEpoch: Int

    /// Whether a value is better than another one by more than the least difference.
    func isImprovement(_ value: Double, over reference: Double?) -> Bool {
      guard let reference else { return !value.isNaN }
      return isMinimized ? value + minimumDelta < reference : value - minimumDelta > reference
    }
  }

  private let rule: Rule
  private var best: Best?
  private var wait = 0

  /// How many values have been given.
  public private(set) var epochCount = 0

  /// Whether the training should end.
  public private(set) var isStopped = false

  /// Creates the rule, for trainings whose best model is kept.
  ///
  /// - Parameters:
  ///   - direction: What is wanted of the values.
  ///   - patience: After how many epochs in a row without an improvement to stop; 0 is as 1.
  ///   - minimumDelta: By more than how much a value must be better than the best to be an improvement.
  ///   - baseline: A value that must be beaten for the patience to start anew.
  ///   - startEpoch: The first epoch that counts, from 0 on.
  ///   - model: The type of the models.
  /// - Precondition: `patience`, `minimumDelta` and `startEpoch` are not negative.
  public init(
    _ direction: Direction = .minimize, patience: Int, minimumDelta: Double = 0,
    baseline: Double? = nil, startEpoch: Int = 0, keeping model: Model.Type
  ) {
    precondition(
      patience >= 0 && minimumDelta >= 0 && startEpoch >= 0,
      "an early stopping with the patience \(patience), the least difference \(minimumDelta) and the "
        + "first epoch \(startEpoch) makes no sense")
    rule = Rule(
      isMinimized: direction == .minimize, patience: patience, minimumDelta: minimumDelta,
      baseline: baseline, startEpoch: startEpoch)
  }

  /// The best value so far; nil before the first one that is a number.
  public var bestValue: Double? { best?.value }

  /// The epoch of the best value, from 0 on.
  public var bestEpoch: Int? { best?.epoch }

  /// The model that had the best value.
  public var bestModel: Model? { best?.model }

  /// Takes in the value after an epoch, and keeps the model if it is the best.
  ///
  /// - Parameters:
  ///   - value: As the loss on validation data.
  ///   - model: The model as it is after the epoch.
  /// - Returns: Whether the training should end.
  public mutating func shouldStop(after value: Double, _ model: Model) -> Bool {
    takeIn(value, model)
  }

  private mutating func takeIn(_ value: Double, _ model: Model?) -> Bool {
    let epoch = epochCount
    epochCount += 1
    guard epoch >= rule.startEpoch else { return isStopped }
    wait += 1
    if rule.isImprovement(value, over: best?.value) {
      best = Best(value: value, epoch: epoch, model: model)
      // What is better than the best but not than the baseline does not start the patience anew.
      if rule.baseline == nil || rule.isImprovement(value, over: rule.baseline) { wait = 0 }
    } else if wait >= rule.patience, epoch > 0 {
      isStopped = true
    }
    return isStopped
  }
}

extension EarlyStopping where Model == Never {
  /// Creates the rule, for trainings whose models are not kept.
  ///
  /// The parameters are those of the initializer with `keeping`.
  ///
  /// - Precondition: `patience`, `minimumDelta` and `startEpoch` are not negative.
  public init(
    _ direction: Direction = .minimize, patience: Int, minimumDelta: Double = 0,
    baseline: Double? = nil, startEpoch: Int = 0
  ) {
    self.init(
      direction, patience: patience, minimumDelta: minimumDelta, baseline: baseline,
      startEpoch: startEpoch, keeping: Never.self)
  }

  /// Takes in the value after an epoch.
  ///
  /// - Returns: Whether the training should end.
  public mutating func shouldStop(after value: Double) -> Bool {
    takeIn(value, nil)
  }
}

extension EarlyStopping: Sendable where Model: Sendable {}
extension EarlyStopping.Best: Sendable where Model: Sendable {}
extension EarlyStopping: Encodable where Model: Encodable {}
extension EarlyStopping.Best: Encodable where Model: Encodable {}
extension EarlyStopping: Decodable where Model: Decodable {}
extension EarlyStopping.Best: Decodable where Model: Decodable {}
