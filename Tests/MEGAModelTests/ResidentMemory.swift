import Foundation

/// What the process keeps in memory.
enum ResidentMemory {
  /// The resident set, from /proc/self/statm.
  static var bytes: Int {
    let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(
      separator: " ")
    return Int(fields?[1] ?? "").map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } ?? 0
  }
}
