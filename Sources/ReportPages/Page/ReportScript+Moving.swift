extension ReportScript {
  /// What pointer, keys and buttons do.
  static let moving = #"""
      function nearest(view, x, y, limit) {
        let best = null, least = limit * limit;
        for (let node = 0; node < count; node++) {
          if (has[view.side][node] < 0) continue;
          const [px, py] = place(view, node), d = (px - x) ** 2 + (py - y) ** 2;
          if (d < least) { least = d; best = node; }
        }
        if (best != null) return {side: view.side, node: best};
        if (!graph.disks) return null;
        const scale = unit(view) / 1000 * zoom;
        const disk = graph.disks.findIndex(d => {
          const dx = view.width / 2 + ((d[0] - 500) / 1000 + shift[0]) * unit(view) * zoom - x;
          const dy = view.height / 2 - ((d[1] - 500) / 1000 + shift[1]) * unit(view) * zoom - y;
          return d[4 + view.side] && dx * dx + dy * dy <= (d[2 + view.side] * scale) ** 2;
        });
        return disk < 0 ? null : {side: view.side, node: null, disk};
      }
      const point = (view, event) => {
        const box = view.canvas.getBoundingClientRect();
        return [event.clientX - box.left - 1, event.clientY - box.top - 1];
      };
      for (const view of views) {
        let drag = null;
        const canvas = view.canvas;
        canvas.addEventListener("pointerdown", event => { drag = {at: point(view, event), from: [...shift], far: false}; });
        canvas.addEventListener("pointermove", event => {
          const [x, y] = point(view, event);
          if (drag && event.buttons && event.pointerType === "mouse" && zoom > 1) {
            const dx = x - drag.at[0], dy = y - drag.at[1];
            drag.far = drag.far || dx * dx + dy * dy > 25;
            if (drag.far) { shift = [drag.from[0] + dx / unit(view) / zoom, drag.from[1] - dy / unit(view) / zoom]; redraw(); }
            return;
          }
          const found = nearest(view, x, y, 14);
          if (JSON.stringify(found) !== JSON.stringify(over)) set(found, false);
        });
        canvas.addEventListener("pointerleave", () => { drag = null; if (over) set(null, false); });
        canvas.addEventListener("click", event => {
          if (drag && drag.far) { drag = null; return; }
          drag = null;
          set(nearest(view, ...point(view, event), 20), true);
        });
        canvas.addEventListener("focus", () => {
          if (!canvas.matches(":focus-visible")) return;
          const state = current();
          if (state && state.node != null) {
            const own = parts(state)[view.side][0];
            set({side: view.side, node: own != null ? own : first(view)}, true);
          } else set({side: view.side, node: first(view)}, true);
        });
        canvas.addEventListener("keydown", event => {
          const arrows = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
          if (event.key === "Escape") set(null, true);
          else if (event.key === "+" || event.key === "=") rescale(1.5);
          else if (event.key === "-") rescale(1 / 1.5);
          else if (event.key === "0") rescale(0);
          else if (arrows[event.key]) {
            const from = chosen && chosen.side === view.side && chosen.node != null ? chosen.node : first(view);
            const next = step(view, from, arrows[event.key]);
            if (next != null) set({side: view.side, node: next}, true);
          } else return;
          event.preventDefault();
        });
      }
      function first(view) {
        let best = null;
        for (let node = 0; node < count; node++) {
          if (has[view.side][node] >= 0 && (best == null || degree[view.side][node] > degree[view.side][best])) best = node;
        }
        return best;
      }
      function step(view, from, [dx, dy]) {
        const [x, y] = place(view, from);
        let best = null, least = Infinity;
        for (let node = 0; node < count; node++) {
          if (node === from || has[view.side][node] < 0) continue;
          const [px, py] = place(view, node), along = (px - x) * dx + (py - y) * dy;
          const across = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
          if (along <= 0.5 || across > 1.5 * along) continue;
          const cost = along + 1.5 * across;
          if (cost < least) { least = cost; best = node; }
        }
        return best;
      }
      function rescale(factor) {
        zoom = factor ? Math.min(20, Math.max(1, zoom * factor)) : 1;
        const state = current();
        if (zoom === 1) shift = [0, 0];
        else if (state && state.node != null) {
          const node = parts(state)[0][0] ?? state.node;
          shift = [(500 - graph.x[node]) / 1000, (500 - graph.y[node]) / 1000];
        }
        redraw();
      }
      function redraw() { views.forEach(drawBase); draw(); }
      function legend() {
        const used = new Set(kind), all = looks[paint.value].map((look, k) => [look, k]).filter(([, k]) => used.has(k));
        const space = "http://www.w3.org/2000/svg";
        key.replaceChildren(...all.slice(0, 10).map(([[name, shape, text]]) => {
          const item = document.createElement("li"), svg = document.createElementNS(space, "svg");
          svg.setAttribute("width", 16); svg.setAttribute("height", 16); svg.setAttribute("viewBox", "-1.5 -1.5 3 3");
          svg.setAttribute("aria-hidden", "true");
          const path = document.createElementNS(space, "path");
          path.setAttribute("d", marks[shape]);
          path.setAttribute("style", shape === "cross" ? `stroke:var(${name});stroke-width:.4` : `fill:var(${name})`);
          svg.append(path); item.append(svg, text);
          return item;
        }));
        if (all.length > 10) { const more = document.createElement("li"); more.append("and more"); key.append(more); }
      }
      paint.addEventListener("change", () => { kind = kinds(paint.value); legend(); redraw(); });
      document.querySelectorAll("[data-zoom]").forEach(button =>
        button.addEventListener("click", () => rescale(Number(button.dataset.zoom))));
      document.querySelectorAll("button.show").forEach(button =>
        button.addEventListener("click", () => show(Number(button.dataset.node), true, true)));
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
      let waiting = 0;
      addEventListener("resize", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(redraw); });
      legend();
      redraw();
    })();
    """#
}
