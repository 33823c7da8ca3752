extension ReportScript {
  /// The table: its rows are read from the page's JSON, filtered, sorted and shown page by page.
  static let table = #"""
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
          const { name } = data.columns[column];
          const button = make("button", { type: "button", title: `sort by ${name}` });
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
          // What is rounded or does not fit is told in full.
          if (kind === "value" && value !== null && (text !== String(value) || text.length > 30)) {
            cell.title = typeof value === "number" ? value : text;
          }
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
