package dev.lethe.admin.shared;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Pages that say what happened and where to go, in fixed sentences. They use neither Faces nor any
 * service, so they work when those do not, and can show nothing of what went wrong.
 */
public enum MessagePage {
  SIGNED_OUT(200, "Signed out", "You are signed out of Lethe.", "Sign in again", false),
  IDLE(
      200,
      "Session ended",
      "You were signed out because nothing happened for a while.",
      "Sign in again",
      false),
  NO_ACCESS(
      403,
      "No access to the console",
      "Your account has no role that opens the console. The administrator of your organisation can"
          + " give you one.",
      "",
      true),
  FORBIDDEN(
      403,
      "Not open to your role",
      "Your role does not open this page. If you need it, ask the administrator of your"
          + " organisation.",
      "Go to Home",
      true),
  NOT_FOUND(404, "Page not found", "There is nothing at this address.", "Go to Home", true),
  EXPIRED(
      409,
      "This page is out of date",
      "The page was open too long, and what you did was not carried out. Open it again and repeat"
          + " it.",
      "Go to Home",
      true),
  FAILED(
      500,
      "Something went wrong",
      "The page could not be shown. Nothing was changed. If this happens again, tell whoever runs"
          + " this service the time at which it happened.",
      "Go to Home",
      true);

  private final int status;
  private final String title;
  private final String text;
  private final String link;
  private final boolean signedIn;

  MessagePage(int status, String title, String text, String link, boolean signedIn) {
    this.status = status;
    this.title = title;
    this.text = text;
    this.link = link;
    this.signedIn = signedIn;
  }

  /** The page for an error's status. */
  public static MessagePage ofStatus(int status) {
    return switch (status) {
      case 401, 403 -> FORBIDDEN;
      case 404, 405 -> NOT_FOUND;
      case 409 -> EXPIRED;
      default -> FAILED;
    };
  }

  public int status() {
    return status;
  }

  /** Answers with this page; the caller does nothing more with the response. */
  public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    SecurityHeaders.apply(response);
    response.setHeader("Content-Security-Policy", SecurityHeaders.MESSAGE_POLICY);
    response.setStatus(status);
    response.setContentType("text/html");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(html(request.getContextPath()));
  }

  private String html(String root) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="UTF-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%2$s · Lethe</title>
        <link rel="icon" href="%1$s/theme/lethe.svg" type="image/svg+xml">
        <link rel="stylesheet" href="%1$s/theme/lethe.css">
        </head>
        <body class="message">
        <header class="bar"><div class="bar-inner"><span class="brand">Lethe</span></div></header>
        <main id="content" tabindex="-1">
        <div class="notice-card">
        <h1>%2$s</h1>
        <p>%3$s</p>
        %4$s%5$s
        </div>
        </main>
        </body>
        </html>
        """
        .formatted(root, title, text, linkHtml(root), signOutHtml(root));
  }

  private String linkHtml(String root) {
    return link.isEmpty()
        ? ""
        : "<p><a class=\"button\" href=\"%s/home\">%s</a></p>".formatted(root, link);
  }

  private String signOutHtml(String root) {
    return signedIn
        ? """
          <form method="post" action="%s/sign-out">\
          <button type="submit" class="button quiet">Sign out</button></form>"""
            .formatted(root)
        : "";
  }
}
