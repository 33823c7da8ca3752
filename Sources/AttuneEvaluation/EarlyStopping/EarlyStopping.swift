public import Attune

/// A rule that stops a training when its value has stopped improving, and keeps the best model.
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
/// If the model is a class, pass a copy, since further training would also change the kept model.
/// To keep no models, omit `keeping` and pass only values.
///
/// The rules are those of Keras' `EarlyStopping`, and `bestModel` is the model that its
/// `restore_best_weights` restores. One thing differs: NaN is never an improvement here, whereas in
/// Keras a NaN in the first epoch becomes the best value, which no later value can improve.
///
/// With a `Codable` model it can be saved in a checkpoint, from which it continues as if it had not
/// been interrupted.
public struct EarlyStopping<Model> {
  /// The best value so far.
  fileprivate struct Best {
    var value: Double
    var epoch: Int
    var model: Model?
  }

  /// The settings, which do not change.
  private struct Rule: Sendable, Hashable, Codable {
    var isMinimized: Bool
    var patience: Int
    var minimumDelta: Double
    var baseline: Double?
    var startEpoch: Int

    /// Whether a value is better than a reference by more than `minimumDelta`.
    func isImprovement(_ value: Double, over reference: Double?) -> Bool {
      guard let reference else { return !value.isNaN }
      return isMinimized ? value + minimumDelta < reference : value - minimumDelta > reference
    }
  }

  private let rule: Rule
  private var best: Best?
  private var wait = 0

  /// The number of epochs so far.
  public private(set) var epochCount = 0

  /// Whether the training should stop.
  public private(set) var isStopped = false

  /// Creates a rule that keeps the best model.
  ///
  /// - Parameters:
  ///   - direction: Whether lower or higher values are better.
  ///   - patience: The number of consecutive epochs without improvement after which the training
  ///     stops; 0 has the same effect as 1.
  ///   - minimumDelta: The difference from the best value that an improvement must exceed.
  ///   - baseline: A value that an improvement must also beat to reset the patience.
  ///   - startEpoch: The first epoch that counts, from 0 on.
  ///   - model: The type of the models.
  /// - Precondition: `patience`, `minimumDelta` and `startEpoch` are not negative.
  public init(
    _ direction: Direction = .minimize, patience: Int, minimumDelta: Double = 0,
    baseline: Double? = nil, startEpoch: Int = 0, keeping model: Model.Type
  ) {
    precondition(
      patience >= 0 && minimumDelta >= 0 && startEpoch >= 0,
      "patience (\(patience)), minimumDelta (\(minimumDelta)) and startEpoch (\(startEpoch)) must not "
        + "be negative")
    rule = Rule(
      isMinimized: direction == .minimize, patience: patience, minimumDelta: minimumDelta,
      baseline: baseline, startEpoch: startEpoch)
  }

  /// The best value so far; nil before the first value other than NaN.
  public var bestValue: Double? { best?.value }

  /// The epoch of the best value, from 0 on.
  public var bestEpoch: Int? { best?.epoch }

  /// The model with the best value.
  public var bestModel: Model? { best?.model }

  /// Records the value of an epoch, keeps the model if it is the best, and returns whether to stop.
  ///
  /// - Parameters:
  ///   - value: The monitored value, such as the loss on validation data.
  ///   - model: The model after the epoch.
  /// - Returns: Whether the training should stop.
  public mutating func shouldStop(after value: Double, _ model: Model) -> Bool {
    record(value, model)
  }

  private mutating func record(_ value: Double, _ model: Model?) -> Bool {
    let epoch = epochCount
    epochCount += 1
    guard epoch >= rule.startEpoch else { return isStopped }
    wait += 1
    if rule.isImprovement(value, over: best?.value) {
      best = Best(value: value, epoch: epoch, model: model)
      // An improvement that does not beat the baseline does not reset the patience.
      if rule.baseline == nil || rule.isImprovement(value, over: rule.baseline) { wait = 0 }
    } else if wait >= rule.patience, epoch > 0 {
      isStopped = true
    }
    return isStopped
  }
}

extension EarlyStopping where Model == Never {
  /// Creates a rule that keeps no models.
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

  /// Records the value of an epoch and returns whether to stop.
  ///
  /// - Returns: Whether the training should stop.
  public mutating func shouldStop(after value: Double) -> Bool {
    record(value, nil)
  }
}

extension EarlyStopping: Sendable where Model: Sendable {}
extension EarlyStopping.Best: Sendable where Model: Sendable {}
extension EarlyStopping: Encodable where Model: Encodable {}
extension EarlyStopping.Best: Encodable where Model: Encodable {}
extension EarlyStopping: Decodable where Model: Decodable {}
extension EarlyStopping.Best: Decodable where Model: Decodable {}
