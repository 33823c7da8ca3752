/// The record of a file of a trial, in the format of Optuna's `ArtifactMeta`.
struct ArtifactRecord: Sendable, Hashable {
  /// The identifier of the file.
  let id: String
  /// The name of the file.
  let name: String

  /// The prefix of the system attributes that record files.
  static let prefix = "artifacts:"

  /// The key of the attribute.
  var key: String { Self.prefix + id }

  /// The value of the attribute: JSON as a text, as Optuna writes it.
  var value: JSONValue {
    let object: JSONObject = [
      "artifact_id": .string(id), "filename": .string(name),
      "mimetype": .string(Self.mediaType(of: name)), "encoding": .null,
    ]
    return .string(JSONWriter.text(.object(object)))
  }

  /// Creates the record of a file.
  init(id: String, name: String) {
    self.id = id
    self.name = name
  }

  /// Reads a record; nil if the attribute is not one.
  init?(key: String, value: JSONValue) {
    guard key.utf8.starts(with: Self.prefix.utf8), let text = value.stringValue,
      let object = (try? JSONParser.parse(text))?.objectValue,
      let id = object["artifact_id"]?.stringValue, let name = object["filename"]?.stringValue
    else { return nil }
    self.init(id: id, name: name)
  }

  /// The media type by the extension of a name, by which dashboards choose how to show a file.
  private static func mediaType(of name: String) -> String {
    switch name.split(separator: ".", omittingEmptySubsequences: false).last?.lowercased() {
    case "txt", "log": "text/plain"
    case "csv": "text/csv"
    case "html": "text/html"
    case "json": "application/json"
    case "jsonl": "application/jsonl"
    case "pdf": "application/pdf"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "gif": "image/gif"
    case "svg": "image/svg+xml"
    case "mp4": "video/mp4"
    case "wav": "audio/wav"
    default: "application/octet-stream"
    }
  }
}

extension TrialSnapshot {
  /// The recorded files of the trial, in the order in which they were first saved.
  var artifactRecords: [ArtifactRecord] {
    systemAttributes.compactMap { ArtifactRecord(key: $0.key, value: $0.value) }
  }

  /// The names of the files that the trial has saved, in the order in which they were first saved.
  ///
  /// ``Study/artifact(named:ofTrial:)`` reads them.
  public var artifactNames: [String] { artifactRecords.map(\.name) }
}
