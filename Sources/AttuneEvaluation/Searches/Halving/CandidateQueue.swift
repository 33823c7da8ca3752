import Attune

/// The sampler of a search that enqueues its candidates: a run ends when no trial is waiting.
struct CandidateQueue: Sampler {
  /// The name of the search, for the record of the study.
  let summary: String
  /// The number of trials at the end of the search, for estimates; nil if it is not known yet.
  var expectedTrialCount: Int?

  /// True: candidates of the next iteration are enqueued between runs.
  var endsWhenExhausted: Bool { true }

  func isExhausted(by history: TrialHistory, interrupted: Set<Int>) -> Bool {
    history.count(of: .waiting) == 0 && interrupted.isEmpty
  }

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    throw SamplingError(
      .unknownParameter,
      "\"\(request.name)\" is not a parameter of the candidates of this search; run the search by its "
        + "method fit, and give it another name if the settings of the model have changed")
  }
}
