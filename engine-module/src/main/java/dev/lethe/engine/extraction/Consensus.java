package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.page.Word.Alternative;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets several readings of one line vote, place by place. What most readings have, weighted by how
 * sure each was, stays; what else was read stays with a word as its alternatives, so that sums,
 * check digits and calendars can still choose otherwise.
 */
final class Consensus {

  /** Share of the narrower of two words from which they stand at one place. */
  private static final double SHARED = 0.3;

  /** Below that a word that no other reading has is taken for a speck. */
  private static final double FAINT = 0.4;

  private static final int MOST_ALTERNATIVES = 6;

  /** A single character exchanged is worth less than a whole reading of its own. */
  private static final double EXCHANGED = 0.5;

  private Consensus() {}

  /** Of at least one reading of the same line, the page's own first. */
  static TextRun of(List<TextRun> readings) {
    List<Word> words = new ArrayList<>();
    for (Place place : places(readings)) {
      words.addAll(place.elected(readings.size()));
    }
    return words.isEmpty() ? readings.get(0) : new TextRun(readings.get(0).page(), words);
  }

  /** Whether two readings are the same but for white space and the marks at their ends. */
  static boolean agree(TextRun a, TextRun b) {
    return plain(a.text()).equals(plain(b.text()));
  }

  /** Where one reading may see one word and another two. */
  private static final class Place {

    private double left;
    private double right;
    private final Map<Integer, List<Word>> byReading = new LinkedHashMap<>();

    Place(Word word, int reading) {
      left = word.left();
      right = word.right();
      add(word, reading);
    }

    boolean holds(Word word) {
      double shared = Math.min(right, word.right()) - Math.max(left, word.left());
      return shared > SHARED * Math.min(right - left, word.right() - word.left());
    }

    void add(Word word, int reading) {
      left = Math.min(left, word.left());
      right = Math.max(right, word.right());
      byReading.computeIfAbsent(reading, r -> new ArrayList<>()).add(word);
    }

    /** Nothing where only one of several readings saw something, unless that was the page's own. */
    List<Word> elected(int readings) {
      if (byReading.size() == 1 && readings > 2 && !isSure()) {
        return List.of();
      }
      Map<String, Votes> votes = new LinkedHashMap<>();
      byReading.values().forEach(w -> votes.computeIfAbsent(key(w), k -> new Votes()).add(w));
      List<Votes> ranked =
          votes.values().stream()
              .sorted(Comparator.comparingDouble((Votes v) -> v.weight).reversed())
              .toList();
      List<Word> elected = new ArrayList<>(ranked.get(0).words);
      Word first = elected.get(0);
      elected.set(0, first.reading(first.text(), first.confidence(), others(ranked)));
      return elected;
    }

    private boolean isSure() {
      List<Word> first = byReading.getOrDefault(0, List.of());
      return first.stream().anyMatch(w -> w.confidence() > FAINT);
    }

    private List<Alternative> others(List<Votes> ranked) {
      Map<String, Double> exchanged = new LinkedHashMap<>();
      byReading.values().stream()
          .filter(w -> w.size() == 1)
          .flatMap(w -> w.get(0).alternatives().stream())
          .forEach(a -> exchanged.merge(a.text(), a.share() * EXCHANGED, Math::max));
      double most = Math.max(1e-6, ranked.get(0).weight);
      List<Alternative> others = new ArrayList<>();
      for (Votes votes : ranked.subList(1, ranked.size())) {
        others.add(new Alternative(text(votes.words), Math.min(1, votes.weight / most)));
      }
      exchanged.forEach(
          (text, share) -> {
            if (ranked.stream().noneMatch(v -> plain(text(v.words)).equals(plain(text)))) {
              others.add(new Alternative(text, share));
            }
          });
      others.sort(Comparator.comparingDouble(Alternative::share).reversed());
      return others.subList(0, Math.min(MOST_ALTERNATIVES, others.size()));
    }
  }

  private static final class Votes {
    private double weight;
    private double confidence = -1;
    private List<Word> words = List.of();

    void add(List<Word> reading) {
      double sure = reading.stream().mapToDouble(Word::confidence).min().orElse(0);
      weight += sure + Judges.weight(text(reading));
      if (sure > confidence) {
        confidence = sure;
        words = reading;
      }
    }
  }

  /** From left to right. */
  private static List<Place> places(List<TextRun> readings) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      for (Word word : readings.get(i).words()) {
        List<Place> same = places.stream().filter(p -> p.holds(word)).toList();
        if (same.isEmpty()) {
          places.add(new Place(word, i));
        } else {
          same.get(0).add(word, i);
          same.subList(1, same.size()).forEach(other -> merge(same.get(0), other));
          places.removeAll(same.subList(1, same.size()));
        }
      }
    }
    places.sort(Comparator.comparingDouble(p -> p.left));
    return places;
  }

  private static void merge(Place into, Place other) {
    other.byReading.forEach((reading, words) -> words.forEach(w -> into.add(w, reading)));
    into.byReading.values().forEach(w -> w.sort(Comparator.comparingDouble(Word::left)));
  }

  private static String text(List<Word> words) {
    return String.join(" ", words.stream().map(Word::text).toList());
  }

  /** Marks inside a number make another number; between letters they do not matter. */
  private static String key(List<Word> words) {
    String text = text(words);
    String key = text.chars().anyMatch(Character::isDigit) ? plain(text) : Folding.fold(text);
    return key.isEmpty() ? text : key;
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", "").replaceAll("^[^\\p{L}\\p{N}]+|[.,;:'|]+$", "");
  }
}
