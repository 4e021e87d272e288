package dev.lethe.engine.template;

import dev.lethe.engine.extraction.Rereader;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.engine.template.FormTemplate.Rule;
import dev.lethe.engine.template.SignatureBlock.Kind;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The places for signatures, names and dates of one page, and what is written there. */
final class SignaturePage {

  private static final double SHORTEST = 70;
  private static final double LONGEST = 360;
  private static final double ROOM_ABOVE = 32;
  private static final double BELOW = 4;
  private static final int MOST_LINES = 24;

  private final GrayImage gray;
  private final Optional<PageText> text;
  private final PageRules rules;
  private final int quarters;
  private final AffineTransform toPage;
  private final Recognizer recognizer;
  private final Deadline deadline;
  private final List<Word> words;

  SignaturePage(
      GrayImage gray,
      Optional<PageText> text,
      PageRules source,
      int quarters,
      Recognizer recognizer,
      Deadline deadline) {
    this.gray = gray;
    this.text = text;
    this.rules = source.turned(quarters);
    this.quarters = quarters;
    this.toPage = new AffineTransform(rules.toSource());
    this.toPage.scale(rules.pixelsPerInch() / 72, rules.pixelsPerInch() / 72);
    this.recognizer = recognizer;
    this.deadline = deadline;
    this.words = text.map(this::straightened).orElse(List.of());
  }

  AffineTransform toPage() {
    return toPage;
  }

  int quarters() {
    return quarters;
  }

  GrayImage gray() {
    return gray;
  }

  boolean isDigital() {
    return text.isPresent();
  }

  /** The page's own words in points of the straightened page. */
  private List<Word> straightened(PageText page) {
    try {
      AffineTransform back = toPage.createInverse();
      double sx = gray.width() / page.width();
      double sy = gray.height() / page.height();
      List<Word> moved = new ArrayList<>();
      for (Word w : page.words()) {
        Point2D.Double a = new Point2D.Double(w.left() * sx, w.top() * sy);
        Point2D.Double b = new Point2D.Double(w.right() * sx, w.bottom() * sy);
        back.transform(a, a);
        back.transform(b, b);
        moved.add(new Word(w.text(), a.x, a.y, b.x, b.y, 1));
      }
      return moved;
    } catch (NoninvertibleTransformException flat) {
      throw new IllegalStateException(flat);
    }
  }

  /** All places, from top to bottom. */
  List<SignatureBlock> blocks() {
    List<SignatureBlock> blocks = new ArrayList<>();
    List<Rule> lines = lines();
    for (Rule line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
      deadline.check();
      for (SignatureBlock block : blocks(line)) {
        if (blocks.stream().noneMatch(b -> isSamePlace(b, block))) {
          blocks.add(block);
        }
      }
    }
    return blocks;
  }

  /** A flourish under a name may pass for a line of its own. */
  private static boolean isSamePlace(SignatureBlock a, SignatureBlock b) {
    return a.kind() == b.kind()
        && Math.abs(a.line() - b.line()) < 14
        && a.box().sharedX(b.box()) > 0.5 * Math.min(a.box().width(), b.box().width());
  }

  /** Whether there is any line to write on. */
  boolean hasLines() {
    return !lines().isEmpty();
  }

  private List<Rule> lines() {
    double scale = 72 / rules.pixelsPerInch();
    List<Rule> found = rules.horizontal().stream().map(r -> scaled(r, scale)).toList();
    List<Rule> all = new ArrayList<>(found.stream().filter(r -> !isFragment(r, found)).toList());
    List<Rule> candidates = new ArrayList<>(all.stream().filter(this::isLong).toList());
    rules.dotted().stream()
        .map(r -> scaled(r, scale))
        .filter(this::isLong)
        .forEach(candidates::add);
    List<Rule> both = List.copyOf(candidates);
    candidates.removeIf(line -> isFragment(line, both));
    candidates.removeIf(line -> isRuled(line, all) || isUpperEdge(line, all));
    candidates.sort(Comparator.comparingDouble(Rule::at));
    return candidates;
  }

  /** A line that is a little askew is seen in pieces, in rows next to each other. */
  private static boolean isFragment(Rule line, List<Rule> all) {
    return all.stream()
        .filter(other -> other.length() > line.length() && Math.abs(other.at() - line.at()) < 3)
        .anyMatch(
            other ->
                Math.min(other.to(), line.to()) - Math.max(other.from(), line.from())
                    > 0.6 * line.length());
  }

  private static Rule scaled(Rule rule, double scale) {
    return new Rule(rule.at() * scale, rule.from() * scale, rule.to() * scale);
  }

  private boolean isLong(Rule rule) {
    return rule.length() >= SHORTEST && rule.length() <= LONGEST;
  }

  /** Several lines of one length close to each other are a table's or a sheet's for notes. */
  private static boolean isRuled(Rule line, List<Rule> all) {
    return all.stream()
            .filter(other -> Math.abs(line.at() - other.at()) > 2)
            .filter(other -> Math.abs(line.at() - other.at()) < 26)
            .filter(other -> Math.abs(line.from() - other.from()) < 6)
            .filter(other -> Math.abs(line.to() - other.to()) < 6)
            .count()
        > 1;
  }

  private boolean isUpperEdge(Rule line, List<Rule> all) {
    return all.stream()
        .filter(r -> r.at() - line.at() > 20 && r.at() - line.at() < 110)
        .filter(r -> Math.abs(r.from() - line.from()) < 4 && Math.abs(r.to() - line.to()) < 4)
        .anyMatch(r -> wall(line.from(), line.at(), r.at()) && wall(line.to(), line.at(), r.at()));
  }

  private List<SignatureBlock> blocks(Rule line) {
    List<Box> frame = framed(line);
    if (!frame.isEmpty()) {
      return inFrame(frame.get(0));
    }
    List<Word> below =
        words(new Box(line.from() - 6, line.at() + 1, line.to() + 6, line.at() + 15));
    List<Word> left =
        words(
            new Box(
                Math.max(0, line.from() - 130), line.at() - 13, line.from() - 1, line.at() + 5));
    Optional<Kind> beside = near(left, line) ? SignatureWords.kind(text(left)) : Optional.empty();
    Optional<Kind> under = SignatureWords.kind(text(below));
    Box box = new Box(line.from(), line.at() - room(line), line.to(), line.at() + BELOW);
    if (beside.isEmpty() && under.isEmpty()) {
      return List.of();
    }
    if (beside.isPresent() && beside.get() != Kind.OTHER) {
      return List.of(block(box, line.at(), beside.get(), left, below));
    }
    Optional<Word> date =
        below.stream()
            .filter(w -> SignatureWords.isDate(w.text()))
            .filter(w -> w.left() > line.from() + 0.45 * line.length())
            .findFirst();
    if (under.orElse(Kind.OTHER) == Kind.SIGNATURE && date.isPresent()) {
      double split = date.get().left() - 4;
      return List.of(
          block(
              new Box(box.left(), box.top(), split, box.bottom()),
              line.at(),
              Kind.SIGNATURE,
              List.of(),
              below),
          block(
              new Box(split, box.top(), box.right(), box.bottom()),
              line.at(),
              Kind.DATE,
              List.of(),
              below));
    }
    return List.of(block(box, line.at(), under.or(() -> beside).orElse(Kind.OTHER), left, below));
  }

  private SignatureBlock block(Box box, double line, Kind kind, List<Word> left, List<Word> below) {
    List<String> texts = new ArrayList<>(List.of(text(left), text(below)));
    if (kind == Kind.SIGNATURE) {
      texts.add(text(words(new Box(box.left() - 6, line + 14, box.right() + 6, line + 28))));
    }
    return new SignatureBlock(box, line, kind, SignatureWords.role(String.join(" ", texts)), texts);
  }

  private static boolean near(List<Word> left, Rule line) {
    return left.stream().anyMatch(w -> line.from() - w.right() < 24);
  }

  /** Free height above the line up to the next printed line. */
  private double room(Rule line) {
    double scale = 72 / rules.pixelsPerInch();
    return rules.horizontal().stream()
        .map(r -> scaled(r, scale))
        .filter(r -> r.at() < line.at() - 8)
        .filter(
            r ->
                Math.min(r.to(), line.to()) - Math.max(r.from(), line.from()) > 0.8 * line.length())
        .mapToDouble(r -> line.at() - r.at() - 2)
        .filter(room -> room < ROOM_ABOVE)
        .min()
        .orElse(ROOM_ABOVE);
  }

  /** The frame of which the line is the lower edge. */
  private List<Box> framed(Rule line) {
    double scale = 72 / rules.pixelsPerInch();
    return rules.horizontal().stream()
        .map(r -> scaled(r, scale))
        .filter(r -> line.at() - r.at() > 20 && line.at() - r.at() < 110)
        .filter(r -> Math.abs(r.from() - line.from()) < 4 && Math.abs(r.to() - line.to()) < 4)
        .filter(r -> wall(line.from(), r.at(), line.at()) && wall(line.to(), r.at(), line.at()))
        .map(r -> new Box(line.from(), r.at(), line.to(), line.at()))
        .limit(1)
        .toList();
  }

  private boolean wall(double x, double top, double bottom) {
    double scale = 72 / rules.pixelsPerInch();
    return rules.vertical().stream()
        .map(r -> scaled(r, scale))
        .anyMatch(
            r ->
                Math.abs(r.at() - x) < 4
                    && Math.min(r.to(), bottom) - Math.max(r.from(), top) > 0.7 * (bottom - top));
  }

  /** A frame says inside, at its upper edge, or above it what belongs there. */
  private List<SignatureBlock> inFrame(Box frame) {
    List<Word> inside =
        words(new Box(frame.left() + 1, frame.top() + 1, frame.right() - 1, frame.top() + 14));
    List<Word> above =
        words(new Box(frame.left() - 4, frame.top() - 14, frame.right() + 4, frame.top() - 1));
    Optional<Kind> kind =
        SignatureWords.kind(text(inside)).or(() -> SignatureWords.kind(text(above)));
    boolean captioned = SignatureWords.kind(text(inside)).isPresent();
    return kind.map(
            k ->
                List.of(
                    new SignatureBlock(
                        new Box(
                            frame.left() + 2,
                            frame.top() + (captioned ? 13 : 2),
                            frame.right() - 2,
                            frame.bottom() - 2),
                        frame.bottom(),
                        k,
                        SignatureWords.role(text(inside) + " " + text(above)),
                        List.of(text(inside), text(above)))))
        .orElse(List.of());
  }

  static String text(List<Word> words) {
    return String.join(
        " ",
        Lines.of(words).stream()
            .map(line -> String.join(" ", line.stream().map(Word::text).toList()))
            .toList());
  }

  /** Words in a box, in points of the straightened page: its own, or recognised there. */
  List<Word> words(Box box) {
    if (isDigital()) {
      return words.stream()
          .filter(w -> w.centerX() >= box.left() && w.centerX() <= box.right())
          .filter(w -> w.centerY() >= box.top() && w.centerY() <= box.bottom())
          .toList();
    }
    if (box.width() < 8 || box.height() < 6) {
      return List.of();
    }
    GrayImage image = Cleaning.of(ZoneImage.withoutRules(ZoneImage.of(gray, toPage, box)), 3);
    if (ZoneImage.isBlank(image)) {
      return List.of();
    }
    List<Word> placed = new ArrayList<>();
    for (Word w :
        recognizer.reread(
            image, 0, 0, image.width(), image.height(), Rereader.Mode.BLOCK, deadline)) {
      if (w.text().chars().anyMatch(Character::isLetterOrDigit)) {
        double s = ZoneImage.PIXELS_PER_POINT;
        placed.add(
            new Word(
                w.text(),
                box.left() + w.left() / s,
                box.top() + w.top() / s,
                box.left() + w.right() / s,
                box.top() + w.bottom() / s,
                w.confidence()));
      }
    }
    return placed;
  }
}
