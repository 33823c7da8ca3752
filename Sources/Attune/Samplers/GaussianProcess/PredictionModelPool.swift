import Synchronization

/// Keeps the models of the last histories for predictions; losing them changes nothing.
final class PredictionModelPool: Sendable {
  private struct Entry {
    let last: HistoryEntry?
    let model: PredictionModel
  }

  private let configuration: GPSampler.Configuration
  private let entries = Mutex<[Entry]>([])

  init(_ configuration: GPSampler.Configuration) {
    self.configuration = configuration
  }

  /// The model of the complete trials of a history.
  ///
  /// - Throws: ``AnalysisError`` as ``PredictionModel/init(_:_:_:)``.
  func model(of history: TrialHistory) throws(AnalysisError) -> PredictionModel {
    let last = history.endings.last
    if last != nil, let known = entries.withLock({ $0.first { $0.last == last } }) {
      return known.model
    }
    var seen = SeenParameters()
    for entry in history.endings { seen.add(history[Int(entry.number)]) }
    let model = try PredictionModel(history, seen.axes { _ in [] }, configuration)
    entries.withLock { entries in
      if entries.count == 4 { entries.removeFirst() }
      entries.append(Entry(last: last, model: model))
    }
    return model
  }
}
