internal import ArgumentParser
internal import CBench
internal import Foundation
internal import LinearAlgebra

/// Where and how something was measured.
struct Setting: Codable {
  var machine: String
  var cores: Int
  var threads: Int
  var swift: String
  var openBLAS: String
  var date: String
  var seed: UInt64?

  static func current(threads: Int?, seed: UInt64? = nil) -> Setting {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return Setting(
      machine: processorName, cores: cores, threads: threads ?? cores, swift: compilerVersion,
      openBLAS: OpenBLAS.configuration, date: ISO8601DateFormatter().string(from: Date()),
      seed: seed)
  }

  private static var processorName: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line.flatMap { $0.split(separator: ":").last }
      .map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
  }

  private static var compilerVersion: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  var markdown: String {
    "\(machine), \(cores) cores, \(threads) threads, Swift \(swift), \(openBLAS), "
      + (seed.map { "seed \($0), " } ?? "") + date
  }
}

/// The middle of several measurements; the mean of the two middle ones of an even number.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// A time to read: milliseconds with three digits, or seconds from one on.
func milliseconds(_ seconds: Double) -> String {
  if seconds >= 1 { return String(format: "%.2f s", seconds) }
  return String(format: seconds < 0.01 ? "%.2f ms" : "%.1f ms", 1000 * seconds)
}

/// The largest resident memory of this process so far, in mebibytes.
func peakMemory() -> Double {
  var usage = rusage()
  unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) / 1024
}

/// The largest resident memory since ``restartPeak()``, in mebibytes; `nil` where the system does not say.
func recentPeak() -> Double? {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
  return line.flatMap { $0.split(whereSeparator: \.isWhitespace).dropFirst().first }
    .flatMap { Double($0) }.map { $0 / 1024 }
}

/// Forgets the largest resident memory so far, where the system can.
func restartPeak() {
  bench_release_memory()
  try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
}

/// Says on a terminal what is going on; nothing when there is no terminal.
func note(_ text: String) {
  guard isatty(2) == 1 else { return }
  FileHandle.standardError.write(Data((text + "\n").utf8))
}

/// An answer that is not what it should be: nothing is timed then.
struct WrongAnswer: Error, CustomStringConvertible {
  var description: String
}

/// A Markdown table with aligned columns.
func table(_ header: [String], _ rows: [[String]]) -> String {
  let widths = header.indices.map { column in
    ([header] + rows).map { $0[column].count }.max()!
  }
  func line(_ cells: [String]) -> String {
    "| "
      + zip(cells, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
      .joined(separator: " | ") + " |"
  }
  let rule = "| " + widths.map { String(repeating: "-", count: $0) }.joined(separator: " | ") + " |"
  return ([line(header), rule] + rows.map(line)).joined(separator: "\n")
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
