extension ReportScript {
  /// Both graphs on two canvases: what lies below what is lit.
  static let painting = #"""
    (() => {
      const count = graph.x.length, info = byId("info"), paint = byId("paint"), key = byId("key");
      const still = matchMedia("(prefers-reduced-motion: reduce)");
      const views = [0, 1].map(side => ({side, canvas: byId("view" + side), base: document.createElement("canvas")}));
      const has = [graph.s, graph.t], names = [graph.sn, graph.tn], degree = [graph.d1, graph.d2];
      const lists = [[graph.lk, graph.ll], [graph.rk, graph.rx]];
      const near = lists.map(pair => {
        const near = [...Array(count)].map(() => []);
        pair.forEach((list, kind) => {
          for (let e = 0; e < list.length; e += 2) {
            near[list[e]].push([list[e + 1], kind]);
            near[list[e + 1]].push([list[e], kind]);
          }
        });
        return near;
      });
      const sourcesOf = [...Array(count)].map(() => []);
      graph.m.forEach((m, node) => { if (m >= 0) sourcesOf[m].push(node); });
      const nodeOf = new Map();
      graph.s.forEach((source, node) => { if (source >= 0) nodeOf.set(source, node); });
      let zoom = 1, shift = [0, 0], chosen = null, over = null;

      const kinds = mode => [...Array(count).keys()].map(node => {
        if (mode === "community") return graph.k[node] < 0 ? 24 : graph.k[node] % 24;
        if (mode === "truth") return graph.s[node] < 0 ? 3 : [3, 0, 1, 2][graph.ok[node]];
        if (graph.s[node] < 0 || graph.m[node] < 0) return 3;
        return graph.c[node] >= bounds[1] ? 0 : graph.c[node] >= bounds[0] ? 1 : 2;
      });
      let kind = kinds(paint.value);

      const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
      const unit = view => Math.min(view.width, view.height) - 28;
      const place = (view, node) => [
        view.width / 2 + ((graph.x[node] - 500) / 1000 * unit(view) + shift[0] * unit(view)) * zoom,
        view.height / 2 - ((graph.y[node] - 500) / 1000 * unit(view) + shift[1] * unit(view)) * zoom];
      const size = (side, node) => Math.min(7, (graph.whole ? 2.2 : 1.6) + Math.sqrt(degree[side][node]) * 0.42)
        * Math.min(1.8, Math.sqrt(zoom)) * (count > 1500 ? 0.75 : count < 120 ? 1.5 : 1);

      function mark(context, shape, x, y, r) {
        if (shape === "circle") { context.moveTo(x + r, y); context.arc(x, y, r, 0, 7); return; }
        const points = {square: [[-.9, -.9], [.9, -.9], [.9, .9], [-.9, .9]], triangle: [[0, -1.2], [1.15, .9], [-1.15, .9]],
          diamond: [[0, -1.35], [1.35, 0], [0, 1.35], [-1.35, 0]]}[shape];
        if (!points) {
          for (const [dx, dy] of [[1, 1], [1, -1]]) {
            context.moveTo(x - r * dx, y - r * dy); context.lineTo(x + r * dx, y + r * dy);
          }
          return;
        }
        points.forEach(([px, py], i) => context[i ? "lineTo" : "moveTo"](x + r * px, y + r * py));
        context.closePath();
      }
      function edges(context, view, pairs, style, dashes, width) {
        context.beginPath();
        for (let e = 0; e < pairs.length; e += 2) {
          context.moveTo(...place(view, pairs[e]));
          context.lineTo(...place(view, pairs[e + 1]));
        }
        context.strokeStyle = style; context.lineWidth = width; context.setLineDash(dashes); context.stroke();
        context.setLineDash([]);
      }
      function disks(context, view) {
        const ink = color("--text"), most = Math.max(1, ...graph.links.map(l => l[2 + view.side]));
        const scale = unit(view) / 1000 * zoom;
        const center = d => [view.width / 2 + ((d[0] - 500) / 1000 * unit(view) + shift[0] * unit(view)) * zoom,
          view.height / 2 - ((d[1] - 500) / 1000 * unit(view) + shift[1] * unit(view)) * zoom];
        for (const link of graph.links) {
          const n = link[2 + view.side];
          if (!n) continue;
          context.beginPath(); context.moveTo(...center(graph.disks[link[0]])); context.lineTo(...center(graph.disks[link[1]]));
          context.strokeStyle = color("--edge"); context.globalAlpha = 0.1 + 0.5 * Math.sqrt(n / most);
          context.lineWidth = 0.5 + 9 * Math.sqrt(n / most); context.stroke();
        }
        context.globalAlpha = 1;
        graph.disks.forEach((disk, k) => {
          const r = disk[2 + view.side] * scale;
          if (!disk[4 + view.side]) return;
          context.beginPath(); context.arc(...center(disk), Math.max(r, 1.5), 0, 7);
          context.fillStyle = color("--bg"); context.fill();
          context.lineWidth = 1.2; context.strokeStyle = ink; context.setLineDash(disk[8] ? [] : [4, 3]);
          context.globalAlpha = 0.55; context.stroke(); context.globalAlpha = 1; context.setLineDash([]);
        });
        view.label = () => graph.disks.forEach((disk, k) => {
          const r = disk[2 + view.side] * scale, [x, y] = center(disk);
          if (r < 11 || !disk[8]) return;
          context.font = "600 13px system-ui, sans-serif"; context.textAlign = "center"; context.textBaseline = "middle";
          context.lineWidth = 4; context.strokeStyle = color("--bg"); context.strokeText(k + 1, x, y - r + 9);
          context.fillStyle = ink; context.fillText(k + 1, x, y - r + 9);
        });
      }
      function drawBase(view) {
        const dpr = devicePixelRatio || 1, box = view.canvas.getBoundingClientRect();
        view.width = Math.max(box.width - 2, 10); view.height = Math.max(box.height - 2, 10);
        for (const canvas of [view.canvas, view.base]) {
          canvas.width = Math.round(view.width * dpr); canvas.height = Math.round(view.height * dpr);
        }
        const context = view.base.getContext("2d");
        context.setTransform(dpr, 0, 0, dpr, 0, 0);
        view.label = () => {};
        if (graph.disks) disks(context, view);
        const [kept, lost] = lists[view.side], many = kept.length + lost.length;
        const width = many > 12000 ? 0.5 : many > 3000 ? 0.7 : 1.1;
        context.globalAlpha = graph.whole ? (many > 12000 ? 0.25 : many > 3000 ? 0.4 : 0.7) : 0.18;
        edges(context, view, kept, color("--edge"), [], width);
        context.globalAlpha = graph.whole ? (many > 6000 ? 0.6 : 0.85) : 0.35;
        edges(context, view, lost, color("--o1"), [4, 3], width + 0.2);
        context.globalAlpha = 1;
        const look = looks[paint.value];
        look.forEach(([name, shape], k) => {
          context.beginPath();
          for (let node = 0; node < count; node++) {
            if (kind[node] === k && has[view.side][node] >= 0) mark(context, shape, ...place(view, node), size(view.side, node));
          }
          if (shape === "cross") { context.strokeStyle = color(name); context.lineWidth = 1.6; context.stroke(); return; }
          context.fillStyle = color(name); context.fill();
          context.strokeStyle = color("--bg"); context.lineWidth = 0.6; context.stroke();
        });
        view.label();
        if (count <= 60) {
          context.font = "12px system-ui, sans-serif"; context.textAlign = "center"; context.textBaseline = "top";
          for (let node = 0; node < count; node++) {
            if (has[view.side][node] < 0) continue;
            const [x, y] = place(view, node), text = names[view.side][node].slice(0, 12), r = size(view.side, node);
            context.lineWidth = 3; context.strokeStyle = color("--card"); context.strokeText(text, x, y + r + 1);
            context.fillStyle = color("--text"); context.fillText(text, x, y + r + 1);
          }
        }
      }
    """#
}
