/// What every page has: a head, a way to skip to the contents, and landmarks.
package struct PageShell: Sendable {
  package var title: String
  /// In HTML, in order.
  package var sections: [(id: String, title: String, body: String)] = []
  /// What stands below the title, in HTML.
  package var lead: String
  /// What stands at the end, in HTML.
  package var footer: String
  package var moreStyle = ""
  /// Elements after the contents: data and scripts.
  package var scripts = ""

  package init(title: String, lead: String, footer: String) {
    (self.title, self.lead, self.footer) = (title, lead, footer)
  }

  /// The whole page. Its policy forbids to load anything from anywhere.
  package var html: String {
    let links = sections.map { "<li><a href=\"#\($0.id)\">\(escaped($0.title))</a></li>" }
    let bodies = sections.map { section in
      """
      <section aria-labelledby="\(section.id)">
      <h2 id="\(section.id)" tabindex="-1">\(escaped(section.title))</h2>
      \(section.body)
      </section>
      """
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      script-src 'unsafe-inline'; img-src data:">
      <meta name="color-scheme" content="light dark">
      <link rel="icon" href="data:,">
      <title>\(escaped(title))</title>
      <style>
      \(PageStyle.css)
      \(moreStyle)
      </style>
      </head>
      <body>
      <a class="skip" href="#content">Skip to the contents</a>
      <header>
      <h1>\(escaped(title))</h1>
      \(lead)
      <nav aria-label="Parts of this page"><ul>\(links.joined())</ul></nav>
      </header>
      <main id="content" tabindex="-1">
      \(bodies.joined(separator: "\n"))
      </main>
      <footer>\(footer)</footer>
      \(scripts)
      </body>
      </html>

      """
  }
}
