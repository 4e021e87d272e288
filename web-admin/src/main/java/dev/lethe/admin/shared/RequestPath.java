package dev.lethe.admin.shared;

import jakarta.servlet.http.HttpServletRequest;

/** What a request asks for within the console, however the server maps it to a servlet. */
public final class RequestPath {

  private RequestPath() {}

  /** Decoded, with a slash at its beginning. */
  public static String of(HttpServletRequest request) {
    String info = request.getPathInfo();
    String path = request.getServletPath() + (info == null ? "" : info);
    return path.isEmpty() ? "/" : path;
  }
}
