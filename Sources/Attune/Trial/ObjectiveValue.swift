/// A result of an objective: a number, or an array with a number for each direction.
public protocol ObjectiveValue {
  /// The values, one for each direction of the study.
  var objectiveValues: [Double] { get }
}

extension Double: ObjectiveValue {
  /// The number as the only value.
  public var objectiveValues: [Double] { [self] }
}

extension Float: ObjectiveValue {
  /// The number as the only value, converted exactly.
  public var objectiveValues: [Double] { [Double(self)] }
}

extension Int: ObjectiveValue {
  /// The number as the only value, converted to a double.
  public var objectiveValues: [Double] { [Double(self)] }
}

extension Array: ObjectiveValue where Element == Double {
  /// The array itself.
  public var objectiveValues: [Double] { self }
}
