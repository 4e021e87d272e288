package dev.lethe.engine.template;

import dev.lethe.engine.extraction.Folding;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds a form's printed phrases among the words of a page. The longest are looked for first, and
 * no word belongs to two of them: so {@code Phone} is not found within {@code Home Phone}.
 */
final class Phrases {

  private static final double SAME_LINE = 0.5;
  private static final double WIDEST_SPACE = 2.2;
  private static final double WORD_SPACE = 1;
  private static final int SHORT = 5;
  private static final double TOLERANCE = 0.18;
  private static final int LEAST_RUN = 12;
  private static final Pattern GLUED =
      Pattern.compile("^([\\p{L}#?.:]+)([$(]?\\d.*)$|^(.*\\d)(/month.*)$|^(\\$)(\\d.*)$");

  /** From top to bottom, what is nearly on one line from left to right. */
  static final Comparator<Phrase> READING =
      Comparator.comparingDouble((Phrase p) -> Math.round(p.box().centerY() / 4))
          .thenComparingDouble(p -> p.box().left());

  private final List<Word> words;
  private final int[] next;
  private final int[] before;
  private final BitSet printed = new BitSet();
  private final List<List<Integer>> runs;
  private final Map<String, List<Phrase>> found = new HashMap<>();

  /** An occurrence of a phrase. */
  record Phrase(Box box, List<Integer> words) {}

  /**
   * @param words of the page, in points
   * @param texts the form's phrases
   * @param corpus all further print of the form
   */
  Phrases(List<Word> words, Set<String> texts, List<String> corpus) {
    this.words = parted(words, texts);
    this.next = new int[this.words.size()];
    this.before = new int[this.words.size()];
    neighbours();
    List<String> keys =
        texts.stream()
            .map(Phrases::key)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    // what is printed exactly is never another phrase misread: employee and employer
    runs = runs(corpus);
    keys.forEach(key -> found.put(key, occurrences(key, 0)));
    keys.stream()
        .filter(key -> found.getOrDefault(key, List.of()).isEmpty())
        .forEach(key -> found.put(key, occurrences(key, tolerance(key))));
    runs.forEach(run -> run.forEach(printed::set));
  }

  /** Occurrences from top to bottom, each line from left to right. */
  List<Phrase> of(String text) {
    return found.getOrDefault(key(text), List.of());
  }

  List<Word> words() {
    return words;
  }

  boolean isPrinted(int word) {
    return printed.get(word);
  }

  /** Without case, accents and punctuation; letters and digits that look alike are one. */
  private static String key(String text) {
    return Folding.fold(text).replaceAll("[l1]", "i").replace('0', 'o');
  }

  /** A value that is printed close to its caption may be one word with it. */
  private static List<Word> parted(List<Word> words, Set<String> texts) {
    Set<String> ends =
        texts.stream()
            .map(t -> key(t.substring(t.lastIndexOf(' ') + 1)))
            .collect(Collectors.toSet());
    List<Word> parted = new ArrayList<>();
    for (Word word : words) {
      Matcher glued = GLUED.matcher(word.text());
      int at =
          glued.matches() ? glued.end(glued.start(1) >= 0 ? 1 : glued.start(3) >= 0 ? 3 : 5) : 0;
      boolean caption = at > 0 && (glued.start(1) < 0 || ends.contains(key(glued.group(1))));
      if (caption && !word.text().contains("@")) {
        double split = word.left() + (word.right() - word.left()) * at / word.text().length();
        parted.add(part(word, word.text().substring(0, at), word.left(), split));
        parted.add(part(word, word.text().substring(at), split, word.right()));
      } else {
        parted.add(word);
      }
    }
    return parted;
  }

  private static Word part(Word word, String text, double left, double right) {
    return new Word(text, left, word.top(), right, word.bottom(), word.confidence());
  }

  private void neighbours() {
    java.util.Arrays.fill(before, -1);
    for (int i = 0; i < words.size(); i++) {
      next[i] = -1;
      for (int k = 0; k < words.size(); k++) {
        boolean after = k != i && isSameLine(words.get(i), words.get(k)) && follows(i, k);
        if (after && (next[i] < 0 || words.get(k).left() < words.get(next[i]).left())) {
          next[i] = k;
        }
      }
      if (next[i] >= 0) {
        before[next[i]] = i;
      }
    }
  }

  private boolean follows(int first, int second) {
    Word a = words.get(first);
    Word b = words.get(second);
    double height = Math.max(a.height(), b.height());
    return b.centerX() > a.centerX()
        && b.left() > a.right() - 0.4 * height
        && b.left() - a.right() < WIDEST_SPACE * height;
  }

  static boolean isSameLine(Word a, Word b) {
    return Math.abs(a.centerY() - b.centerY()) < SAME_LINE * Math.max(a.height(), b.height());
  }

  private static int tolerance(String wanted) {
    return wanted.length() <= SHORT ? 0 : Math.max(1, (int) (TOLERANCE * wanted.length()));
  }

  private List<Phrase> occurrences(String wanted, int limit) {
    List<Phrase> all = new ArrayList<>();
    for (int start = 0; start < words.size(); start++) {
      if (!printed.get(start)) {
        match(wanted, start, limit).filter(p -> !isWithinPrint(p)).ifPresent(all::add);
      }
    }
    List<Phrase> kept = all.stream().filter(p -> !isWithinValue(p)).toList();
    List<Phrase> chosen = new ArrayList<>(kept.isEmpty() ? all : kept);
    chosen.forEach(p -> p.words().forEach(printed::set));
    chosen.sort(READING);
    return chosen;
  }

  /** A town may be called King City: a word close behind another of a value is no caption. */
  private boolean isWithinValue(Phrase phrase) {
    int first = phrase.words().get(0);
    int left = before[first];
    return phrase.words().size() == 1
        && left >= 0
        && !printed.get(left)
        && words.get(left).text().chars().anyMatch(Character::isLetter)
        && words.get(first).left() - words.get(left).right()
            < WORD_SPACE * words.get(first).height();
  }

  private Optional<Phrase> match(String wanted, int start, int limit) {
    StringBuilder run = new StringBuilder();
    List<Integer> used = new ArrayList<>();
    List<Integer> best = List.of();
    int least = limit + 1;
    String first = key(words.get(start).text());
    if (first.isEmpty()) {
      return Optional.empty();
    }
    // the box before a caption may have been read as a letter of it
    int boxed = first.length() > 3 && "ocdiu".indexOf(first.charAt(0)) >= 0 ? 1 : 0;
    String unboxed = first.substring(boxed);
    boolean isBoxed = boxed > 0 && !wanted.startsWith(first) && wanted.startsWith(unboxed);
    for (int at = start; at >= 0 && !printed.get(at); at = next[at]) {
      run.append(at == start && isBoxed ? unboxed : key(words.get(at).text()));
      used.add(at);
      if (run.length() > wanted.length() + limit) {
        break;
      }
      int distance = Folding.distance(wanted, run.toString(), limit);
      if (distance < least) {
        least = distance;
        best = List.copyOf(used);
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(phrase(best, wanted));
  }

  /** Without what was read of a box before it. */
  private Phrase phrase(List<Integer> used, String wanted) {
    Box box = Box.around(used.stream().map(words::get).toList());
    Word first = words.get(used.get(0));
    String text = first.text();
    int from = 0;
    while (from < text.length() - 1 && !wanted.startsWith(key(text.substring(from, from + 1)))) {
      from++;
    }
    boolean trusted = from <= 3 && !key(text.substring(from)).isEmpty();
    double cut = trusted ? (first.right() - first.left()) * from / text.length() : 0;
    return new Phrase(new Box(box.left() + cut, box.top(), box.right(), box.bottom()), used);
  }

  /** A caption's words may stand in a sentence of the form as well. */
  private boolean isWithinPrint(Phrase phrase) {
    return runs.stream()
        .anyMatch(r -> r.size() > phrase.words().size() + 1 && r.containsAll(phrase.words()));
  }

  /** Runs of words that stand in the form's text, wherever its lines are broken. */
  private List<List<Integer>> runs(List<String> print) {
    String all = print.stream().map(Phrases::key).collect(Collectors.joining("\n"));
    List<List<Integer>> runs = new ArrayList<>();
    BitSet covered = new BitSet();
    for (int start = 0; start < words.size(); start++) {
      StringBuilder run = new StringBuilder();
      List<Integer> used = new ArrayList<>();
      for (int at = covered.get(start) ? -1 : start; at >= 0; at = next[at]) {
        run.append(key(words.get(at).text()));
        if (run.length() == 0 || !all.contains(run)) {
          break;
        }
        used.add(at);
      }
      int letters = used.stream().mapToInt(i -> key(words.get(i).text()).length()).sum();
      if (letters >= LEAST_RUN) {
        used.forEach(covered::set);
        runs.add(used);
      }
    }
    return runs;
  }
}
