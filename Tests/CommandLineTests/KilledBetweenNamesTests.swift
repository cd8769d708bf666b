import Foundation
import Testing

@Suite("Two outputs, killed after the first has its name") struct KilledBetweenNamesTests {
  private static let hasCompiler = FileManager.default.isExecutableFile(atPath: "/usr/bin/cc")

  /// Ends the process, as `kill -9` does, before the second file is renamed.
  private static let trap = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <signal.h>
    #include <unistd.h>
    int rename(const char *from, const char *to) {
      static int count;
      if (++count == 2) kill(getpid(), SIGKILL);
      return ((int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename"))(from, to);
    }
    """

  @Test(
    "leave the first whole, the other as it was, and the next run mends both",
    .enabled(if: hasCompiler, "there is no C compiler to build what kills the tool"))
  func moments() throws {
    let tool = try Tool()
    try tool.write("1 2\n2 3\n3 4\n4 1\n", to: "g.txt")
    try tool.write(Self.trap, to: "trap.c")
    #expect(try tool.shell("cc -shared -fPIC -o trap.so trap.c -ldl").code == 0)
    let command =
      "\"$TOOL\" perturb g.txt --seed 1 --remove 0.2 --output-graph a.txt --output-truth b.tsv"
    #expect(try tool.shell(command).code == 0)
    let whole = (try tool.read("a.txt"), try tool.read("b.tsv"))
    // Once without former files, once over others.
    for former in [nil, "former\n"] {
      for name in ["a.txt", "b.tsv"] {
        try? FileManager.default.removeItem(at: tool.folder.appendingPathComponent(name))
        if let former { try tool.write(former, to: name) }
      }
      let killed = try tool.shell("LD_PRELOAD=$PWD/trap.so \(command); echo $?")
      #expect(killed.output.hasSuffix("137\n"), "\(killed)")
      #expect(try tool.read("a.txt") == whole.0)
      #expect((try? tool.read("b.tsv")) == former)
      // What is left besides is hidden, and in nobody's way.
      let left = Set(try tool.files()).subtracting(["a.txt", "b.tsv", "g.txt", "trap.c", "trap.so"])
      #expect(!left.isEmpty && left.allSatisfy { $0.hasPrefix(".") }, "\(left)")
      #expect(try tool.shell(command).code == 0)
      #expect(try tool.read("a.txt") == whole.0 && tool.read("b.tsv") == whole.1)
    }
  }
}
