import Foundation

/// A Swift file of the package.
struct SourceFile: Sendable {
  /// The folder of the package.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Where it is, from the folder of the package on, as `Sources/Attune/Trial/Trial.swift`.
  let path: String

  /// Its text.
  let text: SwiftText

  /// The Swift files under a folder, sorted by path.
  static func all(under folder: String) throws -> [SourceFile] {
    let base = root.appendingPathComponent(folder)
    guard let paths = FileManager.default.enumerator(atPath: base.path) else {
      throw CocoaError(.fileNoSuchFile)
    }
    return try paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
      let text = try String(contentsOf: base.appendingPathComponent($0), encoding: .utf8)
      return SourceFile(path: "\(folder)/\($0)", text: SwiftText(text))
    }
  }

  /// The text of a file of the package.
  static func contents(of path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The name without folder and ending.
  var name: String {
    String(path.split(separator: "/").last?.dropLast(".swift".count) ?? "")
  }

  /// The room of `Sources/Attune` that the file lies in.
  var room: String {
    String(path.split(separator: "/").dropFirst(2).first ?? "")
  }
}
