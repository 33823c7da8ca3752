import Attune

/// The samplers that commands can be told to use.
enum SamplerChoice: String, CaseIterable {
  case tpe, random

  static let option = Option.choice(
    "sampler", of: SamplerChoice.self, "What proposes values.", standard: .tpe)

  /// The sampler with its usual settings.
  var sampler: any Sampler {
    switch self {
    case .tpe: TPESampler()
    case .random: RandomSampler()
    }
  }

  /// The sampler that a study is recorded with, whatever its settings; TPE when it is another.
  init(recordedWith study: StudySnapshot) {
    self = study.sampler?.hasPrefix("RandomSampler") == true ? .random : .tpe
  }
}
