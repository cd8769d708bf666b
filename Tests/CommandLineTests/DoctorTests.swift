import Foundation
import Testing

@Suite("graph-align doctor") struct DoctorTests {
  @Test("tells what the tool runs on, and that a small pair is found, as text and as JSON")
  func facts() throws {
    let tool = try Tool()
    let text = try tool.run("doctor", "--threads", "1", "--memory-limit", "2G")
    #expect(text.code == 0 && text.errors.isEmpty, "\(text)")
    for name in ["version", "processor", "kernels", "BLAS", "zlib"] {
      #expect(text.lines.contains { $0.hasPrefix(name + " ") }, "\(text.output)")
    }
    #expect(text.lines.contains { $0.hasPrefix("threads       1 of ") }, "\(text.output)")
    #expect(text.lines.contains { $0.hasPrefix("memory limit  2.0 GB") }, "\(text.output)")
    #expect(text.lines.last?.hasPrefix("self-test     passed: ") == true, "\(text.output)")
    let json = try tool.run("doctor", "--format", "json", "--threads", "1", "--memory-limit", "2G")
    let facts = try JSONDecoder().decode([String: String].self, from: Data(json.output.utf8))
    #expect(facts.count == text.lines.count)
    #expect(facts["threads"]?.hasPrefix("1 of ") == true)
  }
}
