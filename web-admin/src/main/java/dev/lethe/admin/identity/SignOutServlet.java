package dev.lethe.admin.identity;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs out here and at the identity provider. Takes only what the console's own pages post. */
@WebServlet("/sign-out")
public class SignOutServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject transient TokenSource tokens;
  @Inject transient ConsoleSettings settings;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (!isOwnPage(request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"))) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    Optional<String> hint = tokens.raw();
    AccessFilter.end(request);
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", farewell(hint));
  }

  private boolean isOwnPage(@Nullable String site, @Nullable String origin) {
    return site != null ? site.equals("same-origin") : settings.publicUrl().equals(origin);
  }

  private String farewell(Optional<String> hint) {
    return settings.endSessionUrl()
        + "?client_id=lethe-console&post_logout_redirect_uri="
        + encode(settings.publicUrl() + "/console/signed-out")
        + hint.map(token -> "&id_token_hint=" + encode(token)).orElse("");
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
