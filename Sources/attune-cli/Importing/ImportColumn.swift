import Attune

/// The meaning of a column of a file of trials.
enum ImportColumn: Equatable {
  /// The objective value at an index.
  case value(Int)
  case parameter(String)
  case state
  case startTime
  case endTime
  case constraint(String)
  case report(Int)
  case userAttribute(String)
  /// Not imported.
  case ignored

  /// The titles and the prefixes of columns that an export derives from others, or that only the program which
  /// ran the trials can use.
  private static let derived = ["number", "duration", "feasible", "violation", ""]

  /// Returns the meanings of all columns.
  ///
  /// - Parameters:
  ///   - values: The titles of the objective values; empty for those of an export.
  ///   - parameters: The names of parameters that are described on the command line.
  ///   - ignored: The titles of columns that are not imported.
  /// - Throws: `CommandError` if a column is missing or its meaning is unclear.
  static func all(
    of table: ImportTable, values: [String], parameters: [String], ignored: [String]
  ) throws(CommandError) -> [ImportColumn] {
    let titles = table.titles
    for title in values + ignored where !titles.contains(name: title) {
      let hint = EditDistance.hint(for: title, among: titles)
      throw CommandError(
        "\(table.file) has no column \"\(title)\"\(hint); its columns are \(table.titleList)")
    }
    let values = try values.isEmpty ? defaultValues(of: table) : values
    let isExport = titles.contains { suffix(of: $0, after: "params_") != nil }
    for name in parameters {
      let title = isExport ? "params_\(name)" : name
      guard titles.contains(name: title) else {
        let hint = EditDistance.hint(for: title, among: titles)
        throw CommandError(
          "\(table.file) has no column \"\(title)\"\(hint) for the parameter \"\(name)\"; its columns are "
            + table.titleList)
      }
    }
    var result: [ImportColumn] = []
    for title in titles {
      if ignored.contains(name: title) {
        result.append(.ignored)
      } else if let index = values.firstIndex(ofName: title) {
        result.append(.value(index))
      } else if !isExport, parameters.contains(name: title) {
        result.append(.parameter(title))
      } else if let column = try named(title, in: table) {
        result.append(column)
      } else if isExport {
        throw CommandError(
          "\(table.file): the column \"\(title)\" is none of an export; remove it, or give "
            + "--ignore '\(title)'")
      } else {
        result.append(.parameter(title))
      }
    }
    return result
  }

  /// The titles of the objective values in an export.
  private static func defaultValues(of table: ImportTable) throws(CommandError) -> [String] {
    if table.titles.contains("value") { return ["value"] }
    let several = table.titles.filter { suffix(of: $0, after: "values_") != nil }
    if !several.isEmpty { return several }
    let named = table.titles.filter { suffix(of: $0, after: "value_") != nil }
    guard named.count == 1 else {
      throw CommandError(
        "\(table.file) has no column \"value\"; select the objective value with --value COLUMN; its "
          + "columns are \(table.titleList)")
    }
    return named
  }

  /// The meaning that a title has in every file; nil for other titles.
  private static func named(
    _ title: String, in table: ImportTable
  ) throws(CommandError) -> ImportColumn? {
    switch title {
    case "state": return .state
    case "datetime_start": return .startTime
    case "datetime_complete": return .endTime
    case _ where derived.contains(title): return .ignored
    default: break
    }
    if let name = suffix(of: title, after: "params_") { return .parameter(name) }
    if let name = suffix(of: title, after: "constraints_") { return .constraint(name) }
    if let name = suffix(of: title, after: "user_attrs_") { return .userAttribute(name) }
    if suffix(of: title, after: "system_attrs_") != nil { return .ignored }
    if let step = suffix(of: title, after: "intermediate_values_") {
      guard let step = Int(step) else {
        throw CommandError(
          "\(table.file): the column \"\(title)\" does not end with a step; rename it")
      }
      return .report(step)
    }
    return nil
  }

  /// The text after a prefix; nil if a text does not start with it.
  static func suffix(of title: String, after prefix: String) -> String? {
    guard title.utf8.starts(with: prefix.utf8) else { return nil }
    return String(Substring(title.utf8.dropFirst(prefix.utf8.count)))
  }
}
