import Attune

/// The trials of a file, ready to be added to a study.
struct ImportedTrials {
  /// The finished trials in the order of the file.
  private(set) var records: [TrialRecord] = []
  /// The number of trials that are neither finished nor imported.
  private(set) var unfinishedCount = 0
  /// The parameters whose distributions are inferred from their values.
  let inferred: [ImportedParameter]

  private let file: String
  /// The place of each record in the file.
  private var places: [String] = []

  /// Creates the trials of a table.
  ///
  /// - Parameters:
  ///   - columns: The meanings of the columns.
  ///   - described: The parameters on the command line.
  ///   - history: The earlier trials of the study; nil for a new study.
  ///   - directionCount: The number of directions of the study.
  /// - Throws: `CommandError` with the place of the first error.
  init(
    _ table: ImportTable, _ columns: [ImportColumn], described: [ParameterSpecification],
    history: TrialHistory?, directionCount: Int
  ) throws(CommandError) {
    file = table.file
    let valueCount = columns.count { if case .value = $0 { true } else { false } }
    guard valueCount == directionCount else {
      throw CommandError(
        "\(table.file) has \(valueCount) objective values and the study has \(directionCount) "
          + "direction\(directionCount == 1 ? "" : "s"); select as many with --value COLUMN")
    }
    var parameters: [Int: ImportedParameter] = [:]
    for case (let index, .parameter(let name)) in columns.enumerated() {
      do throws(ImportedParameter.Failure) {
        let parameter = try ImportedParameter(
          name, table.rows.map { $0[index] },
          described: described.first { $0.name.isIdentical(to: name) }?.distribution,
          recorded: history?.recordedDistribution(of: name)?.distribution,
          bounds: table.distributions[Name(name)])
        // A column without any value is no parameter.
        if parameter.labels.contains(where: { $0 != nil }) { parameters[index] = parameter }
      } catch {
        let title = table.titles[index]
        guard let row = error.row else {
          throw CommandError("\(file), column \"\(title)\": \(error.problem)")
        }
        throw table.error(table.rows[row].place, column: title, error.problem)
      }
    }
    inferred = parameters.sorted { $0.key < $1.key }.map(\.value).filter(\.isInferred)
    for (number, row) in table.rows.enumerated() {
      var reader = RowReader(table: table, row: row)
      for (index, column) in columns.enumerated() {
        if let parameter = parameters[index], let label = parameter.labels[number] {
          reader.record.setParameter(
            parameter.name, to: .label(label, of: parameter.distribution))
        } else if let cell = row[index] {
          try reader.read(cell, as: column, at: index)
        }
      }
      guard let record = try reader.finished(valueCount: valueCount) else {
        unfinishedCount += 1
        continue
      }
      records.append(record)
      places.append(row.place)
    }
  }

  /// The place of a record in errors.
  func subject(_ index: Int) -> String { "\(file), \(places[index]): the trial" }
}

/// Reads the cells of a trial.
private struct RowReader {
  let table: ImportTable
  let row: ImportTable.Row
  var record = TrialRecord(values: [])
  private var state: TrialState?
  private var values: [Int: Double] = [:]

  init(table: ImportTable, row: ImportTable.Row) {
    self.table = table
    self.row = row
  }

  mutating func read(
    _ cell: ImportTable.Cell, as column: ImportColumn, at index: Int
  ) throws(CommandError) {
    switch column {
    case .value(let objective): values[objective] = try number(cell, index)
    case .constraint(let name): record.constraints[name] = try number(cell, index)
    case .report(let step): record.reports[step] = try number(cell, index)
    case .state: state = try state(text(cell), index)
    case .startTime: record.startTime = try time(text(cell), index)
    case .endTime: record.endTime = try time(text(cell), index)
    case .userAttribute(let name):
      record.userAttributes[name] =
        switch cell {
        case .text(let text): CommandLineValue(text).json
        case .json(let value): value
        }
    case .parameter, .ignored: break
    }
  }

  /// The finished trial; nil if it is running or waiting.
  mutating func finished(valueCount: Int) throws(CommandError) -> TrialRecord? {
    let hasValues =
      values.count == valueCount && !values.values.contains(where: \.isNaN)
    // Without a state, a trial without a value has failed.
    let state = state ?? (hasValues ? .complete : .failed)
    guard state.isFinished else { return nil }
    guard state != .complete || hasValues else {
      throw table.error(
        row.place, "a complete trial needs its objective value; add it, or change the state to FAIL"
      )
    }
    record.state = state
    if hasValues, state != .failed { record.values = (0..<valueCount).compactMap { values[$0] } }
    return record
  }

  private func text(_ cell: ImportTable.Cell) -> String {
    switch cell {
    case .text(let text): text
    case .json(let value): value.stringValue ?? value.description
    }
  }

  private func error(_ index: Int, _ problem: String) -> CommandError {
    table.error(row.place, column: table.titles[index], problem)
  }

  private func number(_ cell: ImportTable.Cell, _ index: Int) throws(CommandError) -> Double? {
    if cell == .text("") { return nil }
    guard let number = ImportedParameter.number(cell)?.doubleValue else {
      throw error(
        index,
        "\"\(text(cell).shortened(toBytes: 80))\" is not a number; correct it, or remove the line")
    }
    return number
  }

  private func state(_ text: String, _ index: Int) throws(CommandError) -> TrialState {
    guard let state = TrialSelection.StateName(rawValue: text.lowercased())?.state else {
      throw error(
        index, "\"\(text.shortened(toBytes: 80))\" is not a state; write COMPLETE, PRUNED or FAIL")
    }
    return state
  }

  private func time(_ text: String, _ index: Int) throws(CommandError) -> Timestamp? {
    if text.isEmpty { return nil }
    guard let time = Timestamp(iso8601: text) else {
      throw error(
        index,
        "\"\(text.shortened(toBytes: 80))\" is not a time; write it as 2026-01-31T23:59:59+00:00")
    }
    return time
  }
}
