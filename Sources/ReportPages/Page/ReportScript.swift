/// What the page on an alignment does when somebody touches it.
///
/// Names of nodes reach the page as text only: no script makes markup of them.
enum ReportScript {
  /// Both graphs on two canvases.
  static let drawing = [painting, lighting, moving].joined(separator: "\n")

  /// Data, and what drawings and table share.
  static let common = #"""
    "use strict";
    const byId = id => document.getElementById(id);
    const data = id => JSON.parse(byId("data-" + id).textContent);
    const facts = data("facts"), rows = data("rows"), graph = data("drawing");
    const thin = n => String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f");
    const worth = c => facts.probabilities ? (c / 10).toFixed(1) + "\u00a0%" : (c / 1000).toFixed(3);
    const rowOf = new Map(rows.i.map((node, row) => [node, row]));
    // What counts as sure: nine in ten and one in two, or, on other scales, thirds of the matches.
    const sorted = rows.c.filter((_, r) => rows.j[r] >= 0).sort((a, b) => a - b);
    const bounds = facts.probabilities ? [500, 900]
      : [1, 2].map(k => sorted[Math.floor(sorted.length * k / 3)] ?? 0);
    const marks = {
      circle: "M-1 0A1 1 0 1 0 1 0A1 1 0 1 0-1 0Z", square: "M-.9-.9H.9V.9H-.9Z", triangle: "M0-1.15L1.1.85H-1.1Z",
      diamond: "M0-1.3L1.3 0L0 1.3L-1.3 0Z", cross: "M-.9-.9L.9.9M.9-.9L-.9.9"
    };
    const looks = {
      confidence: [
        ["--o0", "circle", facts.probabilities ? "90\u00a0% and more" : "upper third"],
        ["--o4", "triangle", facts.probabilities ? "50 to 90\u00a0%" : "middle third"],
        ["--o1", "square", facts.probabilities ? "below 50\u00a0%" : "lower third"],
        ["--muted", "cross", "no match"]],
      truth: [["--o0", "circle", "right"], ["--o1", "square", "wrong"], ["--o4", "diamond", "missed: it has a partner"],
        ["--muted", "cross", "no match, or not known"]],
      community: [...Array(24)].map((_, k) =>
        ["--o" + k % 8, ["circle", "square", "triangle"][Math.floor(k / 8)], "community " + (k + 1)])
        .concat([["--muted", "cross", "only in the target"]])
    };
    let show = () => {}, tell = () => {};
    """#
}
