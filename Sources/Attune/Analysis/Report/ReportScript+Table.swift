extension ReportScript {
  /// The script of the table, which filters, sorts and pages the rows of the page's JSON data.
  static let table = #"""
    // Cells: numbers, { number: text } for those JavaScript cannot represent, texts, Booleans, null

    function toNumber(value) {
      if (typeof value === "number") return value;
      return value !== null && typeof value === "object" ? Number(value.number) : null;
    }

    function formatNumber(number) {
      return Number.isInteger(number) && Math.abs(number) < 1e15
        ? String(number) : String(Number(number.toPrecision(4)));
    }

    function formatDuration(seconds) {
      if (seconds < 60) return `${formatNumber(seconds)} s`;
      const pad = number => String(Math.floor(number)).padStart(2, "0");
      const minutes = pad(seconds / 60 % 60);
      const clock = `${seconds < 3600 ? Number(minutes) : minutes}:${pad(seconds % 60)}`;
      return seconds < 3600 ? clock : `${Math.floor(seconds / 3600)}:${clock}`;
    }

    function format(value, kind) {
      if (value === null) return "";
      if (kind === "time") return new Date(value).toISOString().slice(0, 19).replace("T", " ");
      if (kind === "duration") return formatDuration(value);
      if (typeof value === "number") return formatNumber(value);
      return typeof value === "object" ? value.number : String(value);
    }

    const texts = row => row.map((value, i) => format(value, data.columns[i].kind));

    // Numbers come first, then texts, NaN and null, in both sort orders.
    function compare(a, b, sign) {
      const [x, y] = [toNumber(a) ?? String(a), toNumber(b) ?? String(b)];
      const group = (value, key) =>
        value === null ? 3 : Number.isNaN(key) ? 2 : typeof key === "string" ? 1 : 0;
      return group(a, x) - group(b, y) || (x < y ? -sign : x > y ? sign : 0);
    }

    // Parses the filter: words that a row must contain, and comparisons with columns.
    function parseFilter(text) {
      return [...text.toLowerCase().matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => {
        const term = word.replaceAll('"', "");
        const [, name, sign, value] = term.match(/^(.+?)(<=|>=|<|>|=)(.*)$/) ?? [];
        const column = data.columns.findIndex(column => column.name.toLowerCase() === name);
        if (column < 0) return row => texts(row).some(text => text.toLowerCase().includes(term));
        const bound = value === "" ? NaN : Number(value);
        return row => {
          const cell = row[column];
          const number = toNumber(cell) ?? NaN;
          if (sign.startsWith("<") && number < bound || sign.startsWith(">") && number > bound) {
            return true;
          }
          const isEqual = () =>
            number === bound || format(cell, data.columns[column].kind).toLowerCase() === value;
          return sign.endsWith("=") && isEqual();
        };
      });
    }

    // Table

    class Table {
      static pageLength = 50;
      only = find("#only");
      headers = all("#trials thead th");
      best = new Set(data.best);
      page = 0;
      // The sort column, ascending (1) or descending (-1); null for the order of the data.
      column = null;
      sign = 1;

      constructor() {
        for (const state of new Set(data.rows.map(row => row[1]))) {
          find("#state").append(make("option", { value: state, textContent: state }));
        }
        this.headers.forEach((header, column) => {
          const { name } = data.columns[column];
          const button = make("button", { type: "button", title: `Sort by ${name}` });
          button.append(...header.childNodes);
          button.addEventListener("click", () => this.sort(column));
          header.append(button);
        });
        for (const id of ["#filter", "#state", "#only"]) {
          find(id).addEventListener("input", () => this.show());
        }
        find("#previous").addEventListener("click", () => this.draw(this.page - 1));
        find("#next").addEventListener("click", () => this.draw(this.page + 1));
        this.show();
      }

      // Ascending, descending, then the original order.
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
        const tests = parseFilter(find("#filter").value);
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
        const rows = this.rows.slice(start, end).map(row => this.makeRow(row));
        find("#trials tbody").replaceChildren(...rows);
        find("#position").textContent = count ? `${start + 1} to ${end} of ${count}` : "no trials";
        find("#previous").disabled = start === 0;
        find("#next").disabled = end === count;
      }

      makeRow(values) {
        const row = make("tr", { className: this.best.has(values[0]) ? "best" : "" });
        texts(values).forEach((text, column) => {
          const [value, { kind }] = [values[column], data.columns[column]];
          const cell = row.insertCell();
          if (toNumber(value) === null) cell.dir = "auto";
          cell.className = kind === "state" ? text : toNumber(value) === null ? "" : "number";
          // Rounded and long values have the full value as tooltip.
          if (kind === "value" && value !== null && (text !== String(value) || text.length > 30)) {
            cell.title = typeof value === "number" ? value : text;
          }
          if (column > 0) cell.textContent = text;
          else cell.append(this.makeSelectButton(value));
        });
        return row;
      }

      makeSelectButton(number) {
        const button = make("button", { type: "button", textContent: number, title: "Select" });
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
