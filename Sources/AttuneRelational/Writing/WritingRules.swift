internal import Attune

/// What the tables can store, with errors for the rest.
struct WritingRules {
  let dialect: SQLDialect
  let displayName: String

  /// Whether the columns of names ignore spaces at the end.
  let ignoresTrailingSpaces: Bool

  /// Checks the name of a study, a parameter or an attribute.
  ///
  /// - Parameter owner: What has the name, for messages.
  func checkName(_ name: String, of owner: String) throws(StorageError) {
    if name.utf8.contains(0) {
      throw invalid(name, owner, "contains the character NUL, which no database stores")
    }
    if name.unicodeScalars.count > Schema.maxNameLength {
      throw invalid(name, owner, "has more than \(Schema.maxNameLength) characters")
    }
    if ignoresTrailingSpaces, name.unicodeScalars.last == " " {
      throw invalid(
        name, owner,
        "ends with a space, which the collation of the tables ignores: it would equal the name without it"
      )
    }
  }

  private func invalid(_ name: String, _ owner: String, _ problem: String) -> StorageError {
    StorageError(
      .unwritable,
      "the name of \(owner) \"\(name.printable.prefix(80))\" \(problem); choose another name "
        + "(\(displayName))")
  }

  /// The rows of attributes: keys, and the texts that Python's `json.dumps` writes.
  func attributeRows(
    _ attributes: JSONObject
  ) throws(StorageError) -> [(key: String, text: String)] {
    var rows: [(key: String, text: String)] = []
    for (key, value) in attributes {
      try checkName(key, of: "the attribute")
      for row in AttributeParts.rows(
        key: key, value: value, maxTextLength: dialect.maxTextLength)
      {
        if row.key.unicodeScalars.count > Schema.maxNameLength {
          throw invalid(key, "the attribute", "is too long for a value of this size")
        }
        rows.append(row)
      }
    }
    return rows
  }

  /// The columns of a parameter: name, value, distribution.
  func columns(_ parameter: Parameter) throws(StorageError) -> [SQLValue] {
    try checkName(parameter.name, of: "the parameter")
    let text = parameter.distribution.recordedText
    if let maxLength = dialect.maxTextLength, text.utf8.count > maxLength {
      throw StorageError(
        .unwritable,
        "the distribution of the parameter \"\(parameter.name.printable)\" has more than "
          + "\(maxLength) bytes, which the column distribution_json of MySQL cannot store; use fewer "
          + "or shorter choices (\(displayName))")
    }
    return [.text(parameter.name), .double(parameter.recordedValue), .text(text)]
  }

  /// The columns of an intermediate value: step, value, kind of value.
  func columns(_ report: IntermediateValue) throws(StorageError) -> [SQLValue] {
    if dialect.hasSmallIntegers, Int32(exactly: report.step) == nil {
      throw StorageError(
        .unwritable,
        "the step \(report.step) does not fit in the column step of \(displayName), which has 32 "
          + "bits; use smaller steps")
    }
    return [.int(report.step)] + DatabaseLabels.columns(of: report.value)
  }

  /// The columns of objective values: index, value, kind of value.
  ///
  /// The tables have no NaN among objective values. A trial with such a value has none.
  func columns(_ values: [Double]) -> [[SQLValue]] {
    guard !values.contains(where: \.isNaN) else { return [] }
    return values.enumerated().map { [.int($0)] + DatabaseLabels.columns(of: $1) }
  }
}
