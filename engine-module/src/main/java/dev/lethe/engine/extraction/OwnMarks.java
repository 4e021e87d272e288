package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.Rereader.Mode;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.Word;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives names and addresses their letters with marks. Where several models read a page together the
 * preferred one is sure of {@code Mollenkamp}, for it has no {@code ö}. The model of the page's own
 * language reads such lines once more, and what differs in marks alone is taken from it.
 */
final class OwnMarks {

  private static final Pattern PROSE =
      Pattern.compile(".*(?:names?|address|holder|parties|surname)");
  private static final Pattern EDGES = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");

  private final DocumentLayout document;
  private final Rereader looks;

  OwnMarks(DocumentLayout document, Rereader looks) {
    this.document = document;
    this.looks = looks;
  }

  Map<String, Finding> restored(Map<String, Finding> findings) {
    Map<String, Finding> all = new LinkedHashMap<>();
    findings.forEach(
        (field, finding) ->
            all.put(field, PROSE.matcher(field).matches() ? restored(finding) : finding));
    return all;
  }

  private Finding restored(Finding finding) {
    String value = finding.value();
    for (TextRun run : finding.candidate().runs()) {
      Optional<TextRun> own =
          new SecondLook(document.page(run.page()), looks).again(run.box(), Mode.LINE_OWN_LANGUAGE);
      if (own.isPresent()) {
        value = marked(value, run.words(), own.get().words());
      }
    }
    return value.equals(finding.value())
        ? finding
        : new Finding(finding.candidate().valued(value), finding.score(), finding.validations());
  }

  private static String marked(String value, List<Word> words, List<Word> own) {
    String marked = value;
    for (Word word : words) {
      String plain = EDGES.matcher(word.text()).replaceAll("");
      for (Word other : own) {
        String text = EDGES.matcher(other.text()).replaceAll("");
        boolean same = other.centerX() > word.left() && other.centerX() < word.right();
        if (same && !text.equals(plain) && withoutMarks(text).equals(plain)) {
          marked =
              Pattern.compile("(?<!\\p{L})" + Pattern.quote(plain) + "(?!\\p{L})")
                  .matcher(marked)
                  .replaceAll(Matcher.quoteReplacement(text));
        }
      }
    }
    return marked;
  }

  private static String withoutMarks(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
  }
}
