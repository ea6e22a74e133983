/// A picture, and in a table what it shows: for those who listen to a page, and those who want the numbers.
public struct Picture: Hashable, Sendable {
  /// An `svg` element, complete: it can stand in a page or in a file.
  public var svg: String
  public var table: PictureTable

  /// Both as a `figure` of a page: the table opens under the picture.
  public var figure: String {
    var markup = Markup()
    markup.element("summary", text: "The numbers of this picture")
    markup.append(table.markup)
    return
      "<figure class=\"picture\"><div class=\"picture-frame\">\(svg)</div>\n<details>\(markup.text)</details></figure>"
  }
}

/// A table with a caption and headers. Cells are plain text.
public struct PictureTable: Hashable, Sendable {
  public var caption: String
  public var columns: [String]
  /// The first cell of a row is its header.
  public var rows: [[String]]
  /// What is not among the rows; nil where all is.
  public var note: String?

  public init(caption: String, columns: [String], rows: [[String]], note: String? = nil) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.note = note
  }

  /// A `table` element, and the note in a paragraph after it.
  public var html: String { markup.text }

  var markup: Markup {
    var markup = Markup()
    markup.element("table") { table in
      table.element("caption", text: caption)
      table.element("thead") { head in
        head.element("tr") { row in
          for column in columns { row.element("th", ["scope": "col"], text: column) }
        }
      }
      table.element("tbody") { body in
        for cells in rows {
          body.breakLine()
          body.element("tr") { row in
            for (index, cell) in cells.enumerated() {
              if index == 0 {
                row.element("th", ["scope": "row"], text: cell)
              } else {
                row.element("td", text: cell)
              }
            }
          }
        }
      }
    }
    if let note { markup.element("p", text: note) }
    return markup
  }
}
