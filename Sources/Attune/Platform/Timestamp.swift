#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// A moment in time with a precision of microseconds, as recorded in journals.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Microseconds since 1970-01-01T00:00:00 UTC, excluding leap seconds.
  public var microsecondsSince1970: Int64

  /// Creates the moment at the given number of microseconds since 1970-01-01T00:00:00 UTC.
  public init(microsecondsSince1970: Int64) {
    self.microsecondsSince1970 = microsecondsSince1970
  }

  /// Returns the current time of the system's clock.
  public static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(
      microsecondsSince1970: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  /// Returns the start time of the current boot, by the system's clock; nil if it is unknown.
  static func ofBoot() -> Timestamp? {
    #if canImport(Darwin)
      return nil
    #else
      var uptime = timespec()
      // This clock includes sleep, as the system's clock does.
      guard clock_gettime(CLOCK_BOOTTIME, &uptime) == 0 else { return nil }
      let microseconds = Int64(uptime.tv_sec) * 1_000_000 + Int64(uptime.tv_nsec) / 1000
      return Timestamp(microsecondsSince1970: now().microsecondsSince1970 - microseconds)
    #endif
  }

  /// Whether the first moment is before the second.
  public static func < (a: Timestamp, b: Timestamp) -> Bool {
    a.microsecondsSince1970 < b.microsecondsSince1970
  }

  /// Returns the duration from another moment to this one.
  public func since(_ other: Timestamp) -> Duration {
    .microseconds(Int128(microsecondsSince1970) - Int128(other.microsecondsSince1970))
  }
}

extension Timestamp: CustomStringConvertible {
  /// The moment in UTC, such as `2026-01-31T23:59:59.000000+00:00`.
  public var description: String {
    let (seconds, micros) = microsecondsSince1970.quotientAndRemainder(flooringBy: 1_000_000)
    let (days, second) = seconds.quotientAndRemainder(flooringBy: 86_400)
    let date = CivilDate(daysSince1970: days)
    func pad(_ value: Int64, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(pad(date.year, 4))-\(pad(date.month, 2))-\(pad(date.day, 2))"
      + "T\(pad(second / 3600, 2)):\(pad(second / 60 % 60, 2)):\(pad(second % 60, 2))"
      + ".\(pad(micros, 6))+00:00"
  }
}

extension Timestamp {
  /// Parses the format of Python's `datetime.isoformat`: a date, a time, and optionally a fraction
  /// and an offset.
  ///
  /// A time without an offset is local time, as in old journals. Nil if the text is invalid.
  package init?(iso8601 text: String) {
    var text = text
    guard let time = text.withUTF8({ Timestamp(iso8601: UnsafeRawBufferPointer($0)) }) else {
      return nil
    }
    self = time
  }

  /// Parses such a text in UTF-8.
  init?(iso8601 text: UnsafeRawBufferPointer) {
    var reader = DigitReader(bytes: text)
    guard let year = reader.number(digits: 4), reader.take("-"),
      let month = reader.number(digits: 2), reader.take("-"),
      let day = reader.number(digits: 2), reader.take("T") || reader.take(" "),
      let hour = reader.number(digits: 2), reader.take(":"),
      let minute = reader.number(digits: 2),
      let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60
    else { return nil }
    var second: Int64 = 0
    var micros: Int64 = 0
    if reader.take(":") {
      guard let value = reader.number(digits: 2), value < 60 else { return nil }
      second = value
      if reader.take(".") {
        guard let value = reader.fraction(digits: 6) else { return nil }
        micros = value
      }
    }
    var seconds = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second
    if reader.isAtEnd {
      var local = tm()
      local.tm_year = Int32(year - 1900)
      local.tm_mon = Int32(month - 1)
      local.tm_mday = Int32(day)
      local.tm_hour = Int32(hour)
      local.tm_min = Int32(minute)
      local.tm_sec = Int32(second)
      local.tm_isdst = -1
      seconds = Int64(mktime(&local))
    } else if !reader.take("Z") {
      let isEast = reader.take("+")
      guard isEast || reader.take("-"), let hours = reader.number(digits: 2), reader.take(":"),
        let minutes = reader.number(digits: 2), hours < 24, minutes < 60
      else { return nil }
      var offset = hours * 3600 + minutes * 60
      // The local times before time zones have offsets with seconds.
      if reader.take(":") {
        guard let value = reader.number(digits: 2), value < 60 else { return nil }
        offset += value
      }
      seconds -= isEast ? offset : -offset
    }
    guard reader.isAtEnd else { return nil }
    // An offset may lead beyond the years 1 to 9999, which the format can represent.
    seconds = min(max(seconds, -62_135_596_800), 253_402_300_799)
    self.init(microsecondsSince1970: seconds * 1_000_000 + micros)
  }
}

/// A day of the Gregorian calendar.
private struct CivilDate: Equatable {
  var year: Int64
  var month: Int64
  var day: Int64

  /// Creates a day; nil if the calendar does not contain it or it is before the year 1.
  init?(year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
    guard year >= 1, (1...12).contains(month), (1...31).contains(day),
      self == CivilDate(daysSince1970: daysSince1970)
    else { return nil }
  }

  // `civil_from_days` of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras of 400
  // years that start in March, so that the leap day is the last day of a year.
  init(daysSince1970 days: Int64) {
    let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(flooringBy: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  // `days_from_civil` of the same article.
  var daysSince1970: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = shiftedYear.quotientAndRemainder(flooringBy: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// A reader of fixed-width numbers and single characters.
private struct DigitReader {
  let bytes: UnsafeRawBufferPointer
  var position = 0

  init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func number(digits: Int) -> Int64? {
    guard position + digits <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[position..<position + digits] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    position += digits
    return value
  }

  /// Reads one or more digits after the decimal point, as an integer in units of 10^−digits;
  /// further digits are dropped.
  mutating func fraction(digits: Int) -> Int64? {
    var value: Int64 = 0
    var taken = 0
    while let digit = number(digits: 1) {
      if taken < digits { value = value * 10 + digit }
      taken += 1
    }
    guard taken > 0 else { return nil }
    while taken < digits {
      value *= 10
      taken += 1
    }
    return value
  }
}

extension Int64 {
  fileprivate func quotientAndRemainder(flooringBy divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
