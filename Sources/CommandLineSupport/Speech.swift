package import Files
internal import Foundation

/// Writes text and a line feed to standard output; unlike `print`, it says when that fails.
package func say(_ text: String) throws(FileError) {
  try FileWriter.write(to: "-") { (file) throws(FileError) in try file.append(text + "\n") }
}

/// Writes text and a line feed to standard error.
package func complain(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}
