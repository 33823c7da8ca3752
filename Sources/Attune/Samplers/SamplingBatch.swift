/// The batch of a trial, where a run has batches: what its members of lower numbers are going to propose
/// can be recomputed from it, whether they have been started or not.
struct SamplingBatch: Sendable {
  /// The number of the first trial of the batch.
  let start: Int

  /// The seed of the study.
  let seed: UInt64

  /// The stream from which a member draws what it draws jointly, or a parameter on its own.
  func stream(ofTrial number: Int, parameter name: String?) -> RandomStream {
    name.map { RandomStream.source(seed: seed, trial: number).stream($0) }
      ?? .jointly(seed: seed, trial: number)
  }
}

extension RandomStream {
  /// The stream from which a trial draws parameters together.
  static func jointly(seed: UInt64, trial: Int) -> RandomStream {
    RandomStream(seed: seed, stream: UInt64(trial), purpose: "jointly")
  }

  /// What the streams have in common from which a trial draws parameters on their own, by name.
  static func source(seed: UInt64, trial: Int) -> Source {
    Source(seed: seed, stream: UInt64(trial), purpose: "sample ")
  }
}
