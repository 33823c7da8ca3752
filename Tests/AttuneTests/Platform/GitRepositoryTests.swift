import Foundation
import ProgramTesting
import Testing

@testable import Attune

@Suite struct GitRepositoryTests {
  private static let first = String(repeating: "1a", count: 20)
  private static let second = String(repeating: "2b", count: 32)

  /// Writes files into a folder, which is removed afterwards.
  private func with(_ files: [String: String], _ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      for (name, text) in files {
        let path = URL(fileURLWithPath: "\(folder)/\(name)")
        try FileManager.default.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: path)
      }
      try body(folder)
    }
  }

  @Test(arguments: [
    ["HEAD": first + "\n"],
    ["HEAD": "ref: refs/heads/main\n", "refs/heads/main": first + "\n"],
    // A packed reference, behind others that end alike; a peeled tag has its own line.
    [
      "HEAD": "ref: refs/heads/main\n",
      "packed-refs":
        "# pack-refs with: peeled fully-peeled sorted \n\(second) refs/heads/a/refs/heads/main\n"
        + "\(second) refs/tags/v1\n^\(second)\n\(first) refs/heads/main\n",
    ],
    // A file is newer than a packed reference.
    [
      "HEAD": "ref: refs/heads/main\n", "refs/heads/main": first,
      "packed-refs": "\(second) refs/heads/main\n",
    ],
    // A symbolic reference to another one.
    [
      "HEAD": "ref: refs/heads/a\n", "refs/heads/a": "ref: refs/heads/b\n", "refs/heads/b": first,
    ],
  ])
  func `the revision is read from the files of a repository`(files: [String: String]) throws {
    let repository = Dictionary(uniqueKeysWithValues: files.map { (".git/\($0)", $1) })
    try with(repository.merging(["a/b/file": ""]) { $1 }) { folder in
      for path in [folder, folder + "/a/b"] {
        #expect(GitRepository(containing: path)?.revision == Self.first)
      }
    }
  }

  @Test func `a linked working tree has its own revision and the branches of its repository`()
    throws
  {
    try with([
      "main/.git/HEAD": "ref: refs/heads/main\n", "main/.git/refs/heads/main": Self.second,
      "main/.git/worktrees/tree/HEAD": "ref: refs/heads/topic\n",
      "main/.git/worktrees/tree/commondir": "../..\n",
      "main/.git/refs/heads/topic": Self.first,
      "tree/.git": "gitdir: ../main/.git/worktrees/tree\n",
      "tree/sub/file": "",
    ]) { folder in
      #expect(GitRepository(containing: folder + "/main")?.revision == Self.second)
      #expect(GitRepository(containing: folder + "/tree/sub")?.revision == Self.first)
    }
  }

  @Test(arguments: [
    ["HEAD": "ref: refs/heads/main\n"],
    ["HEAD": "no revision\n"],
    ["HEAD": ""],
    ["HEAD": "ref: ../../secret\n"],
    ["HEAD": "ref: refs/../../secret\n"],
    ["HEAD": "ref: refs/heads/a\n", "refs/heads/a": "ref: refs/heads/a\n"],
    ["HEAD": "ref: refs/heads/main\n", "packed-refs": "\u{0}\n\n refs/heads/main\n"],
  ])
  func `a repository without a valid revision has none`(files: [String: String]) throws {
    let repository = Dictionary(uniqueKeysWithValues: files.map { (".git/\($0)", $1) })
    try with(repository.merging(["secret": Self.first]) { $1 }) { folder in
      #expect(GitRepository(containing: folder)?.revision == nil)
    }
  }

  @Test func `a pipe in place of a file does not block`() throws {
    try with([".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/other": ""]) { folder in
      #expect(mkfifo(folder + "/.git/refs/heads/main", 0o600) == 0)
      #expect(GitRepository(containing: folder)?.revision == nil)
    }
  }

  @Test func `a folder outside repositories has none`() throws {
    #expect(GitRepository(containing: "/") == nil)
    #expect(GitRepository(containing: "") == nil)
  }
}
