import Testing

@testable import Attune

@Suite struct TimestampTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000000+00:00"),
    (1, "1970-01-01T00:00:00.000001+00:00"),
    (-1, "1969-12-31T23:59:59.999999+00:00"),
    (951_782_400_000_000, "2000-02-29T00:00:00.000000+00:00"),
    (951_868_799_999_999, "2000-02-29T23:59:59.999999+00:00"),
    (951_868_800_000_000, "2000-03-01T00:00:00.000000+00:00"),
    (1_000_000_000_000_000, "2001-09-09T01:46:40.000000+00:00"),
    (2_147_483_648_000_000, "2038-01-19T03:14:08.000000+00:00"),
    (4_107_542_400_000_000, "2100-03-01T00:00:00.000000+00:00"),
    (-2_203_891_200_000_000, "1900-03-01T00:00:00.000000+00:00"),
    (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000+00:00"),
    (253_402_300_799_999_999, "9999-12-31T23:59:59.999999+00:00"),
  ])
  func `known moments are written and read`(microseconds: Int64, text: String) {
    let moment = Timestamp(microsecondsSince1970: microseconds)
    #expect(moment.description == text)
    #expect(Timestamp(iso8601: text) == moment)
  }

  @Test func `every moment survives a round trip`() {
    var random = RandomStream(seed: 1)
    let (first, last) = (-62_135_596_800_000_000, 253_402_300_799_999_999)
    for _ in 0..<2000 {
      let offset = random.index(below: last - first + 1)
      let moment = Timestamp(microsecondsSince1970: Int64(first + offset))
      #expect(Timestamp(iso8601: moment.description) == moment)
    }
  }

  @Test func `consecutive days of four centuries ascend`() throws {
    let day: Int64 = 86_400_000_000
    var last = ""
    for number in Int64(-60_000)..<90_000 {
      let moment = Timestamp(microsecondsSince1970: number * day)
      let text = moment.description
      try #require(text > last && Timestamp(iso8601: text) == moment)
      last = text
    }
  }

  @Test(arguments: [
    "2001-09-09T01:46:40Z", "2001-09-09T01:46:40+00:00", "2001-09-09T01:46:40-00:00",
    "2001-09-09 01:46:40+00:00", "2001-09-09T03:46:40+02:00", "2001-09-08T20:16:40-05:30",
    "2001-09-09T07:31:40.000000+05:45", "2001-09-09T07:40:08.000000+05:53:28",
    "2001-09-08T19:53:12-05:53:28", "2001-09-10T01:45:40+23:59", "2001-09-08T01:47:40-23:59",
    "2001-09-09T01:46:40.000000-00:00:00", "2001-09-09T01:46:40.0Z", "2001-09-09T01:46:40.0000009Z",
  ])
  func `offsets and fractions are parsed`(text: String) {
    #expect(Timestamp(iso8601: text)?.microsecondsSince1970 == 1_000_000_000_000_000)
  }

  @Test(arguments: [(".5", 500_000), (".25", 250_000), (".000001", 1), (".123456789", 123_456)])
  func `the digits of a fraction are scaled by position`(fraction: String, microseconds: Int64) {
    let moment = Timestamp(iso8601: "1970-01-01T00:00:00\(fraction)+00:00")
    #expect(moment?.microsecondsSince1970 == microseconds)
  }

  @Test func `seconds may be missing`() {
    #expect(
      Timestamp(iso8601: "1970-01-01T01:02+00:00")?.microsecondsSince1970 == 3_720_000_000)
  }

  @Test func `only the days of each month are valid`() {
    let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for year in [1900, 1999, 2000, 2001, 2004, 2100, 2400] {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for month in 1...12 {
        let count = days[month - 1] + (isLeap && month == 2 ? 1 : 0)
        for day in 0...32 {
          let text =
            "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)T00:00:00Z"
          #expect((Timestamp(iso8601: text) != nil) == (1...count).contains(day), "\(text)")
        }
      }
    }
  }

  @Test func `a time without an offset is local`() throws {
    let local = try #require(Timestamp(iso8601: "2001-09-09T01:46:40.250000"))
    let utc = try #require(Timestamp(iso8601: "2001-09-09T01:46:40.250000+00:00"))
    let offset = local.microsecondsSince1970 - utc.microsecondsSince1970
    // Every time zone is within a day of UTC, at a multiple of a minute.
    #expect(abs(offset) < 86_400_000_000 && offset % 60_000_000 == 0)
  }

  @Test(arguments: [
    "", "yesterday", "2001", "2001-09-09", "2001-09-09T", "2001-9-9T01:46:40Z",
    "2001-13-09T01:46:40Z", "2001-00-09T01:46:40Z", "2001-09-32T01:46:40Z",
    "2001-09-00T01:46:40Z", "2001-09-09T24:00:00Z", "2001-09-09T01:60:00Z",
    "2001-09-09T01:46:60Z", "2001-09-09T01:46:40.Z", "2001-09-09T01:46:40.-1Z",
    "2001-09-09T01:46:40+", "2001-09-09T01:46:40+0", "2001-09-09T01:46:40+02:0",
    "2001-09-09T01:46:40Z ", " 2001-09-09T01:46:40Z", "2001-09-09T01:46:40ZZ",
    "2001-09-09t01:46:40Z", "2001/09/09T01:46:40Z", "+001-09-09T01:46:40Z",
    "2001-09-09T01:46:40+99:99", "2001-09-09T01:46:40+24:00", "2001-09-09T01:46:40-01:60",
    "2001-09-09T01:46:40+05:53:60", "2001-09-09T01:46:40+05:53:2", "2001-09-09T01:46:40+05:53:",
    "2001-02-30T01:46:40Z", "2001-02-29T01:46:40Z", "1900-02-29T01:46:40Z", "2000-02-30T01:46:40",
    "2001-04-31T01:46:40Z", "2001-06-31T01:46:40Z", "2001-09-31T01:46:40Z", "2001-11-31T01:46:40Z",
    "0000-01-01T00:00:00Z", "-2001-09-09T01:46:40Z", "２００1-09-09T01:46:40Z",
  ])
  func `invalid times are rejected`(text: String) {
    #expect(Timestamp(iso8601: text) == nil)
  }

  @Test func `moments can be compared and subtracted`() {
    let early = Timestamp(microsecondsSince1970: -5)
    let late = Timestamp(microsecondsSince1970: 10)
    #expect(early < late)
    #expect(late.since(early) == .microseconds(15))
    #expect(early.since(late) == .microseconds(-15))
  }
}
