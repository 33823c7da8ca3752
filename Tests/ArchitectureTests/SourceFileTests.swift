import Testing

@Suite struct SourceFileTests {
  private static let lengthLimit = 500

  private let files: [SourceFile]

  init() throws {
    files = try SourceFile.all(under: "Sources")
  }

  @Test func `no file exceeds the length limit`() {
    for file in files {
      #expect(
        file.text.lines.count <= Self.lengthLimit + 1,
        "\(file.path) has more than \(Self.lengthLimit) lines; split it by topic")
    }
  }

  @Test func `a file is named for what it declares`() {
    for file in files where file.name != "main" {
      if file.name.contains("+") {
        let type = String(file.name.prefix { $0 != "+" })
        #expect(file.text.extendedTypes.contains(type), "\(file.path) does not extend \(type)")
      } else if !file.text.topLevelTypes.isEmpty {
        // A file that contains only extensions is named for what they add.
        #expect(
          file.text.topLevelTypes.contains(file.name),
          "\(file.path) declares no type \(file.name)")
      }
    }
  }

  @Test func `every public declaration is documented`() {
    for file in files {
      let lines = file.text.lines
      for index in lines.indices where isPublicDeclaration(index, lines) {
        #expect(
          isDocumented(index, lines),
          "\(file.path):\(index + 1): no documentation comment before \(lines[index])")
      }
    }
  }

  @Test(arguments: ["Attune", "AttuneDatabases", "AttuneEvaluation"])
  func `the documentation lists every public type`(module: String) throws {
    let page = try SourceFile.contents(of: "Sources/\(module)/\(module).docc/\(module).md")
    for file in files where file.path.hasPrefix("Sources/\(module)/") {
      let code = file.text.code.split(separator: "\n").filter { $0.hasPrefix("public ") }
      for name in SwiftText.topLevelTypes(in: code).sorted() {
        #expect(
          page.contains("- ``\(name)``"), "\(name) is missing among the topics of \(module).md")
      }
    }
  }

  private func isPublicDeclaration(_ index: Int, _ lines: [Substring]) -> Bool {
    let words = lines[index].split(separator: " ")
    if words.first == "public" { return words[1] != "import" }
    // The cases of a public enum and the requirements of a public protocol have no modifier.
    let members: Set<Substring> = ["case", "func", "var", "static", "init", "mutating"]
    guard lines[index].prefix(while: { $0 == " " }).count == 2, let first = words.first,
      members.contains(first.prefix { $0.isLetter })
    else { return false }
    let outer = lines[..<index].last { $0.first.map { $0 != " " && $0 != "/" } ?? false } ?? ""
    let isEnum = outer.contains("public enum ") || outer.contains("public indirect enum ")
    return isEnum && first == "case" || outer.contains("public protocol ")
  }

  private func isDocumented(_ index: Int, _ lines: [Substring]) -> Bool {
    var before = index - 1
    func text() -> Substring { lines[before].drop { $0 == " " } }
    // An attribute may extend over several lines, of which the last one is a parenthesis.
    if before >= 0, text() == ")" { while before > 0, !text().hasPrefix("@") { before -= 1 } }
    while before >= 0, text().hasPrefix("@") { before -= 1 }
    return before >= 0 && lines[before].drop { $0 == " " }.hasPrefix("///")
  }
}
