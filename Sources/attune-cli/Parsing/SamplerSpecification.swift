import Attune

/// A sampler given on the command line: a name of the catalogue, with settings if any.
enum SamplerSpecification {
  static let standard = SamplerCatalogue.names[0]

  static let option = Option.value(
    "sampler", value: "SAMPLER", "Sample values with this sampler: \(names).", default: standard)

  /// The names of the samplers in help.
  static let names =
    SamplerCatalogue.names.joined(separator: ", ")
    + "; settings follow a colon, as in tpe:startup=20"

  /// Returns the sampler that a text describes.
  static func sampler(_ text: String) throws(UsageError) -> any Sampler {
    do throws(SamplerSpecificationError) {
      return try SamplerCatalogue.sampler(text)
    } catch {
      throw UsageError("--sampler \(text): \(error.description)")
    }
  }

  /// Returns the sampler that is recorded with a study; the standard one if none is.
  ///
  /// - Throws: ``CommandError`` when it is not one of the catalogue.
  static func sampler(recordedWith study: StudySnapshot) throws -> any Sampler {
    guard let summary = study.sampler else { return try sampler(standard) }
    guard let sampler = SamplerCatalogue.sampler(recordedAs: summary) else {
      throw CommandError(
        "the study \"\(study.name)\" was created with the sampler \(summary), which the command does not "
          + "have; choose another one with --sampler: "
          + SamplerCatalogue.names.joined(separator: ", "))
    }
    return sampler
  }
}

extension Arguments {
  /// The selected sampler.
  func sampler() throws(UsageError) -> any Sampler {
    try SamplerSpecification.sampler(
      text(of: SamplerSpecification.option) ?? SamplerSpecification.standard)
  }
}
