import Attune

extension TypedSpace {
  /// Returns the values of all parameters in a grid: the given ones, and the default of each other
  /// parameter.
  ///
  /// An optional property that is nil by default is used only if values are given for it or for a
  /// parameter within it.
  func gridValues(_ values: [String: [JSONValue]]) -> [String: [JSONValue]] {
    var all: [String: [JSONValue]] = [:]
    for (name, label) in allLabels(prefix: "", optionalsUsed: false) {
      all[name] = [label]
    }
    for name in values.keys {
      var property = ""
      for part in name.split(separator: ".") {
        property += property.isEmpty ? part : ".\(part)"
        let switchName = TunedSwitch.name(of: property)
        if all[switchName] != nil { all[switchName] = [true] }
      }
    }
    return all.merging(values) { $1 }
  }
}
