/// Decodes parameters as Optuna records them in journals and tables.
///
/// Distributions repeat from trial to trial, so each distinct text is decoded once.
package struct ParameterDecoder: Sendable {
  private var distributions: [Name: Distribution] = [:]

  /// Creates a decoder.
  package init() {}

  /// Decodes a distribution from JSON text.
  package mutating func distribution(_ text: String) throws(JournalFormatError) -> Distribution {
    if let known = distributions[Name(text)] { return known }
    let json: JSONValue
    do {
      json = try JSONParser.parse(text)
    } catch {
      throw JournalFormatError(
        "the distribution is not JSON: \(error.reason)", underlyingError: error)
    }
    let distribution = try DistributionCodec.decode(json, text: text)
    distributions[Name(text)] = distribution
    return distribution
  }

  /// Creates a parameter.
  ///
  /// - Throws: ``JournalFormatError`` if the distribution is categorical and the value is not the index
  ///   of a choice.
  package static func parameter(
    name: String, value: Double, distribution: Distribution
  ) throws(JournalFormatError) -> Parameter {
    let parameter = Parameter(name: name, distribution: distribution, recordedValue: value)
    if case .categorical(let categorical) = distribution, parameter.parameterValue == nil {
      throw JournalFormatError(
        "the parameter \"\(name)\" has \(categorical.choices.count) choices, and \(value) is not the "
          + "index of one")
    }
    return parameter
  }
}
