/// The table of a study's trials, the best first.
struct ReportTable {
  /// The kind of a column's values, which determines formatting and comparison.
  enum Kind: String {
    /// Numbers, labels or attributes.
    case value
    /// The state of a trial.
    case state
    /// A time in milliseconds since the start of 1970.
    case time
    /// A duration in seconds.
    case duration
  }

  /// A column of the table.
  struct Column {
    let name: String
    let kind: Kind
    let cell: (TrialSnapshot) -> JSONValue
  }

  /// The maximum number of columns for constraints, parameters and attributes.
  private static let columnLimit = 100
  /// The maximum number of columns for constraints.
  private static let constraintLimit = 20
  /// The maximum length of a text in a cell.
  private static let textLimit = 300

  let columns: [Column]
  /// The number of constraints, parameters and attributes without a column.
  let omittedCount: Int
  /// The trial numbers in the order of the rows.
  let order: [Int]
  /// The trial numbers of the best trials.
  let best: Set<Int>
  private let study: StudySnapshot

  init(_ study: StudySnapshot, best: [TrialSnapshot]) {
    self.study = study
    self.best = Set(best.map(\.number))
    order = Self.order(of: study, best: self.best)
    let parameters = Self.names(in: study) { $0.parameters.map(\.name) }
    let attributes = Self.names(in: study) { $0.userAttributes.keys }
    let constraints = study.feasibility?.constraints.map(\.name).sorted() ?? []
    let shownConstraints = constraints.prefix(Self.constraintLimit)
    let shownParameters = parameters.prefix(Self.columnLimit - shownConstraints.count)
    let shownAttributes = attributes.prefix(
      Self.columnLimit - shownConstraints.count - shownParameters.count)
    omittedCount =
      parameters.count - shownParameters.count + attributes.count - shownAttributes.count
      + constraints.count - shownConstraints.count
    columns =
      Self.leading(study, hasConstraints: !constraints.isEmpty)
      + shownConstraints.map { name in
        Column(name: "constraint \(name)", kind: .value) {
          $0.constraints[name].map { .float($0) } ?? .null
        }
      }
      + shownParameters.map { name in
        Column(name: name, kind: .value) { $0.parameters[name] ?? .null }
      }
      + shownAttributes.map { name in
        Column(name: name, kind: .value) { $0.userAttributes[name] ?? .null }
      }
  }

  /// Returns the columns before those of constraints, parameters and attributes.
  private static func leading(_ study: StudySnapshot, hasConstraints: Bool) -> [Column] {
    var columns = [
      Column(name: "trial", kind: .value) { .int($0.number) },
      Column(name: "state", kind: .state) { .string($0.state.description) },
    ]
    columns += study.objectiveNames.enumerated().map { index, name in
      Column(name: name, kind: .value) {
        index < $0.values.count ? .float($0.values[index]) : .null
      }
    }
    if hasConstraints {
      // Unfinished trials may not have computed their constraints yet.
      columns.append(
        Column(name: "feasible", kind: .value) {
          $0.state == .complete || $0.hasConstraints ? .bool($0.isFeasible) : .null
        })
      columns.append(Column(name: "violation", kind: .value) { .float($0.violation) })
    }
    columns.append(
      Column(name: "started", kind: .time) {
        $0.startTime.map { .int(Int($0.microsecondsSince1970 / 1000)) } ?? .null
      })
    columns.append(
      Column(name: "duration", kind: .duration) {
        $0.duration.map { .float($0 / .seconds(1)) } ?? .null
      })
    if study.trials.contains(where: { $0.pruningReason != nil }) {
      columns.append(
        Column(name: "pruned by", kind: .value) {
          $0.pruningReason.map { .string($0.description) } ?? .null
        })
    }
    return columns
  }

  /// Returns the distinct names in all trials, in order of first occurrence.
  private static func names(
    in study: StudySnapshot, _ names: (TrialSnapshot) -> [String]
  ) -> [String] {
    var seen: Set<Name> = []
    var ordered: [String] = []
    for trial in study.trials {
      for name in names(trial) where seen.insert(Name(name)).inserted { ordered.append(name) }
    }
    return ordered
  }

  /// Returns the order of rows: the best trials, other complete ones (by value in a single-objective
  /// study), and the rest.
  private static func order(of study: StudySnapshot, best: Set<Int>) -> [Int] {
    let direction = study.directions.count == 1 ? study.directions[0] : nil
    let keys = study.trials.map { trial in
      let group =
        switch trial.state {
        case _ where best.contains(trial.number): 0
        case .complete: trial.isFeasible ? 1 : 2
        case .pruned: 3
        case .running, .waiting, .failed: 4
        }
      var loss = 0.0
      if group < 3, let direction, let value = trial.value {
        // NaN comes last in its group.
        loss = value.isNaN ? .infinity : direction.loss(value)
      }
      return (group, loss, trial.number)
    }
    return keys.sorted { $0 < $1 }.map(\.2)
  }
}

extension ReportTable {
  /// The table as JSON, safe within a `script` element.
  var json: HTML {
    var writer = JSONWriter()
    let columns = columns.map { column -> JSONValue in
      ["name": .string(column.name.showingSurrogates), "kind": .string(column.kind.rawValue)]
    }
    let rows = order.map { number in
      let trial = study.trials[number]
      return JSONValue.array(self.columns.map { Self.portable($0.cell(trial)) })
    }
    writer.write(
      .object([
        "columns": .array(columns), "best": .array(best.sorted().map { .int($0) }),
        "rows": .array(rows),
      ]))
    return HTML(trusted: Self.escapedForScript(writer.bytes))
  }

  /// Returns JSON with `<` escaped, which could otherwise end the `script` element or start a comment.
  ///
  /// The JSON is ASCII, and `<` occurs only within strings.
  static func escapedForScript(_ json: [UInt8]) -> String {
    let less = UInt8(ascii: "<")
    guard json.contains(less) else { return String(decoding: json, as: UTF8.self) }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(json.count + 1024)
    for byte in json {
      if byte == less { escaped.append(contentsOf: "\\u003c".utf8) } else { escaped.append(byte) }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// Returns a value in a form for JavaScript: numbers that it cannot represent as `{"number": text}`,
  /// lists and objects as JSON text, and long texts truncated.
  static func portable(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null, .bool: value
    case .float(let number):
      if number.isFinite {
        value
      } else {
        ["number": number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"]
      }
    case .int(let number):
      // Up to 2^53 every integer is exactly representable as a Double.
      number.magnitude <= 1 << 53 ? value : ["number": .string(String(number))]
    case .string(let text): .string(shortened(text.showingSurrogates))
    case .literal(let literal) where literal.isNumber: ["number": .string(shortened(literal.text))]
    case .array, .object, .literal:
      .string(shortened(JSONWriter.text(value, nonFinite: .text)))
    }
  }

  private static func shortened(_ text: String) -> String {
    text.shortened(toCharacters: textLimit)
  }
}

extension ReportTable {
  /// Returns the markup of the table with its first rows, for pages without scripts.
  func markup(rowCount: Int) -> HTML {
    var head: HTML = ""
    for column in columns {
      head += "<th scope=\"col\"><bdi>\(Self.shortened(column.name))</bdi></th>"
    }
    var body: HTML = ""
    for number in order.prefix(rowCount) {
      let trial = study.trials[number]
      body += best.contains(number) ? "<tr class=\"best\">" : "<tr>"
      for column in columns { body += Self.cell(column.cell(trial), column.kind) }
      body += "</tr>\n"
    }
    return "<table><thead><tr>\(head)</tr></thead><tbody>\n\(body)</tbody></table>"
  }

  private static func cell(_ value: JSONValue, _ kind: Kind) -> HTML {
    switch (kind, value) {
    case (_, .null): "<td></td>"
    case (.state, _): "<td class=\"\(value.stringValue ?? "")\">\(value.stringValue ?? "")</td>"
    case (.time, .int(let milliseconds)):
      "<td>\(ReportText.moment(Timestamp(microsecondsSince1970: Int64(milliseconds) * 1000)))</td>"
    case (.duration, .float(let seconds)):
      "<td class=\"number\">\(ReportText.duration(.seconds(seconds)))</td>"
    case (_, .int), (_, .float): "<td class=\"number\">\(PlotText.label(value))</td>"
    default: "<td dir=\"auto\">\(shortened(PlotText.label(value)))</td>"
    }
  }
}
