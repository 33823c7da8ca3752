extension Duration {
  /// The duration in minutes and seconds, or hours, minutes and seconds, such as `1:01:01`.
  var clockText: String {
    let seconds = Int(components.seconds)
    let minutes = pad(seconds / 60 % 60, isFirst: seconds < 3600) + ":" + pad(seconds % 60)
    return seconds < 3600 ? minutes : "\(seconds / 3600):\(minutes)"
  }
}

private func pad(_ value: Int, isFirst: Bool = false) -> String {
  value < 10 && !isFirst ? "0\(value)" : "\(value)"
}
