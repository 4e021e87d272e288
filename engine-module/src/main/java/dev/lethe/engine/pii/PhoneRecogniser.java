package dev.lethe.engine.pii;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Telephone numbers: international ones anywhere, national ones where something calls them so. */
final class PhoneRecogniser implements Recogniser {

  private static final Pattern CONTEXT =
      Pattern.compile(
          "(?i)\\b(tel|phone|fon|fax|mobile?|cell|call|handy|t[ée]l[ée]phone|telefon|telefono|whatsapp|contact|durchwahl|hotline|portable|gsm)");
  private static final Pattern SHAPED =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}./-])(\\(\\d{3}\\) ?\\d{3}[ .-]?\\d{4}|\\d{3}[ .-]\\d{3}[ .-]\\d{4})(?![\\p{L}\\p{N}]|[.-]\\d)");
  private static final Pattern LABELLED =
      Pattern.compile(
          "(?i)(?:tel(?:ephone|efon|efono|\\.)?|phone|fon|fax|mobile?|mobil|handy|t[ée]l)\\b[\\s.:()#no°-]{0,6}(\\+?\\(?\\d[\\d ()/.-]{5,20}\\d)");
  private static final Pattern INTERNATIONAL =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(?:\\+|00)[1-9](?:[ ()./-]{0,3}\\d){7,14}(?![\\p{L}\\p{N}])");
  private static final List<String> REGIONS = List.of("US", "DE", "GB", "FR");

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

  @Override
  public List<Span> in(String line) {
    Set<Span> spans = new LinkedHashSet<>();
    for (PhoneNumberMatch match : numbers.findNumbers(line, "ZZ", Leniency.VALID, 20)) {
      spans.add(new Span("phone", match.start(), match.end(), 0.95));
    }
    if (Patterns.mentions(line, CONTEXT)) {
      for (String region : REGIONS) {
        for (PhoneNumberMatch match : numbers.findNumbers(line, region, Leniency.VALID, 20)) {
          spans.add(new Span("phone", match.start(), match.end(), 0.8));
        }
      }
      spans.addAll(Patterns.spans("phone", LABELLED, line, 0.7));
    }
    spans.addAll(Patterns.spans("phone", SHAPED, line, 0.6));
    spans.addAll(Patterns.spans("phone", INTERNATIONAL, line, 0.75));
    return new ArrayList<>(spans);
  }
}
