import Attune

/// The format of a file of trials.
enum ImportFormat: String, CaseIterable {
  /// Comma-separated values, with a line of titles.
  case csv
  /// A JSON array of objects.
  case json
  /// JSON lines: an object for each trial.
  case jsonl
  /// A log or a saved state of the Python package bayesian-optimization.
  case bayesianOptimization = "bayesian-optimization"

  /// Detects the format of a file by its name and its contents.
  init(of path: String, _ bytes: [UInt8]) {
    let first = bytes.first { !" \t\r\n".utf8.contains($0) }
    switch first {
    case _ where path.lowercased().hasSuffix(".csv"): self = .csv
    case UInt8(ascii: "["): self = .json
    case UInt8(ascii: "{"):
      let line = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first ?? []
      let object = (try? Self.parse(Array(line)))?.objectValue
      let state = object == nil ? (try? Self.parse(bytes))?.objectValue : object
      let isLog = object?["target"] != nil && object?["params"]?.objectValue != nil
      self = isLog || state?["pbounds"] != nil ? .bayesianOptimization : .jsonl
    default: self = .csv
    }
  }

  /// Reads the trials of a file.
  ///
  /// - Parameters:
  ///   - bytes: The contents of the file.
  ///   - file: The name of the file in messages.
  /// - Throws: `CommandError` with the place of the first error.
  func table(_ bytes: [UInt8], file: String) throws(CommandError) -> ImportTable {
    var table = ImportTable(file: file)
    switch self {
    case .csv: try table.readCSV(bytes)
    case .json: try table.readJSON(bytes)
    case .jsonl: try table.readJSONLines(bytes)
    case .bayesianOptimization: try table.readBayesianOptimization(bytes)
    }
    guard !table.rows.isEmpty else {
      throw CommandError("\(file) contains no trials; give a file with at least one")
    }
    return table
  }

  fileprivate static func parse(_ bytes: [UInt8]) throws(JSONParser.Failure) -> JSONValue {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(JSONParser.Failure) in try JSONParser.parse(bytes) }
    }
    return try result.get()
  }
}

extension ImportTable {
  /// Reads comma-separated values; the first record contains the titles.
  mutating func readCSV(_ bytes: [UInt8]) throws(CommandError) {
    var reader = CSVReader(bytes)
    do throws(CSVReader.Failure) {
      guard let head = try reader.next() else { return }
      for (index, field) in head.fields.enumerated() {
        // Python's tables may have an index without a name.
        guard addColumn(field.text) else {
          throw CSVReader.Failure(
            line: head.line, column: index + 1,
            problem: "the column \"\(field.text)\" comes twice; rename one")
        }
      }
      while let (line, fields) = try reader.next() {
        guard fields.count == titles.count else {
          throw CSVReader.Failure(
            line: line, column: 1,
            problem: "\(fields.count) fields for \(titles.count) columns; put a text with a comma "
              + "or a line end in quotation marks")
        }
        addRow(
          fields.map { $0.text.isEmpty && !$0.isQuoted ? nil : .text($0.text) },
          place: "line \(line)")
      }
    } catch {
      throw self.error("line \(error.line), column \(error.column)", error.problem)
    }
  }

  /// Reads an array of objects, as `attune export --format json` writes it.
  mutating func readJSON(_ bytes: [UInt8]) throws(CommandError) {
    guard let items = try document(bytes).arrayValue else {
      throw error("line 1", "the file is not a JSON array of objects; see `attune import --help`")
    }
    for (index, item) in items.enumerated() {
      let place = "item \(index)"
      addRow(try object(item, place), place: place)
    }
  }

  /// Reads an object for each line, as `attune export --format jsonl` writes it.
  mutating func readJSONLines(_ bytes: [UInt8]) throws(CommandError) {
    try forEachLine(of: bytes) { (table, object, place) throws(CommandError) in
      table.addRow(object, place: place)
    }
  }

  /// Reads the log of `JSONLogger` (versions 1 and 2 of the package) or the file of `save_state` (version
  /// 3).
  mutating func readBayesianOptimization(_ bytes: [UInt8]) throws(CommandError) {
    direction = .maximize
    let text = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first.map(Array.init) ?? []
    let isLog = (try? ImportFormat.parse(text))?.objectValue?["target"] != nil
    guard !isLog, let state = try? ImportFormat.parse(bytes).objectValue, state["pbounds"] != nil
    else { return try readBayesianOptimizationLog(bytes) }
    try readBayesianOptimizationState(state)
  }

  private mutating func readBayesianOptimizationLog(_ bytes: [UInt8]) throws(CommandError) {
    try forEachLine(of: bytes) { (table, object, place) throws(CommandError) in
      guard let target = object["target"], let parameters = object["params"]?.objectValue else {
        throw table.error(
          place, "there is no \"target\" with \"params\"; give a log of the package's JSONLogger")
      }
      var row: JSONObject = ["value": target, "params": .object(parameters)]
      row["datetime_complete"] = object["datetime"]?.objectValue?["datetime"]
      if let isAllowed = object["allowed"]?.boolValue {
        row["constraints"] = ["allowed": isAllowed ? 0 : 1]
      }
      table.addRow(row, place: place)
    }
  }

  private mutating func readBayesianOptimizationState(
    _ state: JSONObject
  ) throws(CommandError) {
    let file = file
    func failure(_ problem: String) -> CommandError { CommandError("\(file): \(problem)") }
    guard let names = state["keys"]?.arrayValue?.map(\.stringValue),
      let points = state["params"]?.arrayValue, let targets = state["target"]?.arrayValue,
      points.count == targets.count
    else {
      throw failure(
        "the state has no \"keys\", \"params\" and \"target\" of equal number; save it again with "
          + "save_state")
    }
    let bounds = state["pbounds"]?.objectValue ?? JSONObject()
    for (name, pair) in bounds {
      guard let pair = pair.arrayValue?.map(\.doubleValue), pair.count == 2,
        let low = pair[0], let high = pair[1],
        let distribution = try? FloatDistribution(low: low, high: high)
      else { throw failure("the bounds of \"\(name)\" are not two numbers in ascending order") }
      distributions[Name(name)] = .float(distribution)
    }
    let constraints = state["constraint_values"]?.arrayValue
    for (index, (point, target)) in zip(points, targets).enumerated() {
      let place = "point \(index)"
      guard let numbers = point.arrayValue, numbers.count == names.count else {
        throw error(
          place,
          "the state has \(point.arrayValue?.count ?? 0) numbers for \(names.count) parameters: it does "
            + "not record the choices of categorical ones; import a CSV of them instead")
      }
      var parameters = JSONObject()
      for (name, number) in zip(names, numbers) {
        if let name { parameters[name] = number }
      }
      var row: JSONObject = ["value": target, "params": .object(parameters)]
      // The state has no limits, by which the values would be constraints.
      if let constraints, constraints.indices.contains(index) {
        row["user_attrs"] = .object(["constraint": constraints[index]])
      }
      addRow(row, place: place)
    }
  }

  // MARK: JSON

  private mutating func forEachLine(
    of bytes: [UInt8],
    _ body: (inout ImportTable, JSONObject, String) throws(CommandError) -> Void
  ) throws(CommandError) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated()
    where line.contains(where: { !" \t\r".utf8.contains($0) }) {
      let place = "line \(index + 1)"
      let value: JSONValue
      do throws(JSONParser.Failure) {
        value = try ImportFormat.parse(Array(line))
      } catch {
        throw self.error(
          "\(place), column \(error.offset + 1)",
          "\(error.reason); each line must be one JSON object")
      }
      try body(&self, try object(value, place), place)
    }
  }

  private func document(_ bytes: [UInt8]) throws(CommandError) -> JSONValue {
    do throws(JSONParser.Failure) {
      return try ImportFormat.parse(bytes)
    } catch {
      let before = bytes.prefix(error.offset)
      let line = before.count { $0 == UInt8(ascii: "\n") } + 1
      let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      throw self.error(
        "line \(line), column \(error.offset - start + 1)",
        "\(error.reason); give a file of valid JSON")
    }
  }

  private func object(_ value: JSONValue, _ place: String) throws(CommandError) -> JSONObject {
    guard let object = value.objectValue else {
      throw error(
        place,
        "\(value.description.shortened(toBytes: 40)) is not a JSON object; see `attune import --help`"
      )
    }
    return object
  }
}
