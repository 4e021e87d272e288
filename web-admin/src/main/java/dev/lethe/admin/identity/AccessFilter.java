package dev.lethe.admin.identity;

import dev.lethe.admin.shared.MessagePage;
import dev.lethe.admin.shared.RequestPath;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Every request passes here: nobody reaches a page that their roles do not open, and a path that is
 * not known is not found. Whether someone is signed in at all is the server's business (web.xml).
 */
public class AccessFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String PERSON = "lethe.person";
  private static final Set<String> FOR_EVERYONE = Set.of("/signed-out", "/error");
  private static final Set<String> FOR_SIGNED_IN = Set.of("/sign-out", "/keep-alive");

  @Inject transient TokenSource tokens;
  @Inject transient SignedIn signedIn;

  private final transient Clock clock = Clock.systemUTC();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = RequestPath.of(request);
    if (FOR_EVERYONE.contains(path) || path.startsWith("/theme/")) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Person> present = tokens.claims().flatMap(Person::ofClaims);
    if (present.isEmpty()) {
      MessagePage.FORBIDDEN.send(request, response);
      return;
    }
    switch (SessionRules.judge(known(request), present.get(), clock.instant())) {
      case IDLE_ENDED -> endIdle(request, response);
      case LOGIN_AGAIN -> loginAgain(request, response, path);
      case START -> {
        start(request, present.get());
        admit(present.get(), path, request, response, chain);
      }
      case GO_ON -> admit(present.get(), path, request, response, chain);
    }
  }

  private void admit(
      Person person,
      String path,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    signedIn.set(person);
    if (FOR_SIGNED_IN.contains(path) || path.startsWith("/jakarta.faces.resource/")) {
      chain.doFilter(request, response);
    } else if (!person.mayUseConsole()) {
      MessagePage.NO_ACCESS.send(request, response);
    } else if (path.equals("/")) {
      response.sendRedirect(request.getContextPath() + Page.HOME.path());
    } else {
      openPage(person, path, request, response, chain);
    }
  }

  private static void openPage(
      Person person,
      String path,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Optional<Page> page = Page.at(path);
    if (page.isEmpty()) {
      MessagePage.NOT_FOUND.send(request, response);
    } else if (!page.get().isOpenTo(person.roles())) {
      MessagePage.FORBIDDEN.send(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static Optional<Person> known(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null
        ? Optional.empty()
        : Optional.ofNullable((Person) session.getAttribute(PERSON));
  }

  private static void start(HttpServletRequest request, Person person) {
    HttpSession session = request.getSession(true);
    request.changeSessionId();
    session.setAttribute(PERSON, person);
  }

  private static void endIdle(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    end(request);
    response.sendRedirect(request.getContextPath() + "/signed-out?reason=idle");
  }

  private static void loginAgain(
      HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException, ServletException {
    end(request);
    String target = Page.at(path).orElse(Page.HOME).path();
    response.sendRedirect(request.getContextPath() + target);
  }

  /** Ends session and login on this server. */
  static void end(HttpServletRequest request) throws ServletException {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    request.logout();
  }
}
