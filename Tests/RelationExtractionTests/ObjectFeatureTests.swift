import AlignmentTestSupport
import Files
import Foundation
import LinearAlgebra
import RelationExtraction
import Testing

@Suite("imgSG files") struct ObjectFeatureTests {
  private func read(
    _ text: String, width: Int = 3, limit: Int = 10
  ) throws -> ObjectFeatureFile {
    try withFolder { folder in
      try ObjectFeatureFile(
        contentsOf: write(text, to: "a.jpg", in: folder), width: width, objectLimit: limit)
    }
  }

  @Test("are three lines: something, classes, numbers")
  func reading() throws {
    let file = try read("what ever \nman\tshirt\n0.5\t0\t1.5\t0.0\t7e-1\t-2\n")
    #expect(file.firstLine == "what ever " && file.classes == ["man", "shirt"])
    #expect(file.features.elements == [0.5, 0, 1.5, 0, 0.7, -2])
    #expect(file.features.resized(rowCount: 3).elements == [0.5, 0, 1.5, 0, 0.7, -2, 0, 0, 0])
    #expect(file.features.resized(rowCount: 1).elements == [0.5, 0, 1.5])
  }

  @Test("have no objects when the second line is blank, whatever the third says")
  func blank() throws {
    for text in ["x\n\n1\t2\t3\n", "x\n \t\n1\t2\n", "x\n\n", "x\n\n\n"] {
      let file = try read(text)
      #expect(file.features.rowCount == 0 && file.features.columnCount == 3)
      #expect(file.features.resized(rowCount: 2).elements == [Float](repeating: 0, count: 6))
    }
  }

  @Test("may end lines with tabs and carriage returns")
  func trailingTabs() throws {
    let file = try read("x\r\nman\tshirt\t\r\n1\t2\t3\t4\t5\t6\t\r\n")
    #expect(file.classes == ["man", "shirt"] && file.features.elements == [1, 2, 3, 4, 5, 6])
  }

  @Test("keep the first objects of more than enough")
  func limit() throws {
    let file = try read("x\na\tb\tc\n1\t2\t3\t4\t5\t6\t7\t8\t9\n", limit: 2)
    #expect(file.classes == ["a", "b"] && file.features.elements == [1, 2, 3, 4, 5, 6])
  }

  @Test(
    "say where they are wrong",
    arguments: [
      ("x\na\tb\n1\t2\t3\t4\n", "a.jpg:3: expected 2 × 3 numbers, found 4"),
      ("x\na\n1\t2\t3\t4\t5\t6\n", "a.jpg:3: expected 1 × 3 numbers, found 6"),
      ("x\na\n1\tb\t3\n", "a.jpg:3:3: expected a finite number, found “b\t3”"),
      ("x\na\n1\tnan\t3\n", "a.jpg:3:3: expected a finite number, found “nan\t3”"),
      ("x\na\n1\t1e99\t3\n", "a.jpg:3:3: expected a finite number, found “1e99\t3”"),
      ("x\na\n", "a.jpg: expected three lines, found 2 with 1 classes"),
      ("x\n", "a.jpg: expected three lines, found 1"), ("", "a.jpg: expected three lines, found 0"),
    ])
  func errors(_ text: String, _ message: String) {
    let error = #expect(throws: FileError.self) { try read(text) }
    #expect(error.map { "\($0)".hasSuffix(message) } == true, "\(error?.description ?? "")")
  }

  @Test("that are missing are none, in folders and in files, of which the first counts")
  func missing() throws {
    try withFolder { folder in
      _ = try write("x\na\n1\t2\n", to: "in/a.jpg", in: folder)
      let path = folder.path + "/in"
      let features = try ObjectFeatureFiles([path], folderWidth: 2)
      #expect(try features.features(of: "a.jpg")?.elements == [1, 2])
      #expect(try features.features(of: "b.jpg") == nil && features.width == 2)
      // Names must not lead out of the folder.
      #expect(try features.features(of: "../in/a.jpg") == nil)
      #expect(try features.features(of: "") == nil)
      // A damaged file is an error, whatever else there is.
      _ = try write("x\na\n1\n", to: "in/c.jpg", in: folder)
      #expect(throws: FileError.self) { try features.features(of: "c.jpg") }

      let store = folder.path + "/all.safetensors"
      try ObjectFeatureStore.write(images: ["a.jpg", "b.jpg"], width: 2, to: store) { _ in
        Matrix(rowCount: 1, columnCount: 2, elements: [3, 4])
      }
      let both = try ObjectFeatureFiles([path, store], folderWidth: 2)
      #expect(try both.features(of: "a.jpg")?.elements == [1, 2])
      #expect(try both.features(of: "b.jpg")?.elements == [3, 4])
      #expect(throws: FileError.self) { try ObjectFeatureFiles([path, store], folderWidth: 3) }
    }
  }

  @Test("are written as they are read, and become one file of tensors")
  func store() throws {
    try withFolder { folder in
      let names = ["a.jpg", "b.jpg", "c.jpg"]
      for (count, name) in names.enumerated() {
        let rows = Matrix.random(rowCount: count * 2, columnCount: 4, in: 0..<9, seed: 1)
        let file = ObjectFeatureFile(
          firstLine: "x", classes: (0..<count * 2).map { "c\($0)" }, features: rows)
        try file.write(to: folder.appending(path: name).path)
        let copy = try ObjectFeatureFile(
          contentsOf: folder.appending(path: name).path, width: 4, objectLimit: 10)
        #expect(copy == file)
      }
      for isHalf in [false, true] {
        let path = folder.appending(path: "all.safetensors").path
        try ObjectFeatureStore.write(
          images: names, width: 4, objectLimit: 3, isHalf: isHalf, to: path
        ) { (name) throws(FileError) in
          try ObjectFeatureFile(contentsOf: folder.path + "/" + name, width: 4).features
        }
        let store = try ObjectFeatureStore(contentsOf: path)
        #expect(store.images == names && store.width == 4 && store.objectLimit == 3)
        for name in names {
          let own = try ObjectFeatureFile(
            contentsOf: folder.path + "/" + name, width: 4, objectLimit: 3)
          #expect(try store.features(of: name) == own.features)
        }
        #expect(try store.features(of: "d.jpg") == nil)
      }
    }
  }

  @Test("never crash when damaged")
  func damaged() throws {
    try withFolder { folder in
      _ = fuzz(["x\na\tb\n1\t2.5\t-3e1\t4\n"], seed: 4) { bytes in
        let path = folder.appending(path: "a.jpg").path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        _ = try ObjectFeatureFile(contentsOf: path, width: 2)
      }
    }
  }
}

extension ObjectFeatureFile {
  /// Writes a file that reads back the same.
  fileprivate func write(to path: String) throws(FileError) {
    try FileWriter.write(to: path) { (file) throws(FileError) in
      try file.append(firstLine + "\n" + classes.joined(separator: "\t") + "\n")
      for (i, value) in features.elements.enumerated() {
        try file.append((i > 0 ? "\t" : "") + value.description)
      }
      try file.append("\n")
    }
  }
}
