import Attune

extension TypedSpace {
  /// The values of all parameters in a grid: those given, and one of each parameter that is left out.
  ///
  /// That one is the default. An optional property that is nil by default is there only where values are
  /// given for it or for what belongs to it.
  func gridValues(_ values: [String: [JSONValue]]) -> [String: [JSONValue]] {
    var all: [String: [JSONValue]] = [:]
    for (name, label) in allLabels(prefix: "", optionalsThere: false) {
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
