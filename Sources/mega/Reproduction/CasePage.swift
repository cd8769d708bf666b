#if Torch
  internal import Foundation
  internal import MEGAModel
  internal import RelationExtraction

  /// Posts that only MEGA gets right, drawn with what it saw.
  struct CasePage {
    let html: String

    init(_ results: ReproductionResults, _ reproduction: Reproduction, cases: [Int]) throws {
      func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      }
      func named(_ relation: Int) -> String { escaped(results.vocabulary.names[relation]) }
      var parts: [String] = []
      for i in cases {
        let sample = results.samples[i]
        let lines = ["mega", "mtb", "bert+sg"].compactMap { row in
          results.predictions[row]?.first.map { "<tr><td>\(row)</td><td>\(named($0[i]))</td></tr>" }
        }
        let drawing = try reproduction.drawing(ofTest: i, row: "mega")
        parts.append(
          "<section><h2>\(escaped(sample.head.name)) — \(escaped(sample.tail.name))</h2>"
            + "<p>\(escaped(sample.tokens.joined(separator: " ")))</p>"
            + "<table><tr><th>truth</th><th>\(named(results.gold[i]))</th></tr>\(lines.joined())</table>"
            + "<figure>\(drawing)</figure></section>")
      }
      html = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Posts that only MEGA gets right</title>
        <style>body{font-family:sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
        section{border-top:1px solid #ccc;padding:1rem 0}figure{margin:1rem 0;overflow-x:auto}
        td,th{text-align:left;padding-right:1.5rem}</style>
        <h1>Posts that MEGA gets right and MTB and BERT+SG do not</h1>
        <p>Dependencies above the words, the scene graph below the objects, α between them, β under the words.</p>
        \(parts.joined(separator: "\n"))
        </html>

        """
    }
  }
#endif
