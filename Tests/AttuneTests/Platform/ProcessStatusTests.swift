#if !canImport(Darwin)
  import Testing

  @testable import Attune

  @Suite struct ProcessStatusTests {
    /// The fields after the name, up to the start time.
    private static func fields(state: String) -> String {
      " \(state) 17 23 5 0 -1 4194560 1 0 0 0 2 3 0 0 20 0 1 0 4711 8192"
    }

    @Test(arguments: ["sh", "a b", "x) Z 1 1 (y", ")", "\u{600}", ""])
    func `the fields are counted from the end of the name`(name: String) throws {
      let status = try #require(ProcessStatus(line: "42 (\(name))\(Self.fields(state: "S"))\n"))
      #expect(status.parent == 17 && status.group == 23 && status.start == 4711)
      #expect(!status.isZombie)
    }

    @Test(arguments: ["Z", "X"])
    func `an ended process is a zombie`(state: String) throws {
      #expect(try #require(ProcessStatus(line: "42 (sh)\(Self.fields(state: state))")).isZombie)
    }

    @Test(arguments: [
      "", "42 (sh", "42 (sh) S 17 23", "42 (sh)" + String(repeating: " x", count: 30),
    ])
    func `an invalid line has no status`(line: String) {
      #expect(ProcessStatus(line: line) == nil)
    }
  }
#endif
