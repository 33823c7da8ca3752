@testable import Attune

/// Random operations, attributes and distributions, in which special values are frequent.
struct RandomOperations {
  var random: RandomStream

  init(seed: UInt64) {
    random = RandomStream(seed: seed, purpose: "operations")
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[random.index(below: elements.count)]
  }

  mutating func index(below bound: Int) -> Int { random.index(below: bound) }

  // MARK: Values

  static let doubles: [Double] = [
    0, -0.0, 1, -1, 0.1, 1e-7, 1e16, 0x1p53, -0x1p53, 0x1p63, .pi, .infinity, -.infinity, .nan,
    .leastNonzeroMagnitude, -.leastNormalMagnitude, .greatestFiniteMagnitude, 1e300, 123_456.789,
  ]

  static let integers = [
    0, 1, -1, 1 << 31, 1 << 53, 1 << 53 + 1, -(1 << 53) - 1, .max, .min, 999_999_999_999_999_999,
  ]

  static let texts = [
    "", " ", "plain", "\"\\/", "\n\r\t\u{8}\u{C}\0\u{1F}\u{7F}", "é中😀\u{10FFFF}",
    "\u{2028}\u{2029}\u{85}",
    "\u{FEFF}", "\u{D7FF}\u{E000}\u{FFFF}", "\\u0041", "{\"op_code\":1}\n", "e\u{301}", "NaN",
    "👨‍👩‍👧‍👦", "\r\n",
  ]

  mutating func double() -> Double {
    if random.index(below: 2) == 0 { return pick(Self.doubles) }
    return Double(bitPattern: random.next())
  }

  mutating func int() -> Int {
    random.index(below: 2) == 0 ? pick(Self.integers) : Int(truncatingIfNeeded: random.next())
  }

  mutating func text() -> String {
    (0..<random.index(below: 3)).map { _ in pick(Self.texts) }.joined()
  }

  mutating func json(depth: Int = 3) -> JSONValue {
    switch random.index(below: depth > 0 ? 7 : 5) {
    case 0: return .null
    case 1: return .bool(random.index(below: 2) == 0)
    case 2: return .int(int())
    case 3: return .float(double())
    case 4: return .string(text())
    case 5: return .array((0..<random.index(below: 4)).map { _ in json(depth: depth - 1) })
    default: return .object(object(depth: depth - 1))
    }
  }

  mutating func object(depth: Int = 2) -> JSONObject {
    JSONObject((0..<random.index(below: 4)).map { _ in (text(), json(depth: depth)) })
  }

  mutating func time() -> Timestamp {
    // Years 1 to 9999, which the format can represent.
    let (first, last) = (-62_135_596_800_000_000, 253_402_300_799_999_999)
    return Timestamp(microsecondsSince1970: Int64(first + random.index(below: last - first + 1)))
  }

  // MARK: Distributions

  mutating func distribution() throws -> Distribution {
    switch random.index(below: 6) {
    case 0: return .float(try FloatDistribution(finiteRange()))
    case 1:
      let low = pick([.leastNonzeroMagnitude, 1e-300, 1e-5, 0.5, 1])
      return .float(
        try FloatDistribution(
          low: low, high: pick([1, 1.5, 1e10, .greatestFiniteMagnitude]), scale: .log))
    case 2:
      return .float(try FloatDistribution(finiteRange(), step: pick([0.1, 0.25, 1, 3e-7, 1e9])))
    case 3: return .int(try IntDistribution(integerRange(from: -(1 << 53))))
    case 4: return .int(try IntDistribution(integerRange(from: 1), scale: .log))
    default:
      if random.index(below: 2) == 0 {
        return .int(try IntDistribution(integerRange(from: -1000), step: pick([1, 2, 7, 1 << 40])))
      }
      let labels = (0...random.index(below: 4)).map { _ in json(depth: 1) }
      return .categorical(try CategoricalDistribution(recordedChoices: labels))
    }
  }

  private mutating func finiteRange() -> ClosedRange<Double> {
    let candidates = Self.doubles.filter(\.isFinite) + [random.uniform(), -random.uniform()]
    let (a, b) = (pick(candidates), pick(candidates))
    return min(a, b)...max(a, b)
  }

  private mutating func integerRange(from low: Int) -> ClosedRange<Int> {
    let candidates = [low, low + 1, max(low, 5), max(low, 1 << 40), 1 << 53]
    let (a, b) = (pick(candidates), pick(candidates))
    return min(a, b)...max(a, b)
  }

  mutating func parameter(_ name: String) throws -> Parameter {
    let distribution = try distribution()
    let value = distribution.value(at: random.uniform()).recorded
    return Parameter(name: name, distribution: distribution, recordedValue: value)
  }

  // MARK: Operations

  mutating func template() throws -> TrialTemplate {
    var template = TrialTemplate(startTime: random.index(below: 2) == 0 ? time() : nil)
    guard random.index(below: 3) > 0 else { return template }
    template.state = pick(TrialState.allCases)
    let count = random.index(below: 4)
    if count > 0 { template.values = (0..<count).map { _ in double() } }
    if random.index(below: 2) == 0 { template.endTime = time() }
    var parameters: [Parameter] = []
    for index in 0..<random.index(below: 4) {
      parameters.append(try parameter("p\(index)\(text())"))
    }
    template.parameters = ParameterList(parameters)
    template.intermediateValues = (0..<random.index(below: 4)).map {
      IntermediateValue(step: $0 * $0, value: double())
    }
    template.userAttributes = object()
    template.systemAttributes = object()
    return template
  }

  /// Returns an operation of any type on one of the given numbers of studies and trials.
  mutating func operation(studies: Int = 3, trials: Int = 9) throws -> LogOperation {
    let study = random.index(below: studies + 1)
    let trial = random.index(below: trials + 2)
    switch random.index(below: 14) {
    case 0:
      let directions = (0...random.index(below: 2)).map { _ in pick(Direction.allCases) }
      return .createStudy(
        name: "study \(random.index(below: studies))\(text())", directions: directions)
    case 1 where random.index(below: 20) == 0: return .deleteStudy(study)
    case 1, 2: return .setStudyUserAttribute(study: study, key: text(), value: json())
    case 3: return .setStudySystemAttribute(study: study, key: text(), value: json())
    case 4, 5, 6: return .createTrial(study: study, try template())
    case 7: return .setParameter(trial: trial, try parameter("p\(random.index(below: 4))"))
    case 8:
      let state = pick(TrialState.allCases)
      let values: [Double]? = random.index(below: 2) == 0 ? nil : [double()]
      return .setState(trial: trial, state, values: values, at: state == .waiting ? nil : time())
    case 9:
      return .setIntermediateValue(
        trial: trial, IntermediateValue(step: random.index(below: 5), value: double()))
    case 10, 11: return .setTrialUserAttribute(trial: trial, key: text(), value: json())
    case 12: return .setTrialSystemAttribute(trial: trial, key: text(), value: json())
    default: return .discardTrials((0..<random.index(below: 3)).map { _ in int() })
    }
  }
}
