import Files
import Parallel
import RelationExtraction
import Testing

@Suite("Python literals") struct PythonLiteralTests {
  private func parse(_ text: String) throws -> PythonLiteral {
    try PythonLiteral(parsing: text, named: "x")
  }

  @Test("reads every form")
  func forms() throws {
    #expect(try parse("None") == .none)
    #expect(try parse("[True, False, None,]") == .list([.boolean(true), .boolean(false), .none]))
    #expect(try parse("(1)") == .integer(1))
    #expect(try parse("(1,)") == .tuple([.integer(1)]))
    #expect(try parse("()") == .tuple([]))
    #expect(try parse("{1, 'a', True,}") == .set([.integer(1), .string("a")]))
    #expect(try parse("{(1, 2)}").description == "{(1, 2)}")
    #expect(try parse("{'a': (1, -2.5e3), 'b': {}}")["a"] == .tuple([.integer(1), .number(-2500)]))
    #expect(try parse(#"'\x41\u00e9\U0001f600\101\t\'"'"#) == .string("Aé😀A\t'\""))
    #expect(try parse("'a' \"b\"'''c\nd'''") == .string("abc\nd"))
    #expect(try parse(#"r'\n' u'x'"#) == .string(#"\nx"#))
    #expect(try parse("0x_ff") == .integer(255))
    #expect(try parse("{'a': 1, 'b': 2, 'a': 3}").description == "{'a': 3, 'b': 2}")
    #expect(try parse("{1: 'a', True: 'b'}").description == "{1: 'b'}")
    // In Python these are two lone halves; here they are the character that they stand for in UTF-16.
    #expect(try parse(#"'\ud83d\ude00'"#) == .string("😀"))
  }

  @Test(
    "tells where something is wrong",
    arguments: [
      ("{'a': 1", "x:1:8: expected “,” or “}”, found the end"),
      ("{'é': eval('1')}", "x:1:7: expected a value, found “eval('1')}”"),
      ("['a',\n  b]", "x:2:3: expected a value, found “b]”"),
      ("'abc", "x:1:1: a string has no end"),
      (#"'\x4'"#, "x:1:2: expected 2 hexadecimal digits in an escape"),
      (#"'\ud800'"#, "x:1:2: an escape is half a character"),
      (#"'\U00110000'"#, "x:1:2: an escape is beyond Unicode"),
      (#"'\N{BULLET}'"#, "x:1:2: characters by name (\\N{…}) are not read"),
      ("012", "x:1:1: expected a number, found “012”"),
      ("99999999999999999999", "x:1:1: expected a number, found “999999999999”"),
      ("1+2j", "x:1:2: expected the end of the value, found “+2j”"),
      ("{[]: 1}", "x:1:2: a list, a set or a dictionary cannot be a key"),
      ("{1, 2: 3}", "x:1:6: expected “:” after a key, found “: 3}”"),
      ("{1: 2, 3}", "x:1:9: expected “:” after a key, found “}”"),
      ("[1 2]", "x:1:4: expected “,” or “]”, found “2]”"),
      ("[,]", "x:1:2: expected a value, found “,]”"),
      ("", "x:1:1: expected a value, found the end"),
    ])
  func errors(_ text: String, _ message: String) {
    let error = #expect(throws: FileError.self) { try parse(text) }
    #expect(error?.description == message)
  }

  @Test("refuses what is nested too deep, with brackets of all kinds")
  func depth() throws {
    for (open, close) in [("[", "]"), ("(", ",)"), ("{1: ", "}")] {
      let text = { (depth: Int) in
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      }
      _ = try parse(text(99))
      #expect(throws: FileError.self) { try parse(text(100_000)) }
    }
  }

  @Test("writes what Python's repr writes")
  func writing() throws {
    for text in [
      #"'it is'"#, #""it's""#, #"'it\'s "so"'"#, #"'\x00\x7f\x85\xad\u200b\ue000\U000e0001\\'"#,
      "'é日😀'", "1e+16", "1e-05", "0.0001", "-0.0", "123456.75", "1.5e+300", "9007199254740993.0",
      "(1,)", "[]", "{}", "{'a': [1, (2.5, None)], 3: True}",
    ] {
      let expected = text == "9007199254740993.0" ? "9007199254740992.0" : text
      #expect(try parse(text).description == expected)
    }
    #expect(PythonLiteral.string("é日😀").asciiDescription == #"'\xe9\u65e5\U0001f600'"#)
  }

  /// The text of a random value, in a form that need not be the one `repr` writes.
  private func randomText(_ random: inout SeededGenerator, depth: Int = 0) -> String {
    func pick(_ choices: [String]) -> String { choices[random.index(below: choices.count)] }
    let pieces = [
      "a", "B", " ", "é", "日", "😀", "\\\\", "\\'", "\\\"", "\\n", "\\t", "\\a", "\\v", "\\0",
      "\\12",
      "\\101", "\\377", "\\400", "\\x41", "\\xe9", "\\u2028", "\\u00AD", "\\U0001F600", "\\q",
      "\\%",
      "\\8", "#", "{", "\u{301}", "\u{7f}", "\u{200b}", "\\x4", "\\u12", "\\", "\u{e000}", "\u{1}",
    ]
    switch random.index(below: depth > 3 ? 6 : 11) {
    case 0: return pick(["None", "True", "False", "none", "true"])
    case 1:
      return pick([
        "0", "00", "7", "-3", "+4", "- 5", "1_000", "1__0", "_1", "1_", "0x1F", "0b101", "0o17",
        "012",
        "9223372036854775807", "-9223372036854775808", "--1", "0x", "0b2",
      ])
    case 2:
      return pick([
        "1.", ".5", "1.5", "1e5", "1E-7", "1e400", "1e-400", "1_0.0_1", "1_.5", "1e_5", "1e+1_0",
        ".",
        "-.5e-3", "1e", "12345678901234567890.0", "1e16", "123456789012345678.0", "0.00001", "1.e3",
        "5e-324", "01.5", "1e22", "2.5e17", "99999999999999984.0", "._5", "1._5", "0_1.5",
      ])
    case 3, 4, 5:
      return (0...random.index(below: 2)).map { _ in
        let mark = pick(["'", "\"", "'", "\"", "'''", "\"\"\""])
        let body = (0..<random.index(below: 6)).map { _ in pick(pieces) }.joined()
        let other = pick(["", "", "'", "\"", "\n"])
        return pick(["", "", "", "u", "r", "R", "b"]) + mark + body + other + mark
      }.joined(separator: pick(["", " "]))
    case 6, 7:
      let elements = (0..<random.index(below: 4)).map { _ in randomText(&random, depth: depth + 1) }
      return "[" + elements.joined(separator: pick([",", ", ", " ,"])) + pick(["]", ",]", " ]"])
    case 8:
      let elements = (0..<random.index(below: 4)).map { _ in randomText(&random, depth: depth + 1) }
      return "(" + elements.joined(separator: ", ") + pick([")", ",)", ""])
    default:
      let entries = (0..<random.index(below: 4)).map { _ in
        randomText(&random, depth: 4) + pick([":", ": "]) + randomText(&random, depth: depth + 1)
      }
      return "{" + entries.joined(separator: ", ") + pick(["}", ",}"])
    }
  }

  @Test(
    "agrees with ast.literal_eval on generated text, right and wrong",
    .enabled(if: Python.isHere, "\(Python.absence)"))
  func agreesWithPython() throws {
    var random = SeededGenerator(seed: 11)
    let texts = (0..<20_000).map { _ in randomText(&random) }
    // A null byte separates them; it occurs in none. “!” is an error, and bytes are not read, and sets have no order.
    let program = """
      import ast, sys
      sys.stdin.reconfigure(encoding="utf-8", newline="")
      for text in sys.stdin.read().split("\\0"):
          try:
              value = ast.literal_eval(text)
              nodes = list(ast.walk(ast.parse(text.lstrip(" \\t"), mode="eval")))
              isOther = any(isinstance(n, ast.Set) or isinstance(getattr(n, "value", 0), bytes)
                            for n in nodes)
              print("other" if isOther else ascii(value))
          except Exception:
              print("!")
      """
    let answers = try Python.run(program, input: texts.joined(separator: "\0"))
      .split(separator: "\n", omittingEmptySubsequences: false)
    var (valueCount, errorCount) = (0, 0)
    for (text, answer) in zip(texts, answers) where answer != "other" {
      let own = (try? parse(text).asciiDescription) ?? "!"
      #expect(own == answer, "\(text)")
      if answer == "!" { errorCount += 1 } else { valueCount += 1 }
    }
    // Both kinds have to be frequent, or nothing was shown.
    #expect(valueCount > 5000 && errorCount > 2000, "\(valueCount) \(errorCount)")
  }

  @Test("never crashes on damaged text")
  func damaged() {
    let texts = [
      "{'token': ['RT', '@ana', \"O'Hara\", 'x\\u00e9\\U0001f600'], 'h': {'pos': (3, 5)}, 'n': -1.5e3}",
      "['''a''', r'\\', 0x1f, 1_000, None, True, {}, (), ((1,),), 'a' 'b']",
    ]
    fuzz(texts, count: 5000, seed: 1) { bytes in
      _ = try PythonLiteral(parsing: String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}
