package dev.lethe.engine.layout;

import dev.lethe.engine.page.Word;
import java.util.List;

/** Words of one page that stand side by side, read from left to right. Never prints its text. */
public final class TextRun {

  private final int page;
  private final List<Word> words;
  private final int[] starts;
  private final String text;
  private final Box box;

  public TextRun(int page, List<Word> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a run has words");
    }
    this.page = page;
    this.words = List.copyOf(words);
    this.starts = new int[words.size()];
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      if (i > 0) {
        joined.append(isWide(words.get(i - 1), words.get(i)) ? "  " : " ");
      }
      starts[i] = joined.length();
      joined.append(words.get(i).text());
    }
    this.text = joined.toString();
    this.box = Box.around(words);
  }

  private static boolean isWide(Word before, Word after) {
    return after.left() - before.right() > 1.5 * Math.max(before.height(), after.height());
  }

  public int page() {
    return page;
  }

  public List<Word> words() {
    return words;
  }

  /** All words, one space between two, or two where a wide gap parts them. */
  public String text() {
    return text;
  }

  public Box box() {
    return box;
  }

  /** Index of the word that holds the character of {@link #text()} at the offset. */
  public int wordAt(int offset) {
    int found = 0;
    for (int i = 0; i < starts.length && starts[i] <= offset; i++) {
      found = i;
    }
    return found;
  }

  /** Offset in {@link #text()} at which the word begins. */
  public int startOf(int word) {
    return starts[word];
  }

  /** The words that hold the characters from start (inclusive) to end (exclusive). */
  public TextRun cut(int start, int end) {
    return words(wordAt(start), wordAt(end - 1) + 1);
  }

  /** Words from an index (inclusive) to another (exclusive). */
  public TextRun words(int from, int to) {
    return from == 0 && to == words.size() ? this : new TextRun(page, words.subList(from, to));
  }

  /** Mean of the words' confidences, weighted by their lengths. */
  public double confidence() {
    double sum = 0;
    int characters = 0;
    for (Word word : words) {
      sum += word.confidence() * word.text().length();
      characters += word.text().length();
    }
    return characters == 0 ? 0 : sum / characters;
  }

  @Override
  public String toString() {
    return "TextRun[" + words.size() + " words]";
  }
}
