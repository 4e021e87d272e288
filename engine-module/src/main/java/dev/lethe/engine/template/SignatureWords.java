package dev.lethe.engine.template;

import dev.lethe.engine.template.SignatureBlock.Kind;
import dev.lethe.worker.SignatureRoles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words by which places for signatures are known. */
final class SignatureWords {

  private static final Pattern SIGNATURE =
      Pattern.compile(
          "\\b(signatures?|signed|sign here|signatory|unterschrift(en)?|gez\\.?|signature de|firma|firmado|handtekening|assinatura|by)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DATE =
      Pattern.compile("\\b(date[ds]?|datum|fecha|data|dated)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile(
          "\\b((print(ed)?|type[d]?|full) (or type(d)? )?name|print name|name|nom|nome|nombre|naam)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern OTHER =
      Pattern.compile(
          "\\b(title|position|company|address|phone|email|its|place|ort|lieu|city)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final List<String> ROLES = SignatureRoles.WORDS;

  private static final Pattern CUES =
      Pattern.compile(
          "\\b(signature|signed|sign here|unterschrift|in witness whereof|signatory|firma del|fait à|handtekening)\\b|\\bby:",
          Pattern.CASE_INSENSITIVE);

  private SignatureWords() {}

  /** Whether a page of these words may carry a place for a signature. */
  static boolean hint(String words) {
    return CUES.matcher(words).find();
  }

  static Optional<Kind> kind(String text) {
    boolean date = DATE.matcher(text).find();
    boolean name = NAME.matcher(text).find();
    if (SIGNATURE.matcher(text).find()
        && !(name && text.toLowerCase(Locale.ROOT).contains("print"))) {
      return Optional.of(Kind.SIGNATURE);
    }
    if (date) {
      return Optional.of(Kind.DATE);
    }
    if (name) {
      return Optional.of(Kind.NAME);
    }
    return OTHER.matcher(text).find() ? Optional.of(Kind.OTHER) : Optional.empty();
  }

  static boolean isDate(String word) {
    return DATE.matcher(word).find();
  }

  /**
   * Who signs, as far as one of the known words tells; {@link SignatureRoles#UNKNOWN} otherwise.
   */
  static String role(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]+", "-");
    return ROLES.stream()
        .filter(role -> ("-" + plain + "-").matches(".*-" + role + "s?-.*"))
        .findFirst()
        .orElse(SignatureRoles.UNKNOWN);
  }

  /** What is left of a label when its own words are taken out: a name, if it looks like one. */
  static Optional<String> name(String label) {
    String rest =
        label
            .replaceAll(
                "(?i)\\b(the|of|and|or|authori[sz]ed|representative|person|on behalf|for)\\b", " ")
            .replaceAll("[_.…:|*()\\[\\]]+", " ");
    rest = SIGNATURE.matcher(rest).replaceAll(" ");
    rest = DATE.matcher(rest).replaceAll(" ");
    rest = NAME.matcher(rest).replaceAll(" ");
    rest = OTHER.matcher(rest).replaceAll(" ");
    for (String role : ROLES) {
      rest = rest.replaceAll("(?i)\\b" + role.replace("-", "[- ]") + "s?\\b", " ");
    }
    Matcher name =
        Pattern.compile("(?<!\\p{L})\\p{Lu}[\\p{L}'’.-]*(?: \\p{Lu}[\\p{L}'’.-]*){1,3}(?!\\p{L})")
            .matcher(rest.replaceAll("[\\s,]+", " ").strip());
    return name.find() ? Optional.of(name.group()) : Optional.empty();
  }
}
