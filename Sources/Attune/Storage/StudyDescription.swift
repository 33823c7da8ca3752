/// A study in a storage, without its trials.
public struct StudyDescription: Sendable, Hashable {
  /// The id within the storage.
  public let id: Int
  /// The name, unique within the storage.
  public let name: String
  /// Whether each objective value is minimized or maximized.
  public let directions: [Direction]

  /// Creates a description.
  ///
  /// - Precondition: There is at least one direction.
  public init(id: Int, name: String, directions: [Direction]) {
    precondition(!directions.isEmpty, "a study needs a direction")
    self.id = id
    self.name = name
    self.directions = directions
  }
}

/// The initial contents of a study.
public struct StudyTemplate: Sendable, Equatable {
  /// The name, unique within the storage.
  public var name: String
  /// Whether each objective value is minimized or maximized.
  public var directions: [Direction]
  /// The attributes set by the user.
  public var userAttributes: JSONObject
  /// The attributes set by the library and samplers.
  public var systemAttributes: JSONObject

  /// Creates a template.
  ///
  /// - Precondition: There is at least one direction.
  public init(
    name: String, directions: [Direction], userAttributes: JSONObject = JSONObject(),
    systemAttributes: JSONObject = JSONObject()
  ) {
    precondition(!directions.isEmpty, "a study needs a direction")
    self.name = name
    self.directions = directions
    self.userAttributes = userAttributes
    self.systemAttributes = systemAttributes
  }
}
