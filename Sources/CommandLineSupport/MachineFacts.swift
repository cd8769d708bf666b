internal import Files
internal import Foundation
internal import LinearAlgebra
internal import Parallel

/// What a tool runs on.
package enum MachineFacts {
  /// Names and values, in the order in which they are read best.
  package static func current(version: String) -> [(name: String, value: String)] {
    let gigabytes = { (bytes: Int) in String(format: "%.1f GB", Double(bytes) / 0x1p30) }
    let memory = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    let processor = Processor()
    var facts = [
      ("version", "\(version), \(build)"),
      ("system", system),
      ("processor", processor.name),
      ("kernels", processor.kernels),
      ("threads", "\(Parallelism.threadCount) of \(ProcessInfo.processInfo.activeProcessorCount) cores"),
      ("memory", "\(gigabytes(memory)), of which \(gigabytes(MemoryLimit.available)) for this process"),
      ("memory limit", "\(gigabytes(MemoryLimit.bytes)) (--memory-limit)"),
      ("BLAS", "\(OpenBLAS.configuration), one thread"),
      ("zlib", zlibVersion),
    ]
    if processor.kernels != "plain", OpenBLAS.configuration.hasSuffix(", Prescott") {
      facts.append(
        (
          "note",
          "this OpenBLAS does not know the processor and takes its slowest kernels; a newer one is faster"
        ))
    }
    let settings = ProcessInfo.processInfo.environment.filter { entry in
      ["OPENBLAS_", "OMP_", "MALLOC_", "LD_"].contains { entry.key.hasPrefix($0) }
    }
    if !settings.isEmpty {
      facts.append(
        ("environment", settings.map { "\($0)=\($1)" }.sorted().joined(separator: ", ")))
    }
    return facts
  }

  private static var build: String {
    #if DEBUG
      let kind = "debug build, ten times slower than a release build"
    #else
      let kind = "release build"
    #endif
    #if compiler(>=6.4)
      return "\(kind), Swift 6.4 or later"
    #elseif compiler(>=6.3)
      return "\(kind), Swift 6.3"
    #else
      return "\(kind), Swift 6.2"
    #endif
  }

  private static var system: String {
    let release =
      (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8))
      .map { ", Linux \($0.trimmingCharacters(in: .whitespacesAndNewlines))" }
    return ProcessInfo.processInfo.operatingSystemVersionString + (release ?? "")
  }
}

/// The processor as the system describes it.
private struct Processor {
  var name = "unknown"
  private var features: Set<Substring> = []

  init() {
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return }
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let value = parts[1].trimmingCharacters(in: .whitespaces)
      switch parts[0].trimmingCharacters(in: .whitespaces) {
      case "model name": name = value
      case "flags": features = Set(value.split(separator: " ").map { Substring($0) })
      default: continue
      }
      if name != "unknown", !features.isEmpty { break }
    }
  }

  /// Which version of the compiled loops the loader picks: results are the same with all of them.
  var kernels: String {
    let v3: Set<Substring> = ["avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"]
    let v4: Set<Substring> = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
    if !features.isSuperset(of: v3) { return "plain" }
    return features.isSuperset(of: v4) ? "x86-64-v4 (AVX-512)" : "x86-64-v3 (AVX2)"
  }
}
