import Foundation
import ProgramTesting

@testable import attune_cli

/// The running command, for tests that read its output and interrupt it.
///
/// Does not use Foundation's `Process`: on Linux it considers a program running as long as another
/// program runs that another thread started at the same time.
struct StartedProgram {
  private let number: pid_t
  private let output: attune_cli.FileHandle

  init(
    _ arguments: [String], environment: [String: String] = [:], in folder: String
  ) throws {
    let pipe = try attune_cli.FileHandle.pipe()
    let null = try attune_cli.FileHandle(creating: "/dev/null")
    let program = try BuiltProgram("attune").executable.path
    number = try Spawning.start(
      ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder, program] + arguments,
      environment: ProcessEnvironment.current.setting(environment), ownGroup: true,
      files: [STDOUT_FILENO: pipe.writing, STDERR_FILENO: null])
    output = pipe.reading
  }

  /// Waits for the next line of the output.
  func line() throws -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(output.descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  func signal(_ signal: Int32) {
    kill(number, signal)
  }

  /// Waits for the end of the command.
  func end() -> ProcessEnd {
    var status: Int32 = 0
    while waitpid(number, &status, 0) < 0, errno == EINTR {}
    return ProcessEnd(status: status)
  }
}
