public import Attune

/// A search space whose hyperparameters are the properties of a struct.
///
/// ```swift
/// struct Settings: TypedSpace {
///   @Tuned(in: 1e-4...1e-1, scale: .log) var rate = 0.01
///   @Tuned(in: 1...3) var layers = 2
///   @Tuned var activation = Activation.relu  // an enum that is CaseIterable
///   @Tuned(from: [16, 32, 64]) var batchSize = 32
///   @Tuned(in: 0.1...0.5) var dropout: Double? = nil  // with or without
/// }
///
/// try study.enqueueDefaults(of: Settings.self)
/// try study.optimize(trials: 50) { trial in
///   let settings = try trial.suggest(Settings.self)
///   return train(rate: settings.rate, layers: settings.layers)
/// }
/// if let best = try study.best(as: Settings.self) { print(best.rate) }
/// ```
///
/// Properties with ``Tuned`` are parameters, which have the properties' names; all other properties
/// keep their values. A property whose type is a space adds that space's parameters, named with a
/// dot, as in `optimizer.rate`. An optional property (a space, a number or a choice) adds a Boolean
/// parameter for whether it is used, as in `dropout used`; its own parameters exist only in trials
/// that use it. For other dependencies between parameters, call `trial.suggest` in the objective.
///
/// Journals and dashboards show the same parameters as those of `trial.suggest`.
///
/// A space whose values are `Hashable` can be declared `Hashable`. It cannot be `Codable`, since
/// ranges are not encoded; use ``json`` and ``init(json:)`` instead.
public protocol TypedSpace: Sendable, CustomStringConvertible {
  /// Creates the space with its defaults; structs with defaults for all properties have it
  /// implicitly.
  ///
  /// It must not return a copy of a value that is stored elsewhere.
  init()
}

extension TypedSpace {
  /// The parameters and their distributions, including those of optional properties.
  ///
  /// - Throws: ``EvaluationError`` if a default is not a possible value, or if a combination of
  ///   range, scale and step is invalid.
  public static var searchSpace: SearchSpace {
    get throws {
      let fixed = FixedTrial(JSONObject(Self().allLabels(prefix: "", optionalsUsed: true)))
      _ = try read(fixed, otherwise: .invalidSpace)
      let distributions = fixed.snapshot.parameters.map { (Name($0.name), $0.distribution) }
      return SearchSpace(Dictionary(uniqueKeysWithValues: distributions))
    }
  }

  /// The parameters' numbers and labels by name, as a study records them.
  public var parameters: [String: JSONValue] {
    Dictionary(labels(prefix: "")) { $1 }
  }

  /// Creates the space with given numbers and labels; other parameters keep their defaults.
  ///
  /// - Throws: ``EvaluationError`` if a name is unknown, or if a value is not possible for its
  ///   parameter.
  public init(parameters: [String: JSONValue]) throws {
    let names = Set(try Self.searchSpace.parameters.map(\.name))
    if let unknown = parameters.keys.filter({ !names.contains($0) }).min() {
      throw EvaluationError(
        .invalidValue,
        "\(Self.self) has no parameter \"\(unknown)\"; it has \(names.sorted())")
    }
    // The parameters of an optional property that is nil by default have no defaults.
    let complete = Self().parameters.merging(parameters) { $1 }
    let fixed = FixedTrial(complete)
    self = try Self.read(fixed, otherwise: .invalidValue)
    let used = Set(fixed.snapshot.parameters.map(\.name))
    if let unused = parameters.keys.filter({ !used.contains($0) }).min() {
      throw EvaluationError(
        .invalidValue,
        "\"\(unused)\" belongs to an optional property of \(Self.self) that is not used; set its "
          + "parameter \"… used\" to true, or omit the value")
    }
  }

  /// The parameters' numbers and labels by name, as JSON text.
  public var json: String {
    JSONValue.object(JSONObject(labels(prefix: ""))).description
  }

  /// Creates the space from JSON text in the format of ``json``; other parameters keep their
  /// defaults.
  ///
  /// - Throws: ``EvaluationError`` if the text is not a JSON object, and the errors of
  ///   ``init(parameters:)``.
  public init(json: String) throws {
    let value: JSONValue
    do {
      value = try JSONParser.parse(json)
    } catch {
      throw Self.notObject(json, error)
    }
    guard let object = value.objectValue else { throw Self.notObject(json) }
    try self.init(parameters: Dictionary(object.map { ($0.key, $0.value) }) { $1 })
  }

  private static func notObject(
    _ json: String, _ error: (any Error)? = nil
  ) -> EvaluationError {
    EvaluationError(
      .invalidValue, "\(json) is not a JSON object; write one such as \(Self().json)",
      underlyingError: error)
  }

  /// The names and values in the order of the properties, as in `rate: 0.01, activation: "relu"`.
  public var description: String {
    labels(prefix: "").map { "\($0): \($1)" }.joined(separator: ", ")
  }

  /// Creates the space with the values that a trial suggests.
  ///
  /// - Throws: The same errors as the suggestions; ``EvaluationError`` if ``init()`` returns shared
  ///   values.
  init(from trial: Trial, prefix: String) throws {
    self.init()
    let others = Self().tunedProperties
    // Reflection returns copies of the properties that share their contents with `self`, so filling
    // them fills `self`.
    for ((name, property), other) in zip(tunedProperties, others) {
      guard property.contentIdentity != other.property.contentIdentity else {
        throw EvaluationError(
          .invalidSpace,
          "init() of \(Self.self) returns a value that is stored elsewhere; create a new value in it"
        )
      }
      try property.fill(from: trial, named: prefix + name)
    }
  }

  /// Returns the names and labels in the order of the properties.
  func labels(prefix: String) -> [(String, JSONValue)] {
    tunedProperties.flatMap { $1.labels(named: prefix + $0) }
  }

  /// Returns the labels with those of optional properties that are nil.
  ///
  /// - Parameter optionalsUsed: Whether the labels state that optional properties are used, or the
  ///   actual state.
  func allLabels(prefix: String, optionalsUsed: Bool) -> [(String, JSONValue)] {
    tunedProperties.flatMap {
      $1.allLabels(named: prefix + $0, optionalsUsed: optionalsUsed)
    }
  }

  /// The tuned properties, by name.
  var tunedProperties: [(name: String, property: any TunedProperty)] {
    Mirror(reflecting: self).children.compactMap { child in
      // The storage of a wrapped property has an underscore before its name.
      guard let label = child.label, let property = child.value as? any TunedProperty else {
        return nil
      }
      return (String(label.dropFirst()), property)
    }
  }

  /// Creates the space from fixed values, each of which must be possible for its parameter.
  ///
  /// - Parameter code: The code of the error for an impossible value.
  private static func read(
    _ fixed: FixedTrial, otherwise code: EvaluationError.Code
  ) throws -> Self {
    let space: Self
    do {
      space = try Self(from: fixed.trial, prefix: "")
    } catch let error as EvaluationError {
      throw error
    } catch {
      throw EvaluationError(
        code, "\(Self.self) cannot have these values: \(error)", underlyingError: error)
    }
    for parameter in fixed.snapshot.parameters
    where parameter.parameterValue.map(parameter.distribution.canDraw) != true {
      throw EvaluationError(
        code,
        "\(Self.self) cannot have these values: the value \(parameter.value) of \"\(parameter.name)\" "
          + "is not \(parameter.distribution)")
    }
    return space
  }
}
