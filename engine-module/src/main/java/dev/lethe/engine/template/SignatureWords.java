package dev.lethe.engine.template;

import dev.lethe.engine.extraction.Folding;
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

  /** Words that are long enough to be known with a letter or two misread. */
  private static final List<String> LONG_WORDS =
      List.of(
          "signature",
          "signatures",
          "signatory",
          "unterschrift",
          "unterschriften",
          "handtekening",
          "assinatura",
          "firmado",
          "printed");

  /** From so many letters on two may be misread. */
  private static final int LONG = 9;

  private static final Pattern PART = Pattern.compile("\\p{L}[\\p{L}|!1-]{5,}\\p{L}");
  private static final Pattern MISREAD_NAME =
      Pattern.compile(
          "(?<=\\b(?:printed|print|typed|type|full) )(n.me|na.e|nam.)\\b",
          Pattern.CASE_INSENSITIVE);

  private SignatureWords() {}

  /** Words where a line was drawn through a letter or two, or something fell on them. */
  private static String mended(String text) {
    String words =
        PART.matcher(text).replaceAll(part -> Matcher.quoteReplacement(nearest(part.group())));
    return MISREAD_NAME.matcher(words).replaceAll("name");
  }

  private static String nearest(String word) {
    String read = word.toLowerCase(Locale.ROOT);
    if (LONG_WORDS.contains(read)) {
      return word;
    }
    return LONG_WORDS.stream()
        .filter(known -> isNear(known, read))
        .findFirst()
        .map(known -> Character.isUpperCase(word.charAt(0)) ? capital(known) : known)
        .orElse(word);
  }

  private static boolean isNear(String known, String read) {
    int most = known.length() >= LONG ? 2 : 1;
    return Folding.distance(known, read, most) <= most;
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** Whether a page of these words may carry a place for a signature. */
  static boolean hint(String words) {
    return CUES.matcher(words).find();
  }

  static Optional<Kind> kind(String label) {
    String text = mended(label);
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
        mended(label)
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
