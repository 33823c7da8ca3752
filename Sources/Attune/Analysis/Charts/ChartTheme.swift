/// The colours of a chart.
///
/// Series use the colour-blind-safe palette of M. Okabe and K. Ito, "Color Universal Design", 2008;
/// shades use viridis (S. van der Walt and N. Smith, 2015).
///
/// A page that embeds a chart can override each colour on any enclosing element with CSS custom
/// properties: `--attune-background`, `--attune-ink` (text), `--attune-muted`, `--attune-axis`,
/// `--attune-grid`, `--attune-series-0` to `--attune-series-5` and `--attune-shade-0` (faint) to
/// `--attune-shade-9` (strong).
public struct ChartTheme: Sendable, Hashable {
  private enum Kind {
    case automatic
    case light
    case dark
  }

  private let kind: Kind

  /// Light or dark, following the system's setting (`prefers-color-scheme`).
  public static let automatic = ChartTheme(kind: .automatic)
  /// Dark on white.
  public static let light = ChartTheme(kind: .light)
  /// Light on nearly black.
  public static let dark = ChartTheme(kind: .dark)
}

extension ChartTheme {
  /// Returns the style sheet, restricted to the element with an identifier and its descendants.
  func styleSheet(for id: String) -> String {
    let plain = kind == .dark ? Self.darkColours : Self.lightColours
    var rules = "#\(id){\(Self.properties(plain))font-family:system-ui,sans-serif}"
    if kind == .automatic {
      rules += "@media(prefers-color-scheme:dark){#\(id){\(Self.properties(Self.darkColours))}}"
    }
    // Programs without support for custom properties use the first, literal colour.
    func colour(_ property: String, _ name: String) -> String {
      "\(property):\(plain.first { $0.name == name }?.value ?? "");\(property):var(--\(name))"
    }
    for (name, _) in plain where name != "background" && name != "axis" && name != "grid" {
      rules += "#\(id) .f-\(name){\(colour("fill", name))}"
      rules += "#\(id) .l-\(name){fill:none;\(colour("stroke", name))}"
    }
    rules += "#\(id) .back{\(colour("fill", "background"))}"
    rules += "#\(id) .axis{fill:none;\(colour("stroke", "axis"))}"
    rules += "#\(id) .grid{fill:none;\(colour("stroke", "grid"))}"
    rules += "#\(id) .rim{\(colour("stroke", "background"));stroke-width:.6}"
    rules += "#\(id) text{\(colour("fill", "ink"));unicode-bidi:isolate}"
    rules += "#\(id) .halo{\(colour("stroke", "background"));stroke-width:3;paint-order:stroke}"
    rules += "#\(id) .key:hover{stroke-width:4;opacity:1}"
    return rules
  }

  typealias Colours = [(name: String, value: String)]

  private static func properties(_ colours: Colours) -> String {
    colours.map { "--\($0.name):var(--attune-\($0.name),\($0.value));" }.joined()
  }

  static let lightColours: Colours =
    [
      ("background", "#ffffff"), ("ink", "#24292f"), ("muted", "#8c959f"), ("axis", "#6e7781"),
      ("grid", "#e4e7eb"),
    ]
    + numbered("series", ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"])
    + numbered("shade", Array(viridis.reversed().dropFirst(2)))

  static let darkColours: Colours =
    [
      ("background", "#16181d"), ("ink", "#dfe3e8"), ("muted", "#7d8590"), ("axis", "#8b949e"),
      ("grid", "#2d3139"),
    ]
    + numbered("series", ["#56b4e9", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#f0e442"])
    + numbered("shade", Array(viridis.dropFirst(2)))

  private static func numbered(_ name: String, _ values: [String]) -> Colours {
    values.enumerated().map { ("\(name)-\($0.offset)", $0.element) }
  }

  /// Viridis at twelve equally spaced points.
  private static let viridis = [
    "#440154", "#482173", "#433e85", "#38588c", "#2d708e", "#25858e", "#1e9b8a", "#2ab07f",
    "#52c569", "#86d549", "#c2df23", "#fde725",
  ]
}
