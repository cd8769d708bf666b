internal import Files

/// Writes text and a line feed to standard output; unlike `print`, it says when that fails.
func say(_ text: String) throws(FileError) {
  try FileWriter.write(to: "-") { (file) throws(FileError) in try file.append(text + "\n") }
}
