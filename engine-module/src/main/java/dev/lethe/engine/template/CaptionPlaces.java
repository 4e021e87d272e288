package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.template.CaptionForm.Caption;
import dev.lethe.engine.template.CaptionForm.Place;
import dev.lethe.engine.template.CaptionForm.Side;
import dev.lethe.engine.template.FormTemplate.Mode;
import dev.lethe.engine.template.Phrases.Phrase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where a form's captions stand on a page, and so where its values do. All places in points. */
final class CaptionPlaces {

  /** Share of the anchors that must be printed. */
  private static final double LEAST_ANCHORS = 0.7;

  private static final double LINES_BELOW = 2.6;
  private static final double BLOCK_BELOW = 12;

  private final CaptionForm form;
  private final Phrases phrases;
  private final Map<String, Phrase> captions = new HashMap<>();

  CaptionPlaces(CaptionForm form, List<Word> words) {
    this.form = form;
    Set<String> texts = new HashSet<>(form.anchors());
    texts.addAll(form.print());
    form.captions().values().forEach(c -> texts.addAll(c.texts()));
    this.phrases = new Phrases(words, texts, form.print());
    form.captions().keySet().forEach(name -> locate(name, 0));
  }

  Phrases phrases() {
    return phrases;
  }

  /** Whether enough of the form's print is there. */
  boolean isForm() {
    long printed = form.anchors().stream().filter(a -> !phrases.of(a).isEmpty()).count();
    return printed >= LEAST_ANCHORS * form.anchors().size();
  }

  private Optional<Phrase> locate(String name, int depth) {
    Caption caption = form.captions().get(name);
    if (caption == null || depth > form.captions().size()) {
      return Optional.empty();
    }
    if (captions.containsKey(name)) {
      return Optional.of(captions.get(name));
    }
    Optional<Phrase> found = Optional.empty();
    if (caption.under().isEmpty()) {
      found = occurrences(caption).findFirst();
    } else {
      Optional<Phrase> above = locate(caption.under().get(), depth + 1);
      if (above.isPresent()) {
        found = occurrences(caption).filter(p -> isAfter(p.box(), above.get().box())).findFirst();
      }
    }
    found.ifPresent(phrase -> captions.put(name, phrase));
    return found;
  }

  private Stream<Phrase> occurrences(Caption caption) {
    return caption.texts().stream().flatMap(t -> phrases.of(t).stream()).sorted(Phrases.READING);
  }

  private static boolean isAfter(Box box, Box above) {
    double half = 0.5 * above.height();
    return box.centerY() > above.centerY() + half
        || (box.centerY() > above.centerY() - half && box.left() > above.left());
  }

  /** The box in which a value must stand; empty when its caption is not printed. */
  Optional<Box> box(Place place) {
    Phrase caption = captions.get(place.caption());
    if (caption == null) {
      return Optional.empty();
    }
    Box last = null;
    for (Side side : place.sides()) {
      last = box(caption, side, place.mode());
      if (side == Side.TICK || holdsValue(last)) {
        return Optional.of(last);
      }
    }
    return Optional.ofNullable(last);
  }

  private boolean holdsValue(Box box) {
    return indexes(box).anyMatch(i -> isText(phrases.words().get(i)));
  }

  private static boolean isText(Word word) {
    return word.text().chars().anyMatch(Character::isLetterOrDigit);
  }

  /** Words of a value: those in the box that the form does not print. */
  List<Word> values(Box box) {
    return indexes(box).mapToObj(phrases.words()::get).filter(CaptionPlaces::isText).toList();
  }

  private IntStream indexes(Box box) {
    return IntStream.range(0, phrases.words().size())
        .filter(i -> !phrases.isPrinted(i) && holds(box, phrases.words().get(i)));
  }

  private static boolean holds(Box box, Word word) {
    return word.centerX() > box.left()
        && word.centerX() < box.right()
        && word.centerY() > box.top()
        && word.centerY() < box.bottom();
  }

  private Box box(Phrase caption, Side side, Mode mode) {
    Box box = caption.box();
    double h = box.height();
    return switch (side) {
      case RIGHT ->
          new Box(box.right(), box.top() - 0.45 * h, toTheRight(caption), box.bottom() + 0.45 * h);
      case LEFT ->
          new Box(toTheLeft(caption), box.top() - 0.45 * h, box.left(), box.bottom() + 0.45 * h);
      case BELOW ->
          new Box(
              box.left() - h, box.bottom() + 0.1 * h, toTheRight(caption), below(caption, mode));
      case TICK ->
          new Box(box.left() - 2.6 * h, box.top() - 0.6 * h, box.left(), box.bottom() + 0.6 * h);
    };
  }

  private double toTheRight(Phrase caption) {
    return printed(caption)
        .filter(w -> Phrases.isSameLine(w, around(caption)) && w.left() >= caption.box().right())
        .mapToDouble(Word::left)
        .min()
        .orElse(edge());
  }

  private double toTheLeft(Phrase caption) {
    return printed(caption)
        .filter(w -> Phrases.isSameLine(w, around(caption)) && w.right() <= caption.box().left())
        .mapToDouble(Word::right)
        .max()
        .orElse(0);
  }

  private double below(Phrase caption, Mode mode) {
    Box box = caption.box();
    double right = toTheRight(caption);
    double lines = mode == Mode.BLOCK ? BLOCK_BELOW : LINES_BELOW;
    double lowest = box.bottom() + lines * box.height();
    return printed(caption)
        .filter(w -> w.centerY() > box.bottom() + 0.3 * box.height())
        .filter(w -> Math.min(w.right(), right) - Math.max(w.left(), box.left()) > shared(w))
        .mapToDouble(Word::top)
        .filter(top -> top < lowest)
        .min()
        .orElse(lowest);
  }

  /** A word of the next column may reach over a little. */
  private static double shared(Word word) {
    return 0.3 * (word.right() - word.left());
  }

  private Stream<Word> printed(Phrase caption) {
    return IntStream.range(0, phrases.words().size())
        .filter(i -> phrases.isPrinted(i) && !caption.words().contains(i))
        .mapToObj(phrases.words()::get);
  }

  private static Word around(Phrase phrase) {
    Box box = phrase.box();
    return new Word("", box.left(), box.top(), box.right(), box.bottom(), 1);
  }

  private double edge() {
    return phrases.words().stream().mapToDouble(Word::right).max().orElse(0) + 9;
  }
}
