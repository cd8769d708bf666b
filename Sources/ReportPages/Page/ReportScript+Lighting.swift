extension ReportScript {
  /// What is lit, and what is said of it.
  static let lighting = #"""
      function current() { return over || chosen; }
      // Of a node on one side: the nodes that it is matched with on the other.
      function parts(state) {
        if (!state || state.node == null) return [[], []];
        if (state.side === 0) return [[state.node], graph.m[state.node] >= 0 ? [graph.m[state.node]] : []];
        return [sourcesOf[state.node], [state.node]];
      }
      function draw() {
        const state = current(), lit = parts(state);
        for (const view of views) {
          const context = view.canvas.getContext("2d"), dpr = devicePixelRatio || 1;
          context.setTransform(1, 0, 0, 1, 0, 0);
          context.clearRect(0, 0, view.canvas.width, view.canvas.height);
          context.drawImage(view.base, 0, 0);
          view.canvas.dataset.lit = lit[view.side].map(node => names[view.side][node]).join(" ");
          if (!state) continue;
          context.setTransform(dpr, 0, 0, dpr, 0, 0);
          context.globalAlpha = 0.55; context.fillStyle = color("--card");
          context.fillRect(0, 0, view.width, view.height); context.globalAlpha = 1;
          if (state.disk != null && graph.disks) {
            const d = graph.disks[state.disk], s = unit(view) / 1000 * zoom;
            context.beginPath();
            context.arc(view.width / 2 + ((d[0] - 500) / 1000 + shift[0]) * unit(view) * zoom,
              view.height / 2 - ((d[1] - 500) / 1000 + shift[1]) * unit(view) * zoom, d[2 + view.side] * s + 2, 0, 7);
            context.lineWidth = 3.5; context.strokeStyle = color("--o4"); context.stroke();
            view.canvas.dataset.lit = "disk " + (state.disk + 1);
          }
          for (const node of lit[view.side]) {
            for (const wanted of [0, 1]) {
              const pairs = near[view.side][node].filter(([, k]) => k === wanted).flatMap(([other]) => [node, other]);
              edges(context, view, pairs, color(wanted ? "--o1" : "--text"), wanted ? [5, 3] : [], 1.6);
            }
            for (const [other] of near[view.side][node]) {
              const [color1, shape] = looks[paint.value][kind[other]];
              context.beginPath(); mark(context, shape, ...place(view, other), size(view.side, other) + 0.6);
              if (shape === "cross") { context.strokeStyle = color(color1); context.lineWidth = 2; context.stroke(); }
              else { context.fillStyle = color(color1); context.fill(); }
            }
          }
          for (const node of lit[view.side]) {
            const [x, y] = place(view, node), r = size(view.side, node) + 3, [color1, shape] = looks[paint.value][kind[node]];
            context.beginPath(); mark(context, shape, x, y, r);
            context.fillStyle = context.strokeStyle = color(color1);
            if (shape === "cross") { context.lineWidth = 3; context.stroke(); } else context.fill();
            context.beginPath(); context.arc(x, y, r + 4, 0, 7);
            context.lineWidth = 3; context.strokeStyle = color("--o4"); context.stroke();
            const text = names[view.side][node];
            context.font = "600 14px system-ui, sans-serif"; context.textBaseline = "middle";
            const half = context.measureText(text).width / 2 + 4;
            context.textAlign = "center";
            const tx = Math.min(Math.max(x, half), Math.max(view.width - half, half)), ty = y - r - 14 < 12 ? y + r + 15 : y - r - 14;
            context.lineWidth = 5; context.lineJoin = "round"; context.strokeStyle = color("--bg"); context.strokeText(text, tx, ty);
            context.fillStyle = color("--text"); context.fillText(text, tx, ty);
          }
        }
      }
      // The text beside the drawing: what is lit, in words.
      function describe(state) {
        if (!state) return "";
        if (state.disk != null && state.node == null) {
          const d = graph.disks[state.disk];
          const name = d[8] ? "Community " + (state.disk + 1) : "Smaller communities";
          const text = `${name}: ${thin(d[4])} source nodes, ${thin(d[5])} target nodes; ${thin(d[7])} of ${thin(d[6])} source edges within it are kept.`;
          return state.row == null ? text : sentence(state.row) + " It is not among the nodes drawn, but in the disk that is marked.";
        }
        const node = state.node;
        if (state.side === 0) {
          const row = rowOf.get(graph.s[node]);
          return row == null ? `${names[0][node]}: not in the table.` : sentence(row);
        }
        const sources = sourcesOf[node];
        if (!sources.length) return `${names[1][node]}, a target node with ${degree[1][node]} neighbors: no source node is matched with it.`;
        return sources.slice(0, 3).map(source => {
          const row = rowOf.get(graph.s[source]);
          return row == null ? names[0][source] : sentence(row);
        }).join(" ") + (sources.length > 3 ? ` And ${sources.length - 3} more.` : "");
      }
      function sentence(row) {
        if (rows.j[row] < 0) return `${rows.s[row]}: no match; ${rows.d[row]} neighbors.`;
        const truth = {1: " It is right.", 2: " It is wrong."}[rows.ok[row]] || "";
        const rival = rows.r[row] == null ? "" : ` Next best: ${rows.r[row]}, ${worth(rows.l[row])}.`;
        return `${rows.s[row]} → ${rows.t[row]}, ${facts.measure} ${worth(rows.c[row])}; `
          + `${rows.n[row]} of ${rows.d[row]} neighbors kept.${rival}${truth}`;
      }
      function set(state, isChosen) {
        if (isChosen) { chosen = state; over = null; } else over = state;
        const now = current();
        info.textContent = now ? describe(now) : "Point at a node, or use the arrow keys in a drawing, to see its match.";
        tell(now && now.side === 0 && now.node != null ? graph.s[now.node]
          : now && now.row != null ? rows.i[now.row] : null);
        draw();
      }
      const stateOf = source => {
        const node = nodeOf.get(source), row = rowOf.get(source);
        if (node != null) return {side: 0, node};
        if (!graph.disks) return null;
        return {side: 0, node: null, row, disk: Math.min(rows.k[row], graph.disks.length - 1)};
      };
      show = (source, isChosen, scrolls) => {
        set(source == null ? null : stateOf(source), isChosen);
        if (scrolls) byId("view0").scrollIntoView({block: "center", behavior: still.matches ? "auto" : "smooth"});
      };
    """#
}
