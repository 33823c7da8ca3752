/// What an objective can return: a number, or a list of numbers, one for each direction.
public protocol ObjectiveValue {
  /// The values, one for each direction of the study.
  var objectiveValues: [Double] { get }
}

extension Double: ObjectiveValue {
  /// The number alone.
  public var objectiveValues: [Double] { [self] }
}

extension Float: ObjectiveValue {
  /// The number alone, widened exactly.
  public var objectiveValues: [Double] { [Double(self)] }
}

extension Int: ObjectiveValue {
  /// The number alone, as a double.
  public var objectiveValues: [Double] { [Double(self)] }
}

extension Array: ObjectiveValue where Element == Double {
  /// The numbers themselves.
  public var objectiveValues: [Double] { self }
}
