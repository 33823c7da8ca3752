/// The style sheet of a report, for light and dark themes, all window widths, and print.
enum ReportStyle {
  /// The style sheet, with the colours of charts and additional ones for the page.
  static let text = ":root{\(colours)}\n" + rules

  /// The custom properties of the charts' colours, for light and dark themes.
  private static let colours = zip(ChartTheme.lightColours, ChartTheme.darkColours)
    .map { "--attune-\($0.name):light-dark(\($0.value),\($1.value));" }.joined()

  private static let rules = """
    :root {
      color-scheme: light dark;
      --raised: light-dark(#f4f6f8, #1f232a);
      --faint: light-dark(#59636e, #9aa4af);
      --link: light-dark(#005a94, #6cc1f5);
      --good: light-dark(#d9f2e6, #123d2c);
      --bad: light-dark(#b3261e, #ff8a80);
      background: var(--attune-background);
      color: var(--attune-ink);
      font: 15px/1.5 system-ui, sans-serif;
    }
    :root[data-theme=light] { color-scheme: light; }
    :root[data-theme=dark] { color-scheme: dark; }
    body { margin: 0 auto; max-width: 1620px; padding: 0 20px 60px; }
    header { display: flex; align-items: start; gap: 20px; margin: 20px 0; }
    h1 {
      flex: 1; margin: 0; max-height: 7.5em; overflow: auto;
      font-size: 26px; line-height: 1.25; overflow-wrap: anywhere;
    }
    h2 { margin: 36px 0 12px; font-size: 19px; }
    h3 { margin: 0; font-size: 16px; }
    p { margin: 0 0 10px; max-width: 80ch; }
    figcaption p, footer, .controls, p.live, p.still, dt { color: var(--faint); }
    button, input, select {
      font: inherit; color: inherit; background: var(--raised);
      border: 1px solid var(--attune-grid); border-radius: 5px; padding: 2px 8px;
    }
    button { cursor: pointer; white-space: nowrap; }
    button:disabled { opacity: .4; cursor: default; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
    [hidden] { display: none !important; }

    dl { display: grid; gap: 10px; margin: 0;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr)); }
    dl > div { background: var(--raised); border-radius: 6px; padding: 8px 12px; min-width: 0; }
    dt { font-size: 13px; }
    dd { margin: 0; max-height: 9em; overflow: auto; overflow-wrap: anywhere; }
    .snippet { position: relative; max-width: 800px; }
    .snippet button { position: absolute; top: 8px; right: 8px; }
    pre {
      margin: 0; max-height: 500px; overflow: auto; padding: 12px; border-radius: 6px;
      background: var(--raised); font: 13px/1.5 ui-monospace, monospace;
    }
    details { margin: 6px 0; }
    summary { cursor: pointer; overflow-wrap: anywhere; }
    li { max-width: 100ch; overflow-wrap: anywhere; }

    .wide { overflow-x: auto; }
    .figures { display: grid; gap: 28px 24px;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 580px), 1fr)); }
    figure { margin: 0; min-width: 0; }
    .range { display: inline-block; color: var(--faint); font-size: 13px; cursor: pointer; }
    figure .full, figure:has(.range input:checked) .readable { display: none; }
    figure:has(.range input:checked) .full { display: block; }
    figure svg { display: block; user-select: none; cursor: crosshair; }
    figure [data-trial] { cursor: pointer; }
    .selecting figure [data-trial]:not(.on) { opacity: .1; }
    .selecting figure [data-trial].on { opacity: 1; }

    table { border-collapse: collapse; font-size: 14px; }
    th, td {
      padding: 3px 10px; border-bottom: 1px solid var(--attune-grid); text-align: start;
      max-width: 260px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
    }
    thead th { background: var(--raised); }
    th button { border: 0; background: none; padding: 0; font-weight: 600; max-width: 240px;
      overflow: hidden; text-overflow: ellipsis; }
    th[aria-sort=ascending] button::after { content: " ▲"; }
    th[aria-sort=descending] button::after { content: " ▼"; }
    .number { text-align: end; font-variant-numeric: tabular-nums; }
    .failed { color: var(--bad); }
    tr.best { background: var(--good); }
    [aria-pressed=true] { border-color: var(--link); background: var(--link);
      color: var(--attune-background); }
    .texts td, .texts th { max-width: 100ch; white-space: pre-wrap; overflow-wrap: anywhere;
      vertical-align: top; font-weight: normal; }
    .texts div { max-height: 12em; overflow: auto; }
    .controls { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 20px;
      margin-bottom: 10px; }
    #filter { width: 22ch; }
    footer { margin-top: 36px; }

    #tip {
      position: fixed; z-index: 2; max-width: min(420px, 90vw); max-height: 40vh;
      overflow: hidden; padding: 5px 9px; border-radius: 5px; pointer-events: none;
      background: var(--attune-ink); color: var(--attune-background);
      font-size: 13px; overflow-wrap: anywhere;
    }
    #brush { position: fixed; z-index: 1; pointer-events: none;
      border: 1px dashed var(--link); background: color-mix(in srgb, var(--link) 12%, transparent); }
    #selection {
      position: fixed; bottom: 14px; left: 50%; transform: translateX(-50%); z-index: 1;
      padding: 6px 14px; border-radius: 8px; white-space: nowrap;
      background: var(--raised); border: 1px solid var(--attune-axis);
    }

    @media (max-width: 640px) {
      body { padding: 0 12px 60px; }
      h1 { font-size: 21px; }
      .wide > svg { width: 640px; max-width: none !important; }
    }
    @media print {
      :root, :root[data-theme] { color-scheme: light; font-size: 11px; }
      body { max-width: none; padding: 0; }
      .figures { display: block; }
      figure, dl > div, .snippet, tr { break-inside: avoid; }
      figure { margin-bottom: 20px; }
      h2, h3 { break-after: avoid; }
      h1, dd, pre, .texts div { max-height: none; overflow: visible; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; }
      .wide { overflow: visible; }
      th, td { white-space: normal; overflow-wrap: anywhere; padding: 2px 5px; font-size: 10px; }
      button.live, .controls, p.live, #selection, #tip { display: none; }
    }
    """
}
