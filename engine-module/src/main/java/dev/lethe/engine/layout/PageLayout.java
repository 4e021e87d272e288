package dev.lethe.engine.layout;

import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page's words as rows (all that stands at one height) and segments (parts of a row between wide
 * gaps), both from top to bottom.
 */
public final class PageLayout {

  private final PageText page;
  private final List<TextRun> rows;
  private final List<TextRun> segments;
  private final Map<Word, TextRun> rowOf = new IdentityHashMap<>();
  private final Map<Word, TextRun> segmentOf = new IdentityHashMap<>();
  private final double textHeight;

  private PageLayout(PageText page, List<TextRun> rows, List<TextRun> segments, double textHeight) {
    this.page = page;
    this.rows = List.copyOf(rows);
    this.segments = List.copyOf(segments);
    rows.forEach(r -> r.words().forEach(w -> rowOf.put(w, r)));
    segments.forEach(s -> s.words().forEach(w -> segmentOf.put(w, s)));
    this.textHeight = textHeight;
  }

  public static PageLayout of(PageText page) {
    List<Word> words = WordSplitter.split(page.words());
    double height = medianHeight(words);
    List<TextRun> rows = Rows.of(page.number(), words);
    List<TextRun> segments = new ArrayList<>();
    for (TextRun row : rows) {
      segments.addAll(segments(row, height, page.digital()));
    }
    return new PageLayout(page, rows, segments, height);
  }

  public PageText page() {
    return page;
  }

  public int number() {
    return page.number();
  }

  public List<TextRun> rows() {
    return rows;
  }

  public List<TextRun> segments() {
    return segments;
  }

  /** The usual height of a word on this page. */
  public double textHeight() {
    return textHeight;
  }

  /** The usual height of a line of type: a recognised word's box holds only its ink. */
  public double typeHeight() {
    return page.digital() ? textHeight : textHeight * 1.4;
  }

  /** The row of this page that holds the word; each word has one. */
  public TextRun rowOf(Word word) {
    return of(word, rowOf);
  }

  /** The segment of this page that holds the word; each word has one. */
  public TextRun segmentOf(Word word) {
    return of(word, segmentOf);
  }

  private static TextRun of(Word word, Map<Word, TextRun> runs) {
    TextRun run = runs.get(word);
    if (run == null) {
      throw new IllegalArgumentException("not a word of this page");
    }
    return run;
  }

  private static List<TextRun> segments(TextRun row, double pageHeight, boolean digital) {
    List<TextRun> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < row.words().size(); i++) {
      Word before = row.words().get(i - 1);
      Word after = row.words().get(i);
      double height = Math.max(pageHeight * 0.7, Math.min(before.height(), after.height()));
      // a digital word's box spans the font's height, a recognised one's only its ink
      if (after.left() - before.right() > height * (digital ? 0.85 : 1.7)) {
        parts.add(row.words(from, i));
        from = i;
      }
    }
    parts.add(row.words(from, row.words().size()));
    return parts;
  }

  private static double medianHeight(List<Word> words) {
    if (words.isEmpty()) {
      return 1;
    }
    List<Double> heights = new ArrayList<>(words.stream().map(Word::height).toList());
    heights.sort(Comparator.naturalOrder());
    return Math.max(1e-6, heights.get(heights.size() / 2));
  }
}
