/// What makes a report answer the pointer and the keyboard; without it the page is still whole.
enum ReportScript {
  /// The script, in JavaScript as browsers of 2023 know it.
  ///
  /// It treats all that it reads in the page as text: nothing becomes markup or code.
  static let text = #"""
    "use strict";
    const find = (selector, within = document) => within.querySelector(selector);
    const all = (selector, within = document) => [...within.querySelectorAll(selector)];
    const make = (name, properties) => Object.assign(document.createElement(name), properties);
    const data = JSON.parse(find("#data").textContent);
    for (const element of all(".live")) element.hidden = false;
    for (const element of all(".still")) element.hidden = true;

    // Light and dark

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
        // Where there is no clipboard, or it is forbidden, the selected text is there to be copied.
        navigator.clipboard?.writeText(code.textContent).then(done, () => {});
      });
    }

    // The selection: numbers of trials, the same in all plots and in the table

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

    // What is selected in a plot is what the table shows.
    function selectInPlot(numbers) {
      select(numbers);
      table?.showOnly(selection.size > 0);
    }

    const clear = () => selectInPlot([]);
    find("#selection button").addEventListener("click", clear);
    document.addEventListener("keydown", event => {
      if (event.key === "Escape" && selection.size > 0) clear();
    });

    // Plots: pointing, clicking, drawing a rectangle

    const tip = find("#tip");

    // What a mark tells; taken from it, or else the browser would show it as well.
    function told(mark) {
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
      const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
      const isBelow = y + 16 + tip.offsetHeight < innerHeight;
      tip.style.left = `${Math.max(4, Math.min(x + 12, room))}px`;
      tip.style.top = `${isBelow ? y + 16 : y - tip.offsetHeight - 12}px`;
    }

    // Whether a mark touches a rectangle; of a line, whether any of its parts does.
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
      for (const [step, room] of [
        [a.x - b.x, a.x - area.left], [b.x - a.x, area.right - a.x],
        [a.y - b.y, a.y - area.top], [b.y - a.y, area.bottom - a.y],
      ]) {
        if (step === 0 && room < 0) return false;
        if (step < 0) from = Math.max(from, room / step);
        if (step > 0) to = Math.min(to, room / step);
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
        // A finger that moves scrolls the page.
        if (event.button !== 0 || event.pointerType === "touch") return;
        event.preventDefault();
        start = { x: event.clientX, y: event.clientY };
      });
      svg.addEventListener("pointermove", event => {
        showTip(brush ? "" : told(event.target), event.clientX, event.clientY);
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
        // The end of a rectangle is not a click.
        if (isDrawn) return;
        const number = event.target.dataset.trial;
        if (number === undefined) return clear();
        if (event.shiftKey) toggle(Number(number)); else select([Number(number)]);
        table?.showOnly(selection.size > 0);
      });
    }

    // Cells: numbers, those beyond JavaScript's as { number: text }, texts, Booleans and nothing

    function numberIn(value) {
      if (typeof value === "number") return value;
      return value !== null && typeof value === "object" ? Number(value.number) : null;
    }

    function short(number) {
      return Number.isInteger(number) && Math.abs(number) < 1e15
        ? String(number) : String(Number(number.toPrecision(4)));
    }

    function spent(seconds) {
      if (seconds < 60) return `${short(seconds)} s`;
      const pad = number => String(Math.floor(number)).padStart(2, "0");
      const minutes = pad(seconds / 60 % 60);
      const clock = `${seconds < 3600 ? Number(minutes) : minutes}:${pad(seconds % 60)}`;
      return seconds < 3600 ? clock : `${Math.floor(seconds / 3600)}:${clock}`;
    }

    function shown(value, kind) {
      if (value === null) return "";
      if (kind === "time") return new Date(value).toISOString().slice(0, 19).replace("T", " ");
      if (kind === "duration") return spent(value);
      if (typeof value === "number") return short(value);
      return typeof value === "object" ? value.number : String(value);
    }

    const texts = (row, kinds = data.columns) => row.map((value, i) => shown(value, kinds[i].kind));

    // Numbers come before texts, NaN behind them, and nothing last, whichever way is sorted.
    function compare(a, b, sign) {
      const [x, y] = [numberIn(a) ?? String(a), numberIn(b) ?? String(b)];
      const group = (value, key) =>
        value === null ? 3 : Number.isNaN(key) ? 2 : typeof key === "string" ? 1 : 0;
      return group(a, x) - group(b, y) || (x < y ? -sign : x > y ? sign : 0);
    }

    // What a row has to meet: words that it holds, comparisons of columns.
    function conditions(text) {
      return [...text.toLowerCase().matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => {
        const term = word.replaceAll('"', "");
        const [, name, sign, value] = term.match(/^(.+?)(<=|>=|<|>|=)(.*)$/) ?? [];
        const column = data.columns.findIndex(column => column.name.toLowerCase() === name);
        if (column < 0) return row => texts(row).some(text => text.toLowerCase().includes(term));
        const bound = value === "" ? NaN : Number(value);
        return row => {
          const cell = row[column];
          const number = numberIn(cell) ?? NaN;
          if (sign.startsWith("<") && number < bound || sign.startsWith(">") && number > bound) {
            return true;
          }
          const isEqual = () =>
            number === bound || shown(cell, data.columns[column].kind).toLowerCase() === value;
          return sign.endsWith("=") && isEqual();
        };
      });
    }

    // The table: the rows of the data, filtered, sorted and shown page by page

    class Table {
      static pageLength = 50;
      only = find("#only");
      headers = all("#trials thead th");
      best = new Set(data.best);
      page = 0;
      // The column that the rows are sorted by, up (1) or down (-1); if none, as the data has them.
      column = null;
      sign = 1;

      constructor() {
        for (const state of new Set(data.rows.map(row => row[1]))) {
          find("#state").append(make("option", { value: state, textContent: state }));
        }
        this.headers.forEach((header, column) => {
          const button = make("button", { type: "button" });
          button.append(...header.childNodes);
          button.addEventListener("click", () => this.sort(column));
          header.append(button);
        });
        for (const id of ["#filter", "#state", "#only"]) {
          find(id).addEventListener("input", () => this.show());
        }
        find("#back").addEventListener("click", () => this.draw(this.page - 1));
        find("#forth").addEventListener("click", () => this.draw(this.page + 1));
        this.show();
      }

      // Up, down, and as it was.
      sort(column) {
        if (this.column !== column) [this.column, this.sign] = [column, 1];
        else if (this.sign === 1) this.sign = -1;
        else this.column = null;
        for (const header of this.headers) header.removeAttribute("aria-sort");
        const order = this.sign === 1 ? "ascending" : "descending";
        this.headers[this.column]?.setAttribute("aria-sort", order);
        this.show();
      }

      showOnly(isOnly) {
        this.only.checked = isOnly;
        this.show();
      }

      show() {
        const tests = conditions(find("#filter").value);
        const state = find("#state").value;
        if (state) tests.push(row => row[1] === state);
        if (this.only.checked) tests.push(row => selection.has(row[0]));
        this.rows = data.rows.filter(row => tests.every(test => test(row)));
        if (this.column !== null) {
          this.rows.sort((a, b) => compare(a[this.column], b[this.column], this.sign));
        }
        this.draw(0);
      }

      draw(page) {
        this.page = page;
        const [start, count] = [page * Table.pageLength, this.rows.length];
        const end = Math.min(start + Table.pageLength, count);
        const rows = this.rows.slice(start, end).map(row => this.drawn(row));
        find("#trials tbody").replaceChildren(...rows);
        find("#place").textContent = count ? `${start + 1} to ${end} of ${count}` : "no trials";
        find("#back").disabled = start === 0;
        find("#forth").disabled = end === count;
      }

      drawn(values) {
        const row = make("tr", { className: this.best.has(values[0]) ? "best" : "" });
        texts(values).forEach((text, column) => {
          const [value, { kind }] = [values[column], data.columns[column]];
          const cell = row.insertCell();
          if (numberIn(value) === null) cell.dir = "auto";
          cell.className = kind === "state" ? text : numberIn(value) === null ? "" : "number";
          if (kind === "value" && text !== String(value)) cell.title = value?.number ?? value ?? "";
          if (column > 0) cell.textContent = text;
          else cell.append(this.picker(value));
        });
        return row;
      }

      picker(number) {
        const button = make("button", { type: "button", textContent: number, title: "select" });
        button.setAttribute("aria-pressed", selection.has(number));
        button.addEventListener("click", () => {
          toggle(number);
          button.setAttribute("aria-pressed", selection.has(number));
        });
        return button;
      }
    }

    const table = find("#trials") && new Table();
    """#
}
