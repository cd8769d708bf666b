internal import Foundation
internal import Synchronization

/// How much memory this process may use for what it reads and computes.
///
/// Readers keep to it while they unpack or collect bytes, so that a small file that unpacks to more than the
/// machine has is an error and not the end of the process. Computations estimate what they need before they
/// allocate it, and ask ``require(_:for:lowering:)``.
///
/// Unless it is set, the limit is three quarters of what there is: of the machine's memory, or of what the
/// control group (`memory.max`) or `ulimit -v` and `-d` leave of it.
package enum MemoryLimit {
  private static let chosen = Atomic<Int>(0)
  private static let found = available / 4 * 3

  /// The limit, in bytes.
  package static var bytes: Int {
    let own = chosen.load(ordering: .relaxed)
    return own > 0 ? own : found
  }

  /// Sets the limit.
  ///
  /// - Precondition: it is above 0.
  package static func set(_ bytes: Int) {
    precondition(bytes > 0, "\(bytes) bytes are no limit")
    chosen.store(bytes, ordering: .relaxed)
  }

  /// What the bytes of one file may take when they have to be held in memory: half, since what is read from
  /// them needs about as much again.
  package static var bytesOfFile: Int { bytes / 2 }

  /// Refuses what needs more than the limit.
  ///
  /// - Parameters:
  ///   - bytes: an estimate of what is needed; more than an `Int` holds is as good as infinite.
  ///   - purpose: what it is needed for, such as `40000 landmarks of 40000 nodes`.
  ///   - advice: which option would lower it.
  /// - Throws: ``MemoryError``.
  package static func require(
    _ bytes: Double, for purpose: @autoclosure () -> String,
    lowering advice: @autoclosure () -> String
  ) throws(MemoryError) {
    guard bytes > Double(self.bytes) else { return }
    throw MemoryError(purpose: purpose(), needed: bytes, limit: self.bytes, advice: advice())
  }

  /// What the system's functions call a resource: glibc declares the names as an enumeration of another type.
  private static func number(_ resource: __rlimit_resource) -> __rlimit_resource_t {
    __rlimit_resource_t(resource.rawValue)
  }

  /// Whether a limit such as `ulimit -v` may deny memory although the machine has more.
  package static let isAddressSpaceLimited = [RLIMIT_AS, RLIMIT_DATA].contains { resource in
    var limit = rlimit()
    return unsafe getrlimit(number(resource), &limit) == 0 && limit.rlim_cur < rlim_t(Int.max)
  }

  /// What there is for this process, in bytes: the machine's memory, or what is left of it by limits.
  package static var available: Int {
    var least = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    for resource in [RLIMIT_AS, RLIMIT_DATA] {
      var limit = rlimit()
      if unsafe getrlimit(number(resource), &limit) == 0, limit.rlim_cur < rlim_t(Int.max) {
        least = min(least, Int(limit.rlim_cur))
      }
    }
    for bytes in controlGroups { least = min(least, bytes) }
    return max(least, 1 << 26)
  }

  /// The limits of the control groups that this process is in, of either version.
  private static var controlGroups: [Int] {
    var folders = ["/sys/fs/cgroup", "/sys/fs/cgroup/memory"]
    let groups = (try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)) ?? ""
    for line in groups.split(separator: "\n") {
      // Such as `0::/user.slice/a.scope`, or `4:memory:/a`.
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, fields[1].isEmpty || fields[1].contains("memory") else { continue }
      let root = fields[1].isEmpty ? folders[0] : folders[1]
      // What holds for a group holds for those inside of it.
      var path = String(fields[2])
      while path.count > 1 {
        folders.append(root + path)
        path = (path as NSString).deletingLastPathComponent
      }
    }
    return folders.flatMap { folder in
      ["memory.max", "memory.limit_in_bytes"].compactMap { name in
        let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        return text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
      }
    }
  }
}

/// Something that needs more memory than there may be.
package struct MemoryError: Error, Equatable, CustomStringConvertible {
  /// What the memory is for.
  package let purpose: String
  /// How many bytes it would take, about.
  package let needed: Double
  /// How many bytes there may be.
  package let limit: Int
  /// Which option would lower it.
  package let advice: String

  package init(purpose: String, needed: Double, limit: Int, advice: String) {
    (self.purpose, self.needed, self.limit, self.advice) = (purpose, needed, limit, advice)
  }

  /// `40000 landmarks need about 29 GB of memory, and 23 GB may be used: …`
  package var description: String {
    "\(purpose) would need about \(byteCount(needed)) of memory, and \(byteCount(Double(limit))) may be "
      + "used (--memory-limit): \(advice)"
  }
}

/// Bytes as people say them: `1.5 GB`.
package func byteCount(_ bytes: Double) -> String {
  var (value, unit) = (bytes / 1e6, "MB")
  for larger in ["GB", "TB", "PB", "EB"] where value >= 1000 {
    (value, unit) = (value / 1000, larger)
  }
  return String(format: value < 10 ? "%.1f %@" : "%.0f %@", value, unit)
}
