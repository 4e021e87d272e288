package dev.lethe.api.problems;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Refuses media types of no form at all: what parses them later would quote them in the log. */
public class HeaderForm implements Filter {

  private static final int MAX_LENGTH = 2_000;
  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
  private static final String PARAMETERS =
      "(?:\\s*;\\s*(?:" + TOKEN + "\\s*=\\s*(?:" + TOKEN + "|\"[^\"\\\\\r\n]*\"))?)*+";
  private static final String TYPE = "\\s*" + TOKEN + "/" + TOKEN + PARAMETERS + "\\s*";
  private static final String ANY = "(?:" + TYPE + "|\\s*\\*" + PARAMETERS + "\\s*)";
  private static final Pattern ONE = Pattern.compile(TYPE);
  private static final Pattern LIST = Pattern.compile(ANY + "(?:," + ANY + ")*+");
  private static final Pattern LANGUAGES = Pattern.compile("[A-Za-z0-9*,;=. -]*");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    require(asked, "Content-Type", ONE);
    require(asked, "Accept", LIST);
    require(asked, "Accept-Language", LANGUAGES);
    chain.doFilter(request, response);
  }

  private static void require(HttpServletRequest request, String name, Pattern form) {
    List<String> values = Collections.list(request.getHeaders(name));
    if (!values.stream().allMatch(value -> fits(value, form))) {
      throw new LetheException(
          ProblemCode.REQUEST_MALFORMED, List.of(new Detail("", "header-malformed")));
    }
  }

  static boolean fits(String value, Pattern form) {
    return value.length() <= MAX_LENGTH && form.matcher(value).matches();
  }

  static boolean isMediaType(String value) {
    return fits(value, ONE);
  }

  static boolean isAccept(String value) {
    return fits(value, LIST);
  }
}
