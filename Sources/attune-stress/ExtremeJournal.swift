/// A valid journal as Optuna writes it, with values at the limits of their types.
///
/// It has one to three studies with trials of all states, their parameters, reports, constraints
/// and attributes, including those of this library. A seed determines the contents.
struct ExtremeJournal {
  private struct Study {
    let id: Int
    let directionCount: Int
    let parameters: [(name: String, distributions: [(json: String, values: [String])])]
    let reports: Bool
    var isDeleted = false
  }

  /// The number of parameters in a few journals; fewer in debug builds, which are slower.
  #if DEBUG
    private static let wideCount = 1000
  #else
    private static let wideCount = 10_000
  #endif

  /// The lines of the journal, each with its newline.
  private(set) var text = ""

  private var numbers: SeededNumbers
  private var trialCount = 0

  /// Creates the journal that a seed determines.
  init(seed: UInt64) {
    numbers = SeededNumbers(seed: seed)
    // Few journals are large, so that many can be checked.
    let isWide = numbers.once(in: 300)
    var studies: [Study] = []
    for id in 0...numbers.index(below: 3) {
      studies.append(createStudy(id, isWide: isWide))
    }
    let count = isWide ? 3 : numbers.element(of: [0, 1, 2, 8, 20, 40])
    for _ in 0..<count {
      let index = numbers.index(below: studies.count)
      if !studies[index].isDeleted { addTrial(to: studies[index]) }
      if numbers.once(in: 60) {
        write(1, #""study_id": \#(index)"#)
        studies[index].isDeleted = true
      }
    }
  }

  private mutating func write(_ code: Int, _ fields: String) {
    text +=
      #"{"op_code": \#(code), "worker_id": "w-\#(numbers.index(below: 3))", \#(fields)}"# + "\n"
  }

  // MARK: Studies

  private mutating func createStudy(_ id: Int, isWide: Bool) -> Study {
    let directionCount = numbers.element(of: [1, 1, 1, 2, 2, 3, 5])
    let directions = (0..<directionCount).map { _ in "\(1 + numbers.index(below: 2))" }
    // Each name begins with the study's number, since some readers treat different names as equal.
    let ending = numbers.element(of: ExtremeValues.names).dropFirst()
    write(
      0, #""study_name": "\#(id)\#(ending), "directions": [\#(directions.joined(separator: ", "))]"#
    )
    for _ in 0..<numbers.index(below: 3) {
      let value = numbers.element(of: ExtremeValues.any)
      write(2, #""study_id": \#(id), "user_attr": {\#(name(0)): \#(value)}"#)
    }
    let attributes: [(String, [String])] = [
      ("attune:seed", [#""18446744073709551615""#, #""-1""#, "5", "null", #""0""#, "1e308"]),
      ("attune:sampler", [#""TPESampler""#, #""RandomSampler""#, "NaN", "[]", #""\ud800""#]),
      ("attune:pruner", [#""MedianPruner""#, "9223372036854775807", "{}"]),
      ("attune:batchSize", [#""8""#, "9223372036854775807", #""none""#, "-1", "NaN"]),
      ("attune:budgets", [#""none""#, "[1, 3]", "NaN"]),
      (
        "study:metric_names",
        [#"["a"]"#, #"["a", "b"]"#, #"["\u03a9", "\u2126", "c"]"#, "5", "[1]"]
      ),
      ("grid:search_space", ["{}", "[]"]),
    ]
    for (key, values) in attributes where numbers.once(in: 4) {
      let value = numbers.element(of: values)
      write(3, #""study_id": \#(id), "system_attr": {"\#(key)": \#(value)}"#)
    }
    return Study(
      id: id, directionCount: directionCount, parameters: parameters(isWide: isWide),
      reports: numbers.once(in: 2))
  }

  private mutating func name(_ index: Int) -> String {
    numbers.once(in: 2)
      ? "\"p\(index)\"" : numbers.element(of: ExtremeValues.names)
  }

  private mutating func parameters(
    isWide: Bool
  ) -> [(name: String, distributions: [(json: String, values: [String])])] {
    if isWide {
      let standard = ExtremeValues.distributions[0]
      return (0..<Self.wideCount).map { ("\"p\($0)\"", [standard]) }
    }
    var names: [String] = []
    for index in 0..<numbers.index(below: 6) {
      let name = name(index)
      if !names.contains(name) { names.append(name) }
    }
    return names.map { name in
      // The distribution of some parameters changes from trial to trial.
      let count = numbers.once(in: 5) ? 2 : 1
      return (name, (0..<count).map { _ in numbers.element(of: ExtremeValues.distributions) })
    }
  }

  // MARK: Trials

  private mutating func addTrial(to study: Study) {
    let id = trialCount
    trialCount += 1
    if numbers.once(in: 6) { return addFinishedTrial(to: study) }
    let isWaiting = numbers.once(in: 5)
    let state = isWaiting ? #", "state": 4"# : ""
    let start = isWaiting ? "null" : "\"\(time())\""
    write(4, #""study_id": \#(study.id), "datetime_start": \#(start)\#(state)"#)
    addAttributes(to: id)
    for (name, distributions) in study.parameters where !numbers.once(in: 12) {
      let (json, values) = numbers.element(of: distributions)
      write(
        5,
        #""trial_id": \#(id), "param_name": \#(name), "param_value_internal": "#
          + #"\#(value(values, json)), "distribution": \#(quoted(json))"#)
    }
    if study.reports {
      for _ in 0..<numbers.index(below: 5) {
        let step = numbers.element(of: ExtremeValues.steps)
        write(7, #""trial_id": \#(id), "step": \#(step), "intermediate_value": \#(anyFloat())"#)
      }
    }
    let end = numbers.element(of: [1, 1, 1, 1, 2, 3, 4, 0])
    switch end {
    case 0: break
    case 4: write(6, #""trial_id": \#(id), "state": 4, "values": null"#)
    default:
      let values = values(of: end, study)
      write(
        6,
        #""trial_id": \#(id), "state": \#(end), "values": \#(values), "#
          + #""datetime_complete": "\#(time())""#)
    }
  }

  /// Adds a trial in a single record, as Optuna's `add_trial` does.
  private mutating func addFinishedTrial(to study: Study) {
    let state = numbers.element(of: [1, 1, 2, 3])
    let chosen = study.parameters.map { name, distributions in
      let (json, values) = numbers.element(of: distributions)
      return (name, json, value(values, json))
    }
    let distributions = chosen.map { "\($0.0): \(quoted($0.1))" }.joined(separator: ", ")
    let values = chosen.map { "\($0.0): \($0.2)" }.joined(separator: ", ")
    let step = numbers.element(of: ExtremeValues.steps)
    write(
      4,
      #""study_id": \#(study.id), "datetime_start": "\#(time())", "datetime_complete": "\#(time())", "#
        + #""state": \#(state), "value": null, "values": \#(self.values(of: state, study)), "#
        + #""distributions": {\#(distributions)}, "params": {\#(values)}, "user_attrs": {}, "#
        + #""system_attrs": {"constraints": [\#(anyFloat()), 0.0]}, "#
        + #""intermediate_values": {"\#(step)": \#(anyFloat())}"#)
  }

  private mutating func addAttributes(to id: Int) {
    let integers = [
      "0", "1", "2", "9223372036854775807", "-9223372036854775808", "NaN", "1e300", "null",
    ]
    let lease = ["600.0", "1e300", "NaN", "Infinity", "-1e300", "9223372036854775807", "0", "null"]
    let attributes: [(String, [String])] = [
      (
        "attune:owner",
        lease.map {
          #"{"worker": "w", "machine": "m", "boot": "b", "space": "s", "process": 1, "start": 1, "#
            + #""attempt": \#(numbers.element(of: integers)), "lease": \#($0)}"#
        }
      ),
      (
        "attune:lease",
        integers.map {
          #"{"count": \#($0), "time": "\#(numbers.element(of: ExtremeValues.oddTimes))"}"#
        }
      ),
      ("attune:deaths", integers),
      ("attune:checkpoint", ExtremeValues.any),
      ("attune:failure", ExtremeValues.any),
      (
        "constraints",
        ["[]", "null", "[NaN, 1.0]", "[Infinity]", "[-0.0, 1e308, 1e308]", "{}", "5"]
      ),
      ("constraints:a", ["0.0", "1e308", "-Infinity", "Infinity", "NaN", "null", "[]"]),
      ("constraints:0", ["5e-324", "-1.0"]),
      ("fixed_params", [#"{"p0": 0.5}"#, #"{"p0": null, "x": NaN}"#, "[]", "null", "5", "{}"]),
      ("grid_id", integers),
      ("search_space", [#"{"p0": [0.0, 0.5]}"#, "[]"]),
      ("tpe:relative_params:0", [#""{\"p0\": 0.5}""#, #""{\"p0\": NaN}""#, #""{""#, "5", "null"]),
      ("failed_trial", integers), ("retry_history", ["[0, 9223372036854775807]", "5"]),
      ("completed_rung_0", ["NaN", "1e308"]),
      (
        "attune:member",
        integers.map {
          #"{"index": \#(numbers.element(of: integers)), "slice": \#($0), "seed": 1, "parent": 0}"#
        }
      ),
      (
        "attune:replication",
        integers.map {
          #"{"trial": \#(numbers.element(of: integers)), "repeat": \#($0), "race": 0}"#
        }
      ),
      ("attune:values", ["[[1.0], [NaN]]", "[[]]", "[1]", "5", "null", "[[1e308], [-1e308]]"]),
      ("attune:standard_error", ["NaN", "-1.0", "null", "[]"]),
      ("attune:retried", ["[5]", "null", "{}"]),
      ("attune:atpe", [#""wide""#, "5"]),
      ("attune:dehb_target", integers),
    ]
    for (key, values) in attributes where numbers.once(in: 8) {
      let value = numbers.element(of: values)
      write(9, #""trial_id": \#(id), "system_attr": {"\#(key)": \#(value)}"#)
    }
    while numbers.once(in: 3) {
      let value = numbers.element(of: ExtremeValues.any)
      write(8, #""trial_id": \#(id), "user_attr": {\#(name(1)): \#(value)}"#)
    }
  }

  // MARK: Values

  private mutating func time() -> String {
    numbers.element(of: numbers.once(in: 10) ? ExtremeValues.oddTimes : ExtremeValues.times)
  }

  private mutating func anyFloat() -> String {
    numbers.once(in: 2)
      ? "\(numbers.fraction() * 100)"
      : numbers.element(of: ExtremeValues.floats + ExtremeValues.notFinite)
  }

  /// Usually a value of the distribution, sometimes another number, as trials may be enqueued with.
  private mutating func value(_ values: [String], _ distribution: String) -> String {
    let isCategorical = distribution.contains("Categorical")
    return !isCategorical && numbers.once(in: 20)
      ? numbers.element(of: ExtremeValues.floats) : numbers.element(of: values)
  }

  /// Objective values as Optuna allows them in a state.
  private mutating func values(of state: Int, _ study: Study) -> String {
    if state == 3 || (state == 2 && numbers.once(in: 2)) { return "null" }
    // Storages accept any number of values.
    let count = numbers.once(in: 15) ? numbers.index(below: 4) : study.directionCount
    let values = (0..<count).map { _ -> String in
      let value = anyFloat()
      return value == "NaN" && state == 1 ? "0.5" : value
    }
    return "[" + values.joined(separator: ", ") + "]"
  }

  /// JSON text as a JSON string.
  private func quoted(_ json: String) -> String {
    "\""
      + json.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
