import HTTPTypes
import Hummingbird
import Mustache

extension Page {
  /// The page as an answer.
  func response(status: HTTPResponse.Status = .ok, session: Session?) -> Response {
    let layout = Layout(self, session: session)
    // A test renders every template: what has a case has a file.
    let text = Template.library.render(layout, withTemplate: Self.template.rawValue) ?? ""
    return Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

extension Response {
  /// Sends the browser on, with a GET: what was posted is not posted again by a reload.
  static func seeOther(_ address: String) -> Response {
    Response(status: .seeOther, headers: [.location: address])
  }
}
