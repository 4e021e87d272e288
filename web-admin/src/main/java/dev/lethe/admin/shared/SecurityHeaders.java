package dev.lethe.admin.shared;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Headers of every answer. The policy of a Faces view is set by PrimeFaces, which knows its nonce;
 * everything else gets one that allows no script at all.
 */
public class SecurityHeaders extends HttpFilter {

  private static final long serialVersionUID = 1L;

  /** For pages that are plain HTML. They post only to sign out. */
  static final String MESSAGE_POLICY =
      "default-src 'none'; img-src 'self'; style-src 'self'; frame-ancestors 'none'; base-uri"
          + " 'none'";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    apply(response);
    if (mayBeKept(request)) {
      response.setHeader("Cache-Control", "private, max-age=3600");
    }
    chain.doFilter(request, response);
  }

  static void apply(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader(
        "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    response.setHeader("Cache-Control", "no-store");
  }

  /** Styles and scripts are the same for everyone; pages are never kept. */
  private static boolean mayBeKept(HttpServletRequest request) {
    String path = RequestPath.of(request);
    return path.startsWith("/theme/") || path.startsWith("/jakarta.faces.resource/");
  }
}
