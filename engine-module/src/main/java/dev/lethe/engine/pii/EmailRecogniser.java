package dev.lethe.engine.pii;

import java.util.List;
import java.util.regex.Pattern;

/** E-mail addresses. */
final class EmailRecogniser implements Recogniser {

  private static final Pattern EMAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}._%+'-]{1,64}\\s?@\\s?[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63})*\\.\\p{L}{2,24}");

  @Override
  public List<Span> in(String line) {
    return Patterns.spans("email", EMAIL, line, 1);
  }
}
