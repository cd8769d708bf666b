extension ReportScript {
  /// The table of matches: a page at a time, sorted and filtered.
  static let table = #"""
    (() => {
      const size = 25, table = byId("table"), body = table.tBodies[0], shown = byId("shown");
      const find = byId("find"), state = byId("state"), below = byId("below");
      const number = (a, b) => a - b, text = new Intl.Collator("en", {numeric: true}).compare;
      const measure = facts.measure[0].toUpperCase() + facts.measure.slice(1);
      const columns = [
        {name: "Source", value: r => rows.s[r], compare: text},
        {name: "Target", value: r => rows.t[r] ?? "", text: r => rows.j[r] < 0 ? "– none –" : rows.t[r], compare: text},
        {name: measure, value: r => rows.j[r] < 0 ? -1e18 : rows.c[r], text: r => rows.j[r] < 0 ? "–" : worth(rows.c[r]),
          compare: number},
        {name: "Next best", value: r => rows.r[r] ?? "", text: r => rows.r[r] ?? "–", compare: text},
        {name: "Lead", value: r => rows.j[r] < 0 ? -1e18 : rows.c[r] - rows.l[r],
          text: r => rows.j[r] < 0 ? "–" : worth(rows.c[r] - rows.l[r]), compare: number},
        {name: "Neighbors kept", value: r => rows.d[r] ? rows.n[r] / rows.d[r] : -1, text: r => `${rows.n[r]} of ${rows.d[r]}`,
          compare: number},
        {name: "Community", value: r => rows.k[r], text: r => String(rows.k[r] + 1), compare: number}
      ];
      if (facts.truth) {
        columns.push({name: "Truth", value: r => rows.ok[r], text: r => ["not known", "✓ right", "✗ wrong", "✗ missed"][rows.ok[r]],
          compare: number});
      }
      let order = rows.i.map((_, r) => r), list = order, page = 0, sort = {column: null, down: false}, lit = null;

      const head = document.createElement("tr");
      columns.forEach((column, c) => {
        const cell = document.createElement("th"), button = document.createElement("button");
        cell.scope = "col"; cell.setAttribute("aria-sort", "none");
        button.type = "button"; button.textContent = column.name + " ↕";
        button.addEventListener("click", () => {
          sort = {column: c, down: sort.column === c && !sort.down};
          order = rows.i.map((_, r) => r).sort((a, b) =>
            (sort.down ? -1 : 1) * column.compare(column.value(a), column.value(b)) || a - b);
          [...head.cells].forEach((other, o) => {
            other.setAttribute("aria-sort", o !== c ? "none" : sort.down ? "descending" : "ascending");
            other.firstChild.textContent = columns[o].name + (o !== c ? " ↕" : sort.down ? " ↓" : " ↑");
          });
          refresh();
        });
        cell.append(button); head.append(cell);
      });
      table.tHead.append(head);

      function wanted(r) {
        const words = find.value.trim().toLowerCase(), bound = below.value === "" ? null : Number(below.value);
        if (words && !rows.s[r].toLowerCase().includes(words) && !(rows.t[r] ?? "").toLowerCase().includes(words)) return false;
        if (bound != null && !(rows.j[r] >= 0 && rows.c[r] < bound * (facts.probabilities ? 10 : 1000))) return false;
        switch (state.value) {
          case "matched": return rows.j[r] >= 0;
          case "none": return rows.j[r] < 0;
          case "right": return rows.ok[r] === 1;
          case "wrong": return rows.ok[r] > 1;
          default: return true;
        }
      }
      function refresh() { list = order.filter(wanted); page = 0; render(); }
      function render() {
        const start = page * size, end = Math.min(list.length, start + size);
        body.replaceChildren(...list.slice(start, end).map(r => {
          const line = document.createElement("tr");
          line.dataset.node = rows.i[r];
          columns.forEach((column, c) => {
            const cell = document.createElement(c ? "td" : "th"), name = document.createElement("bdi");
            name.textContent = column.text ? column.text(r) : column.value(r);
            if (c === 0) {
              cell.scope = "row"; cell.className = "name";
              const button = document.createElement("button");
              button.type = "button"; button.title = "Show it in the drawing";
              if (!name.textContent) name.textContent = "(empty name)";
              button.append(name); cell.append(button);
              button.addEventListener("click", () => show(rows.i[r], true, true));
              button.addEventListener("focus", () => show(rows.i[r], false));
              button.addEventListener("blur", () => show(null, false));
            } else {
              if (column.compare === number) cell.className = "num";
              if (name.textContent.length > 30) cell.title = name.textContent;
              cell.append(name);
            }
            line.append(cell);
          });
          line.addEventListener("mouseenter", () => show(rows.i[r], false));
          line.addEventListener("mouseleave", () => show(null, false));
          return line;
        }));
        shown.textContent = list.length
          ? `Rows ${thin(start + 1)} to ${thin(end)} of ${thin(list.length)}${list.length < rows.i.length ? ", filtered from " + thin(rows.i.length) : ""}.`
          : "No row is like that.";
        byId("previous").disabled = page === 0;
        byId("next").disabled = end >= list.length;
        tell(lit);
      }
      tell = node => {
        lit = node;
        for (const line of body.rows) line.classList.toggle("on", node != null && Number(line.dataset.node) === node);
      };
      find.addEventListener("input", refresh);
      state.addEventListener("change", refresh);
      below.addEventListener("input", refresh);
      byId("clear").addEventListener("click", () => { find.value = below.value = ""; state.value = "all"; refresh(); });
      byId("previous").addEventListener("click", () => { page--; render(); });
      byId("next").addEventListener("click", () => { page++; render(); });
      render();

      const copy = byId("copy"), command = byId("line");
      if (copy) copy.addEventListener("click", async () => {
        getSelection().selectAllChildren(command);
        try { await navigator.clipboard.writeText(command.textContent); copy.textContent = "Copied"; }
        catch { copy.textContent = document.execCommand("copy") ? "Copied" : "Selected: copy it with Ctrl-C"; }
      });
    })();
    """#
}
