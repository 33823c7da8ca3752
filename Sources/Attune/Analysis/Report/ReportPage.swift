/// The page of a report, put together.
struct ReportPage {
  /// How many trials stand in the page itself; the script shows the others.
  private static let staticRowCount = 20

  let study: StudySnapshot
  let moment: Timestamp
  /// The best trials: one, or those that no other one dominates.
  let best: [TrialSnapshot]
  /// The Pareto front, which stands with the best trials; nothing where it is not shown.
  let front: HTML
  private let plots: [Plot]

  init(_ study: StudySnapshot, plots: [Plot], moment: Timestamp) {
    self.study = study
    self.moment = moment
    let frontPlot = study.directions.count > 1 ? plots.first { $0.kind == .paretoFront } : nil
    let front = frontPlot.flatMap { try? Self.figure($0, of: study, id: "plot-front") }
    self.front = front ?? ""
    // Where it cannot be drawn, the other plots say why.
    self.plots = front == nil ? plots : plots.filter { $0.kind != .paretoFront }
    best =
      study.directions.count == 1
      ? study.trials.bestTrial.map { [$0] } ?? [] : study.trials.bestTrials
  }

  var text: String {
    let table = ReportTable(study, best: best)
    // Styles need no hash: those of the plots are many, and nothing that they could load is allowed.
    let policy =
      "default-src 'none'; script-src 'sha256-\(SHA256.base64(of: ReportScript.text))'; "
      + "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    let page: HTML = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="Attune">
      <title>\(PlotText.shortened(study.name))</title>
      <style>\(HTML(trusted: ReportStyle.text))</style>
      </head>
      <body>
      <header>
      <h1><bdi>\(study.name)</bdi></h1>
      <button id="theme" class="live" type="button" hidden>Light or dark</button>
      </header>
      <main>
      \(summary)\(bestTrials)\(attributes)\(charts)\(trials(table))\(failures)</main>
      <footer>Made by Attune on \(ReportText.moment(moment)) UTC.</footer>
      <div id="tip" dir="auto" hidden></div>
      <div id="selection" role="status" hidden><span></span>
      <button type="button">Clear</button></div>
      <script type="application/json" id="data">\(table.json)</script>
      <script>\(HTML(trusted: ReportScript.text))</script>
      </body>
      </html>

      """
    return page.text
  }

  /// A plot with its heading; where outliers or decades shaped its axes, with linear ones of full
  /// range as well, and a box that shows them, which needs no script.
  private static func figure(
    _ plot: Plot, of study: StudySnapshot, id: String
  ) throws(AnalysisError) -> HTML {
    let chart = try study.chart(plot)
    let heading: HTML = """
      <figure><figcaption><h3>\(chart.title)</h3><p>\(chart.summary)</p></figcaption>
      """
    let svg = HTML(trusted: chart.svg(prefix: id, isTitled: false))
    guard chart.hasAdaptedScales else {
      return "\(heading)\n<div class=\"wide\">\(svg)</div></figure>\n"
    }
    let full = try study.chart(plot, axes: .full)
    let fullSVG = HTML(trusted: full.svg(prefix: id + "-full", isTitled: false))
    return """
      \(heading)
      <label class="range"><input type="checkbox"> All values to scale, linear axes</label>
      <div class="wide readable">\(svg)</div>
      <div class="wide full">\(fullSVG)</div></figure>

      """
  }

  private var charts: HTML {
    var figures: HTML = ""
    var omissions: HTML = ""
    for (index, plot) in plots.enumerated() {
      do {
        figures += try Self.figure(plot, of: study, id: "plot-\(index)")
      } catch {
        omissions += "<li>\(plot.title): <bdi>\(error.description)</bdi></li>\n"
      }
    }
    var section: HTML = "<section id=\"plots\"><h2>Plots</h2>\n"
    if !figures.text.isEmpty {
      section += """
        <p class="live" hidden>Point at a mark to see its trial. Click on marks, with Shift on several,
        or draw a rectangle, to select trials in all plots and in the table. Escape clears the
        selection.</p>
        <div class="figures">
        \(figures)</div>

        """
    }
    if !omissions.text.isEmpty {
      section += "<details><summary>Plots left out</summary><ul>\n\(omissions)</ul></details>\n"
    }
    return plots.isEmpty ? "" : "\(section)</section>\n"
  }

  private func trials(_ table: ReportTable) -> HTML {
    guard !study.trials.isEmpty else { return "" }
    var note: HTML = ""
    if study.trials.count > Self.staticRowCount {
      note += """
        <p class="still">The first \(Self.staticRowCount) of \(study.trials.count) trials, best first;
        with scripts allowed the page shows all.</p>

        """
    }
    if table.omittedCount > 0 {
      note += "<p>\(table.omittedCount) more parameters and attributes have no column.</p>\n"
    }
    return """
      <section id="trials"><h2>Trials</h2>
      \(note)<div class="live controls" hidden>
      <label>Filter <input id="filter" type="search" placeholder="relu &quot;width 1&quot;&lt;30"
      title="Words that a row is to hold, and comparisons of columns as in value&lt;0.1"></label>
      <label>State <select id="state"><option value="">all</option></select></label>
      <label><input id="only" type="checkbox"> selected only</label>
      <span><button id="back" type="button" aria-label="previous page">‹</button>
      <span id="place" role="status"></span>
      <button id="forth" type="button" aria-label="next page">›</button></span>
      </div>
      <div class="wide" role="region" aria-label="Trials" tabindex="0">
      \(table.markup(rowCount: Self.staticRowCount))
      </div></section>

      """
  }
}
