/// The script for the interactive parts of a report; the page is complete without it.
enum ReportScript {
  /// The script, in the JavaScript of browsers since 2023.
  ///
  /// It treats all data of the page as text, never as markup or code.
  static let text = plots + table

  /// The theme, snippets, the selection and the plots.
  private static let plots = #"""
    "use strict";
    const find = (selector, within = document) => within.querySelector(selector);
    const all = (selector, within = document) => [...within.querySelectorAll(selector)];
    const make = (name, properties) => Object.assign(document.createElement(name), properties);
    const data = JSON.parse(find("#data").textContent);
    for (const element of all(".live")) element.hidden = false;
    for (const element of all(".still")) element.hidden = true;

    // Theme

    find("#theme").addEventListener("click", () => {
      const { dataset } = document.documentElement;
      const isDark = dataset.theme
        ? dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      dataset.theme = isDark ? "light" : "dark";
    });

    // Snippets

    for (const button of all(".snippet button")) {
      button.addEventListener("click", () => {
        const code = find("code", button.parentElement);
        getSelection().selectAllChildren(code);
        const done = () => { button.textContent = "Copied"; };
        // Without access to the clipboard, the user can copy the selected text.
        navigator.clipboard?.writeText(code.textContent).then(done, () => {});
      });
    }

    // Selection: trial numbers, shared by all plots and the table

    const selection = new Set();
    const marks = new Map();
    for (const mark of all("figure [data-trial]")) {
      const number = Number(mark.dataset.trial);
      if (marks.has(number)) marks.get(number).push(mark); else marks.set(number, [mark]);
    }

    function select(numbers) {
      const wanted = new Set(numbers);
      for (const number of [...selection, ...wanted]) {
        for (const mark of marks.get(number) ?? []) {
          mark.classList.toggle("on", wanted.has(number));
        }
      }
      selection.clear();
      for (const number of wanted) selection.add(number);
      document.body.classList.toggle("selecting", selection.size > 0);
      find("#selection").hidden = selection.size === 0;
      find("#selection span").textContent =
        `${selection.size} trial${selection.size === 1 ? "" : "s"} selected`;
    }

    function toggle(number) {
      select(selection.has(number)
        ? [...selection].filter(other => other !== number) : [...selection, number]);
    }

    // A selection in a plot filters the table.
    function selectInPlot(numbers) {
      select(numbers);
      table?.showOnly(selection.size > 0);
    }

    const clear = () => selectInPlot([]);
    find("#selection button").addEventListener("click", clear);
    document.addEventListener("keydown", event => {
      if (event.key === "Escape" && selection.size > 0) clear();
    });

    // Plots: hovering, clicking, dragging a rectangle

    const tip = find("#tip");

    // Returns the tooltip of a mark. The title is removed, since the browser would show it too.
    function tipText(mark) {
      const title = mark.localName === "svg" ? null : find(":scope > title", mark);
      if (title) {
        mark.dataset.tip = title.textContent;
        title.remove();
      }
      return mark.dataset.tip;
    }

    function showTip(text, x, y) {
      tip.hidden = !text;
      if (!text) return;
      tip.textContent = text;
      const maxLeft = document.documentElement.clientWidth - tip.offsetWidth - 8;
      const isBelow = y + 16 + tip.offsetHeight < innerHeight;
      tip.style.left = `${Math.max(4, Math.min(x + 12, maxLeft))}px`;
      tip.style.top = `${isBelow ? y + 16 : y - tip.offsetHeight - 12}px`;
    }

    // Whether a mark, or any segment of a line, touches a rectangle.
    function touches(mark, area) {
      const box = mark.getBoundingClientRect();
      if (box.right < area.left || box.left > area.right) return false;
      if (box.bottom < area.top || box.top > area.bottom) return false;
      if (mark.localName !== "path") return true;
      const matrix = mark.getScreenCTM();
      const corners = mark.getAttribute("d").matchAll(/([ML])([-\d.]+) ([-\d.]+)/g);
      let last = null;
      for (const [, command, x, y] of corners) {
        const point = new DOMPoint(Number(x), Number(y)).matrixTransform(matrix);
        if (crosses(command === "L" ? last : point, point, area)) return true;
        last = point;
      }
      return false;
    }

    // Whether the line between two points crosses a rectangle (Liang and Barsky, 1984).
    function crosses(a, b, area) {
      let [from, to] = [0, 1];
      for (const [step, distance] of [
        [a.x - b.x, a.x - area.left], [b.x - a.x, area.right - a.x],
        [a.y - b.y, a.y - area.top], [b.y - a.y, area.bottom - a.y],
      ]) {
        if (step === 0 && distance < 0) return false;
        if (step < 0) from = Math.max(from, distance / step);
        if (step > 0) to = Math.min(to, distance / step);
      }
      return from <= to;
    }

    for (const svg of all("figure svg")) {
      let [start, brush, isDrawn] = [null, null, false];
      const areaTo = event => ({
        left: Math.min(start.x, event.clientX), right: Math.max(start.x, event.clientX),
        top: Math.min(start.y, event.clientY), bottom: Math.max(start.y, event.clientY),
      });
      const end = () => {
        brush?.remove();
        [start, brush] = [null, null];
      };
      svg.addEventListener("pointerdown", event => {
        isDrawn = false;
        // Touch gestures scroll the page.
        if (event.button !== 0 || event.pointerType === "touch") return;
        event.preventDefault();
        start = { x: event.clientX, y: event.clientY };
      });
      svg.addEventListener("pointermove", event => {
        showTip(brush ? "" : tipText(event.target), event.clientX, event.clientY);
        if (!start) return;
        const area = areaTo(event);
        const [width, height] = [area.right - area.left, area.bottom - area.top];
        if (!brush && width + height > 6) {
          svg.setPointerCapture(event.pointerId);
          brush = make("div", { id: "brush" });
          document.body.append(brush);
        }
        if (!brush) return;
        brush.style.left = `${area.left}px`;
        brush.style.top = `${area.top}px`;
        brush.style.width = `${width}px`;
        brush.style.height = `${height}px`;
      });
      svg.addEventListener("pointerup", event => {
        isDrawn = brush !== null;
        if (isDrawn) {
          const area = areaTo(event);
          const within = all("[data-trial]", svg).filter(mark => touches(mark, area))
            .map(mark => Number(mark.dataset.trial));
          selectInPlot(event.shiftKey ? [...selection, ...within] : within);
        }
        end();
      });
      svg.addEventListener("pointercancel", end);
      svg.addEventListener("pointerleave", () => showTip(""));
      svg.addEventListener("click", event => {
        // The end of a drag is not a click.
        if (isDrawn) return;
        const number = event.target.dataset.trial;
        if (number === undefined) return clear();
        if (event.shiftKey) toggle(Number(number)); else select([Number(number)]);
        table?.showOnly(selection.size > 0);
      });
    }


    """#
}
