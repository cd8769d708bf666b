import Foundation
import Testing

@Suite("mega statistics") struct MegaStatisticsTests {
  private let samples = """
    {'token': ['Zoe', "O'Hara", 'joins', 'Harbor', 'FC'], 'h': {'name': "Zoe O'Hara", 'pos': [0, 2]}, \
    't': {'name': 'Harbor FC', 'pos': [3, 5]}, 'img_id': 'a.jpg', 'relation': '/per/org/member_of'}
    {'token': ['At', 'Lake', 'Umber'], 'h': {'name': 'Umber', 'pos': [2, 3]}, \
    't': {'name': 'Lake', 'pos': [1, 2]}, 'img_id': 'a.jpg', 'relation': 'None'}

    """

  @Test("counts samples, pictures, relations and lengths, a column for each file")
  func counts() throws {
    let tool = try Tool("mega")
    try tool.write(samples, to: "a.txt")
    let text = try tool.run("statistics", "a.txt", "-", input: samples)
    #expect(text.code == 0 && text.errors.isEmpty, "\(text.errors)")
    let rows = text.lines.map { $0.split(separator: " ") }
    #expect(rows.contains(["samples", "2", "2"]) && rows.contains(["pictures", "1", "1"]))
    #expect(rows.contains(["tail", "comes", "first", "1", "1"]))
    #expect(rows.contains(["/per/org/member_of", "1", "1"]))
    #expect(rows.contains { $0.last == "3/3/4.00/5/5" })

    let json = try tool.run("statistics", "a.txt", "--format", "json")
    let files = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(files[0]["relations"] as? [String: Int] == ["None": 1, "/per/org/member_of": 1])
  }

  @Test("counts relations by a given vocabulary")
  func vocabulary() throws {
    let tool = try Tool("mega")
    try tool.write(samples, to: "a.txt")
    try tool.write("{\"None\": 0, \"/per/per/peer\": 1}", to: "r.json")
    let outcome = try tool.run("statistics", "a.txt", "--relations", "r.json")
    #expect(outcome.output.contains("relation unknown") && outcome.output.contains("peer"))
  }

  @Test("says where a file is wrong, and what it takes")
  func failures() throws {
    let tool = try Tool("mega")
    try tool.write(samples + "{'token': ['a'], 'h': 3}\n", to: "a.txt")
    let outcome = try tool.run("statistics", "a.txt")
    #expect(outcome.code == 3 && outcome.errors.contains("a.txt:3:"), "\(outcome.errors)")
    #expect(try tool.run("statistics").code == 2)
    #expect(try tool.run("statistics", "-", "-").code == 2)
    #expect(try tool.run("statistics", "nowhere.txt").code == 3)
    let help = try tool.run("statistics", "--help")
    #expect(help.code == 0 && help.output.contains("EXAMPLES"))
  }
}
