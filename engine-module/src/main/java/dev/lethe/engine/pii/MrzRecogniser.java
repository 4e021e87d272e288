package dev.lethe.engine.pii;

import java.util.List;
import java.util.regex.Pattern;

/** Lines of a machine-readable zone, even badly read. */
final class MrzRecogniser implements Recogniser {

  private static final Pattern LINE =
      Pattern.compile("(?:[A-Za-z0-9<«‹]\\s?){8,}(?:<|«|‹)\\s?(?:[A-Za-z0-9<«‹]\\s?){6,}(?<=\\S)");

  @Override
  public List<Span> in(String line) {
    return Patterns.spans(
        "mrz",
        LINE,
        line,
        m -> {
          String zone = m.group().replaceAll("\\s", "").replace("«", "<<");
          long fillers = zone.chars().filter(c -> c == '<' || c == '‹').count();
          return zone.length() >= 26 && fillers >= 2 ? 0.9 : 0;
        });
  }
}
