package dev.lethe.engine.pii;

import dev.lethe.engine.pii.Recogniser.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shared by recognisers that look for a pattern and then judge what it matched. */
final class Patterns {

  private Patterns() {}

  static List<Span> spans(String kind, Pattern pattern, String line, double score) {
    return spans(kind, pattern, line, m -> score);
  }

  /** Spans that score above nothing; group 1 is the span if the pattern has a group. */
  static List<Span> spans(
      String kind, Pattern pattern, String line, ToDoubleFunction<MatchResult> score) {
    List<Span> spans = new ArrayList<>();
    Matcher matcher = pattern.matcher(line);
    while (matcher.find()) {
      double s = score.applyAsDouble(matcher.toMatchResult());
      int group = matcher.groupCount() > 0 && matcher.group(1) != null ? 1 : 0;
      if (s > 0) {
        spans.add(new Span(kind, matcher.start(group), matcher.end(group), s));
      }
    }
    return spans;
  }

  static boolean mentions(String line, Pattern context) {
    return context.matcher(line).find();
  }

  static String digits(String text) {
    return text.replaceAll("\\D", "");
  }

  static ToDoubleFunction<MatchResult> ifValid(Predicate<String> valid, double score) {
    return m -> valid.test(m.group()) ? score : 0;
  }
}
