import Attune

/// A sampler given on a command line: `random`, `tpe`, or with settings, such as
/// `tpe:candidates=48,startup=5`.
struct SamplerSpecification: Sendable {
  /// The text of the specification.
  let name: String
  /// The sampler.
  let sampler: any Sampler

  /// Creates the sampler that a text specifies.
  init(_ text: String) throws {
    name = text
    do {
      sampler = try SamplerCatalogue.sampler(text)
    } catch {
      throw CommandError(error.description)
    }
  }

  /// The samplers of a list separated by commas; `tpe:candidates=48,startup=5` is one sampler.
  static func list(_ text: String) throws -> [SamplerSpecification] {
    var texts: [String] = []
    for part in text.split(separator: ",") {
      // A part with an equals sign is a setting of the previous sampler: no name has one.
      if part.contains("="), !part.contains(":"), let last = texts.popLast() {
        texts.append(last + "," + part)
      } else {
        texts.append(String(part))
      }
    }
    return try texts.map(SamplerSpecification.init)
  }
}
