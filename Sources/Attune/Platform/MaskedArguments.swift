/// The arguments of a program without passwords, for records and messages.
///
/// Masked are the passwords of URLs, as in `postgresql://user:password@host`, and the values of options and
/// settings whose name ends with a word for a secret, as in `--password X`, `DB_PASSWORD=X` and
/// `?password=X`. Other secrets are not recognized.
enum MaskedArguments {
  /// The text in place of a secret.
  private static let mask = "***"

  private static let secretWords: Set<String> = [
    "password", "passwd", "passphrase", "pwd", "pass", "secret", "token", "apikey",
    "accesskey", "privatekey", "secretkey", "credentials",
  ]

  /// Returns the arguments with masked secrets.
  static func masking(_ arguments: [String]) -> [String] {
    var isSecret = false
    return arguments.map { argument in
      defer {
        let option = argument.drop { $0 == "-" }
        isSecret =
          argument.hasPrefix("--") && !argument.utf8.contains(UInt8(ascii: "="))
          && isSecretName(option)
      }
      return isSecret ? mask : masking(argument)
    }
  }

  /// Returns one argument, such as a URL, with masked secrets.
  static func masking(_ argument: String) -> String {
    maskingSettings(in: maskingURL(in: argument))
  }

  /// Masks the password of a URL: the text between the first colon and the last at sign after the scheme.
  ///
  /// A password that is not escaped may contain any character, so rather too much is masked.
  private static func maskingURL(in text: String) -> String {
    // By bytes: a password may start with a combining mark.
    let bytes = text.utf8
    guard let scheme = bytes.firstRange(of: "://".utf8),
      let at = bytes[scheme.upperBound...].lastIndex(of: UInt8(ascii: "@")),
      let colon = bytes[scheme.upperBound..<at].firstIndex(of: UInt8(ascii: ":"))
    else { return text }
    return String(Substring(bytes[...colon])) + mask + String(Substring(bytes[at...]))
  }

  /// Masks the values of settings with a secret name, such as `password=X`.
  private static func maskingSettings(in text: String) -> String {
    var result = ""
    var rest = text.utf8[...]
    while let sign = rest.firstIndex(of: UInt8(ascii: "=")) {
      let start = rest[..<sign].lastIndex { !isPartOfName($0) }
      let name = rest[(start.map { rest.index(after: $0) } ?? rest.startIndex)..<sign]
      let value = rest.index(after: sign)
      result += String(Substring(rest[..<value]))
      rest = rest[value...]
      guard isSecretName(Substring(name)), let first = rest.first else { continue }
      result += mask
      if "'\"".utf8.contains(first) {
        rest = rest.dropFirst().drop { $0 != first }.dropFirst()
      } else {
        rest = rest.drop { !" &;,".utf8.contains($0) }
      }
    }
    return result + String(Substring(rest))
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || "-_.".utf8.contains(byte)
      || Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
  }

  /// Whether the last word of a name, or its last two words, denote a secret.
  private static func isSecretName(_ name: Substring) -> Bool {
    let words = name.lowercased().split { "-_.".contains($0) }
    guard let last = words.last else { return false }
    return secretWords.contains(String(last)) || secretWords.contains(words.suffix(2).joined())
  }
}
