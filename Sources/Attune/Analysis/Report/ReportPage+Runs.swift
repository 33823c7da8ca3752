extension ReportPage {
  /// The maximum number of runs that are listed.
  private static let runLimit = 20

  /// The section of the last runs, the latest first.
  var runs: HTML {
    let all = study.runs
    guard !all.isEmpty else { return "" }
    var rows: HTML = ""
    for run in all.suffix(Self.runLimit).reversed() {
      let start = run.startTime.map { ReportText.moment($0) } ?? ""
      rows += """
        <tr><td class="number">\(run.number)</td><td>\(start)</td>\
        <td><div dir="auto">\(run.commandLine)</div></td><td>\(run.version ?? "")</td>\
        <td><bdi>\(run.host ?? "")</bdi></td><td>\(run.revision ?? "")</td></tr>

        """
    }
    let omitted = (all.last?.number ?? 0) + 1 - min(all.count, Self.runLimit)
    var more: HTML = ""
    if omitted > 0 {
      more = "<p>\(ReportText.counted(omitted, "earlier run")) not listed.</p>\n"
    }
    return """
      <section id="runs"><h2>Runs</h2>
      <div class="wide"><table class="texts"><thead><tr><th scope="col">run</th>\
      <th scope="col">start (UTC)</th><th scope="col">command</th>\
      <th scope="col">Attune</th><th scope="col">host</th>\
      <th scope="col">revision</th></tr></thead><tbody>
      \(rows)</tbody></table></div>
      \(more)</section>

      """
  }
}
