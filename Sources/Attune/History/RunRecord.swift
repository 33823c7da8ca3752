/// A run of a study, such as a call of `optimize`: the program, the version and the machine.
///
/// The first trial that a run starts records it with the study. A run of several workers is one run; several
/// processes are several runs.
public struct RunRecord: Sendable, Hashable {
  /// The number of the run in its study, counted from 0.
  public let number: Int
  /// The version of Attune; nil if it is not recorded.
  public let version: String?
  /// The path of the program, and its arguments with masked passwords.
  public let arguments: [String]
  /// The host name of the machine; nil if it is not recorded.
  public let host: String?
  /// The Git revision of the repository that the working folder of the program lay in; nil if there was none.
  ///
  /// Files may have been changed since that revision.
  public let revision: String?
  /// The time at which the first trial of the run started; nil if it is not recorded.
  public let startTime: Timestamp?
}

extension RunRecord {
  /// The number of runs that a study keeps; later ones replace the oldest.
  static let limit = 100

  /// The maximum size of the recorded arguments in bytes; further ones are omitted.
  private static let argumentLimit = 4096

  /// Whether a system attribute of a study is the record of a run.
  static func isKey(_ key: String) -> Bool {
    key.utf8.starts(with: SystemAttribute.runPrefix.utf8)
  }

  /// The record of a run that starts now; its number is assigned when it is recorded.
  static func starting(in environment: Environment) -> RunRecord {
    RunRecord(
      number: 0, version: LibraryVersion.text,
      arguments: limited(MaskedArguments.masking(environment.arguments())),
      host: environment.process.hostName, revision: environment.revision(),
      startTime: environment.now())
  }

  private static func limited(_ arguments: [String]) -> [String] {
    var rest = argumentLimit
    var result: [String] = []
    for argument in arguments {
      guard rest > 0 else { return result + ["…"] }
      result.append(argument.shortened(toBytes: rest))
      rest -= argument.utf8.count + 1
    }
    return result
  }

  /// The runs in the system attributes of a study, in the order of their numbers.
  static func all(in attributes: JSONObject) -> [RunRecord] {
    attributes.filter { isKey($0.key) }.compactMap { RunRecord($0.value) }
      .sorted { $0.number < $1.number }
  }

  private init?(_ value: JSONValue) {
    guard let object = value.objectValue, let number = object["number"]?.intValue, number >= 0
    else { return nil }
    self.init(
      number: number, version: object["version"]?.stringValue,
      arguments: object["arguments"]?.arrayValue?.compactMap(\.stringValue) ?? [],
      host: object["host"]?.stringValue, revision: object["revision"]?.stringValue,
      startTime: object["start"]?.stringValue.flatMap { Timestamp(iso8601: $0) })
  }

  /// The attribute of the next run of a study with the given attributes.
  ///
  /// The decision about it is exclusive, so that runs which start at the same time have different numbers.
  func nextAttribute(in attributes: JSONObject) -> (key: String, value: JSONValue) {
    let last = attributes.filter { Self.isKey($0.key) }
      .compactMap { $0.value.objectValue?["number"]?.intValue }.filter { $0 >= 0 }.max()
    let number = last.map { $0 < .max ? $0 + 1 : 0 } ?? 0
    var object: JSONObject = [
      "number": .int(number), "arguments": .array(arguments.map { .string($0) }),
    ]
    object["version"] = version.map { .string($0) }
    object["host"] = host.map { .string($0) }
    object["revision"] = revision.map { .string($0) }
    object["start"] = startTime.map { .string($0.description) }
    return (SystemAttribute.runPrefix + String(number % Self.limit), .object(object))
  }
}

extension RunRecord {
  /// The arguments as one line for a POSIX shell.
  package var commandLine: String {
    arguments.map { argument in
      let isPlain =
        !argument.isEmpty
        && argument.unicodeScalars.allSatisfy { scalar in
          scalar.properties.isAlphabetic || "0123456789-_=+./,:@%^…".unicodeScalars.contains(scalar)
        }
      return isPlain ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
    }.joined(separator: " ")
  }

  /// What is known besides the arguments, such as `Attune 0.1.0, host build-7, revision 0123abc`.
  package var origin: String {
    [version.map { "Attune \($0)" }, host.map { "host \($0)" }, revision.map { "revision \($0)" }]
      .compactMap(\.self).joined(separator: ", ")
  }
}
