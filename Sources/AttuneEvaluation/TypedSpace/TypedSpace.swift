public import Attune

/// Hyperparameters declared once, as the properties of a struct.
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
/// Properties with ``Tuned`` are parameters, named as the properties; all others keep their values.
/// A property whose type is a space holds that space's parameters, with a point in between, as in
/// `optimizer.rate`; an optional one, of a space, a number or a choice, comes with another choice, of
/// whether it is there, as in `dropout used`, and what belongs to it exists only in trials where it is. A space that
/// depends on another parameter in any other way is written in the objective, with `trial.suggest`.
///
/// The parameters are those of `trial.suggest`: the journal and the dashboard show nothing else.
///
/// A space is `Hashable` as soon as it says so and its values are. It is not `Codable`, since ranges are
/// not coded; ``json`` and ``init(json:)`` write and read it.
public protocol TypedSpace: Sendable, CustomStringConvertible {
  /// Creates the space with its defaults, which a struct does by itself.
  ///
  /// It must not hand out a copy of a value that is kept elsewhere.
  init()
}

extension TypedSpace {
  /// The parameters and the values they can take, those of optional properties included.
  ///
  /// - Throws: ``EvaluationError`` when a default is not among the values, or a range, scale and step do
  ///   not go together.
  public static var searchSpace: SearchSpace {
    get throws {
      let fixed = FixedTrial(JSONObject(Self().allLabels(prefix: "", optionalsThere: true)))
      _ = try read(fixed)
      let distributions = fixed.snapshot.parameters.map { (Name($0.name), $0.distribution) }
      return SearchSpace(Dictionary(uniqueKeysWithValues: distributions))
    }
  }

  /// The numbers and labels by name, as a study records them.
  public var parameters: [String: JSONValue] {
    Dictionary(labels(prefix: "")) { $1 }
  }

  /// Creates the space with given numbers and labels; what is left out keeps its default.
  ///
  /// - Throws: ``EvaluationError`` for a name that there is not, and for a value that its parameter
  ///   cannot take.
  public init(parameters: [String: JSONValue]) throws {
    let names = Set(try Self.searchSpace.parameters.map(\.name))
    if let unknown = parameters.keys.filter({ !names.contains($0) }).min() {
      throw EvaluationError(
        "\(Self.self) has no parameter \"\(unknown)\"; it has \(names.sorted())")
    }
    // What belongs to an optional property that is there only now has no default to keep.
    let complete = Self().parameters.merging(parameters) { $1 }
    let fixed = FixedTrial(complete)
    self = try Self.read(fixed)
    let used = Set(fixed.snapshot.parameters.map(\.name))
    if let unused = parameters.keys.filter({ !used.contains($0) }).min() {
      throw EvaluationError(
        "\"\(unused)\" belongs to an optional property of \(Self.self) that is not there; say that it "
          + "is used, or leave the value out")
    }
  }

  /// The numbers and labels by name as text in JSON.
  public var json: String {
    JSONValue.object(JSONObject(labels(prefix: ""))).description
  }

  /// Creates the space from text in JSON, as ``json`` writes it; what is left out keeps its default.
  ///
  /// - Throws: ``EvaluationError`` when the text is not an object in JSON, and as
  ///   ``init(parameters:)`` does.
  public init(json: String) throws {
    guard let object = try? JSONParser.parse(json).objectValue else {
      throw EvaluationError("\(json) is not an object in JSON; write one as \(Self().json)")
    }
    try self.init(parameters: Dictionary(object.map { ($0.key, $0.value) }) { $1 })
  }

  /// Names and values in the order of the properties, as in `rate: 0.01, activation: "relu"`.
  public var description: String {
    labels(prefix: "").map { "\($0): \($1)" }.joined(separator: ", ")
  }

  /// Creates the space with the values of a trial.
  ///
  /// - Throws: As the suggestions do; ``EvaluationError`` when ``init()`` hands out shared values.
  init(from trial: Trial, prefix: String) throws {
    self.init()
    let others = Self().tunedProperties
    // The properties read here share their contents with those of `self`, which are thus filled.
    for ((name, property), other) in zip(tunedProperties, others) {
      guard property.contentIdentity != other.property.contentIdentity else {
        throw EvaluationError(
          "init() of \(Self.self) hands out a value that is kept elsewhere; let it create a new one"
        )
      }
      try property.fill(from: trial, named: prefix + name)
    }
  }

  /// Names and values in the order of the properties.
  func labels(prefix: String) -> [(String, JSONValue)] {
    tunedProperties.flatMap { $1.labels(named: prefix + $0) }
  }

  /// The same with all that is optional, which is said to be there, or to be as it is.
  func allLabels(prefix: String, optionalsThere: Bool) -> [(String, JSONValue)] {
    tunedProperties.flatMap {
      $1.allLabels(named: prefix + $0, optionalsThere: optionalsThere)
    }
  }

  /// The properties that are parameters, by name.
  var tunedProperties: [(name: String, property: any TunedProperty)] {
    Mirror(reflecting: self).children.compactMap { child in
      // The compiler puts an underscore before the name of what it wraps.
      guard let label = child.label, let property = child.value as? any TunedProperty else {
        return nil
      }
      return (String(label.dropFirst()), property)
    }
  }

  /// Reads the space from fixed values, each of which must be one that could be drawn.
  private static func read(_ fixed: FixedTrial) throws -> Self {
    let space: Self
    do {
      space = try Self(from: fixed.trial, prefix: "")
    } catch let error as EvaluationError {
      throw error
    } catch {
      throw EvaluationError("\(Self.self) cannot have these values: \(error)")
    }
    for parameter in fixed.snapshot.parameters
    where parameter.parameterValue.map(parameter.distribution.canDraw) != true {
      throw EvaluationError(
        "\(Self.self) cannot have these values: the value \(parameter.value) of \"\(parameter.name)\" "
          + "is not \(parameter.distribution)")
    }
    return space
  }
}
