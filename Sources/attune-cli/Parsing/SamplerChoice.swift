import Attune

/// The samplers available on the command line.
enum SamplerChoice: String, CaseIterable {
  case tpe, random

  static let option = Option.choice(
    "sampler", of: SamplerChoice.self, "Sample values with this sampler.", default: .tpe)

  /// The sampler with its default settings.
  var sampler: any Sampler {
    switch self {
    case .tpe: TPESampler()
    case .random: RandomSampler()
    }
  }

  /// The kind of sampler recorded with a study; TPE if it is not one of these.
  init(recordedWith study: StudySnapshot) {
    self = study.sampler?.hasPrefix("RandomSampler") == true ? .random : .tpe
  }
}
