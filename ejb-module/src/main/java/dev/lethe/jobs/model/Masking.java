package dev.lethe.jobs.model;

import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.PolicyBundle.FieldRule;
import dev.lethe.policy.model.PolicyBundle.Mask;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.RevealPermit;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes values unreadable as policy says, the printed and the normalised form alike: what one
 * covers, the other does not show. Where something is shown, the letters and digits around it
 * become dots and separators stay, so that the kind of a value can still be seen.
 */
public final class Masking {

  private static final int COVER = '•';
  private static final Pattern YEAR = Pattern.compile("(?<![0-9])(1[89]|20)[0-9]{2}(?![0-9])");
  private static final int SHOWN = 4;

  /** The same for every value: its length would tell, of a text as of a place. */
  private static final String NOTHING = "••••••";

  private Masking() {}

  /** The field as a caller may see it without the right to reveal. */
  public static FieldView view(ExtractedField field, FieldRule rule) {
    boolean masked = rule.mask() != Mask.NONE && field.raw().isPresent();
    return new FieldView(
        new FieldName(field.name()),
        field.type(),
        field.raw().map(text -> mask(rule.mask(), text)),
        field.normalized().map(text -> mask(rule.mask(), text)),
        masked,
        field.confidence(),
        rule.sensitivity(),
        field.page(),
        field.polygon(),
        field.validations(),
        field.absence());
  }

  /** A text under a mask. */
  public static PersonalText mask(Mask mask, PersonalText text) {
    if (mask == Mask.NONE) {
      return text;
    }
    String open = text.reveal(RevealPermit.forMasking());
    return PersonalText.of(
        switch (mask) {
          case LAST4 -> lastFour(open);
          case INITIALS -> initials(open);
          case YEAR -> year(open);
          case NONE, FULL -> NOTHING;
        });
  }

  /** Shows the last four letters or digits, but never more than half of what is there. */
  private static String lastFour(String open) {
    long all = open.codePoints().filter(Masking::isCoverable).count();
    long shown = Math.min(SHOWN, all / 2);
    int[] seen = {0};
    return cover(open, i -> ++seen[0] > all - shown);
  }

  private static String initials(String open) {
    int[] before = {' '};
    return cover(
        open,
        codePoint -> {
          boolean first = Character.isWhitespace(before[0]) || before[0] == '-';
          before[0] = codePoint;
          return first && Character.isLetter(codePoint);
        },
        codePoint -> before[0] = codePoint);
  }

  private static String year(String open) {
    Optional<Matcher> year = Optional.of(YEAR.matcher(open)).filter(Matcher::find);
    int from = year.map(Matcher::start).orElse(-1);
    int until = year.map(Matcher::end).orElse(-1);
    int[] at = {0};
    StringBuilder covered = new StringBuilder();
    open.codePoints()
        .forEach(
            codePoint -> {
              boolean shown = at[0] >= from && at[0] < until;
              at[0] += Character.charCount(codePoint);
              covered.appendCodePoint(shown ? codePoint : covered(codePoint));
            });
    return covered.toString();
  }

  private static String cover(String open, IntPredicate shown) {
    return cover(open, shown, codePoint -> {});
  }

  /** Asks for each letter or digit whether it is shown; tells of each other character. */
  private static String cover(
      String open, IntPredicate shown, java.util.function.IntConsumer other) {
    StringBuilder result = new StringBuilder();
    open.codePoints()
        .forEach(
            codePoint -> {
              if (isCoverable(codePoint)) {
                result.appendCodePoint(shown.test(codePoint) ? codePoint : COVER);
              } else {
                other.accept(codePoint);
                result.appendCodePoint(codePoint);
              }
            });
    return result.toString();
  }

  private static int covered(int codePoint) {
    return isCoverable(codePoint) ? COVER : codePoint;
  }

  /** Everything that can carry meaning; a mark that is combined with a letter goes with it. */
  private static boolean isCoverable(int codePoint) {
    return Character.isLetterOrDigit(codePoint)
        || switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK,
              Character.OTHER_NUMBER,
              Character.LETTER_NUMBER,
              Character.OTHER_SYMBOL,
              Character.MODIFIER_SYMBOL,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.SURROGATE ->
              true;
          default -> false;
        };
  }
}
