import Foundation

/// Runs a measurement of speed in a separate process, whose memory no other measurement has used.
enum SpeedProcess {
  /// Returns the result of a measurement.
  static func measure(_ speedCase: SpeedCase) throws -> SpeedResult {
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = ["speed", "--json"] + speedCase.arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CommandError("the measurement \(speedCase.arguments) failed")
    }
    return try SpeedResult(String(decoding: bytes, as: UTF8.self))
  }
}
