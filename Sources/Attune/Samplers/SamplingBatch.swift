/// The batch of a trial in a run with a batch size.
///
/// It determines the random streams of the batch's trials. So the proposals for trials with lower
/// numbers can be recomputed, whether these trials have been started or not.
struct SamplingBatch: Sendable {
  /// The number of the first trial of the batch.
  let start: Int

  /// The seed of the study.
  let seed: UInt64

  /// The random stream of a trial of the batch.
  ///
  /// - Parameter name: The parameter to sample independently; nil for a joint sample.
  func stream(ofTrial number: Int, parameter name: String?) -> RandomStream {
    name.map { RandomStream.source(seed: seed, trial: number).stream($0) }
      ?? .jointly(seed: seed, trial: number)
  }
}

extension RandomStream {
  /// The stream from which a trial draws parameters jointly.
  static func jointly(seed: UInt64, trial: Int) -> RandomStream {
    RandomStream(seed: seed, stream: UInt64(trial), purpose: "jointly")
  }

  /// The source of the streams, one per name, from which a trial samples parameters independently.
  static func source(seed: UInt64, trial: Int) -> Source {
    Source(seed: seed, stream: UInt64(trial), purpose: "sample ")
  }
}
