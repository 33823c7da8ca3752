import Foundation

/// A Swift file of the package.
struct SourceFile: Sendable {
  /// The folder of the package.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The path relative to the folder of the package, such as `Sources/Attune/Trial/Trial.swift`.
  let path: String

  /// The text of the file.
  let text: SwiftText

  /// The Swift files under a folder, sorted by path.
  static func all(under folder: String) throws -> [SourceFile] {
    try paths(under: folder).filter { $0.hasSuffix(".swift") }.map {
      SourceFile(path: $0, text: SwiftText(try contents(of: $0)))
    }
  }

  /// The paths of all files under a folder, relative to the folder of the package, sorted.
  static func paths(under folder: String) throws -> [String] {
    let base = root.appendingPathComponent(folder)
    guard let paths = FileManager.default.enumerator(atPath: base.path) else {
      throw CocoaError(.fileNoSuchFile)
    }
    return paths.compactMap { $0 as? String }.sorted().map { "\(folder)/\($0)" }
  }

  /// The text of a file of the package.
  static func contents(of path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The name of the file without its folder and extension.
  var name: String {
    String(path.split(separator: "/").last?.dropLast(".swift".count) ?? "")
  }

  /// The layer that the file belongs to: the name of its folder in the module, or its file name if it
  /// is not in a folder.
  var layer: String {
    String(path.split(separator: "/").dropFirst(2).first ?? "")
  }
}
