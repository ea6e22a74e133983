/// Words for roles; chosen so that nobody is called what nobody has found.
public enum RoleText {
  /// One sentence on what part the subject may play.
  public static func sentence(_ role: String) -> String {
    switch role {
    case "controller": "The pattern is one of those who collect from others."
    case "facilitator": "The pattern is one of those who move the money."
    case "front": "The pattern is one of a business that covers for another."
    case "buyer": "The pattern is one of those who pay."
    case "possible_victim":
      "This may be a victim: act to protect, do not treat as a suspect, and do not contact without advice."
    default: "The part of the subject is not clear."
    }
  }

  /// A short label.
  public static func label(_ role: String) -> String {
    role == "possible_victim" ? "possible victim" : role
  }
}
