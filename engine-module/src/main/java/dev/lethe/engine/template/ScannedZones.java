package dev.lethe.engine.template;

import dev.lethe.engine.extraction.Rereader;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.engine.template.FormTemplate.Mode;
import dev.lethe.engine.template.FormTemplate.Zone;
import dev.lethe.worker.Polygon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recognises zones of a scanned page, and nothing else of it. */
final class ScannedZones implements ZoneSource {

  /** A form is never printed to the point, so writing may stand a little outside its zone. */
  private static final double SLACK = 1.5;

  /** Cells of a comb have walls, their digits do not touch them. */
  private static final double COMB_INSET = 1.2;

  private static final double ANCHOR_SLACK = 2.5;

  /** Pixels of the slack: what reaches no further in is not of the zone. */
  private static final int RING = (int) (1.6 * SLACK * ZoneImage.PIXELS_PER_POINT);

  private final GrayImage page;
  private final GrayImage writing;
  private final Optional<Perspective> view;
  private final Registration where;
  private final Recognizer recognizer;
  private final Deadline deadline;

  /**
   * @param page with the form's print
   * @param writing the same without it, where the form's ink can be told from the writing's
   * @param view through which both were seen before they were straightened
   */
  ScannedZones(
      GrayImage page,
      GrayImage writing,
      Optional<Perspective> view,
      Registration where,
      Recognizer recognizer,
      Deadline deadline) {
    this.page = page;
    this.writing = writing;
    this.view = view;
    this.where = where;
    this.recognizer = recognizer;
    this.deadline = deadline;
  }

  @Override
  public boolean isDigital() {
    return false;
  }

  @Override
  public ZoneText read(Zone zone) {
    if (zone.mode() == Mode.CHECKBOX) {
      return new ZoneText(List.of(), 1, ink(zone.box()), Optional.of(place(zone.box())));
    }
    return read(zone, how(zone.mode()));
  }

  @Override
  public ZoneText again(Zone zone) {
    return read(zone, zone.mode() == Mode.LINE ? Rereader.Mode.BLOCK : Rereader.Mode.LINE);
  }

  private ZoneText read(Zone zone, Rereader.Mode how) {
    Box box = widened(zone.box(), zone.mode() == Mode.COMB ? -COMB_INSET : SLACK);
    GrayImage zoned = ZoneImage.withoutRules(ZoneImage.of(writing, where.toPage(), box));
    GrayImage cleaned = Cleaning.of(zoned, RING);
    GrayImage image = zone.mode() == Mode.COMB ? Comb.closed(cleaned) : cleaned;
    if (ZoneImage.isBlank(image)) {
      return new ZoneText(List.of(), 1, 0, Optional.empty());
    }
    List<Word> words = recognise(image, how);
    List<List<Word>> lines = Lines.of(words);
    List<String> texts = new ArrayList<>(lines.stream().map(ScannedZones::text).toList());
    Captions.remove(texts, zone.captions());
    Optional<Polygon> place =
        zone.mode() == Mode.COMB ? Optional.of(place(zone.box())) : places(words, box, image);
    return new ZoneText(texts, confidence(words), 1, place);
  }

  private static Rereader.Mode how(Mode mode) {
    return switch (mode) {
      case NUMERIC, COMB -> Rereader.Mode.NUMERIC_LINE;
      case BLOCK -> Rereader.Mode.BLOCK;
      default -> Rereader.Mode.LINE;
    };
  }

  private List<Word> recognise(GrayImage image, Rereader.Mode how) {
    List<Word> words = recognizer.reread(image, 0, 0, image.width(), image.height(), how, deadline);
    return words.stream().filter(word -> !isStray(word)).toList();
  }

  /** Marks without a letter or digit are dirt more often than they are meant. */
  private static boolean isStray(Word word) {
    return word.text().chars().noneMatch(Character::isLetterOrDigit);
  }

  private static String text(List<Word> line) {
    return String.join(" ", line.stream().map(Word::text).toList());
  }

  private static double confidence(List<Word> words) {
    return words.stream().mapToDouble(Word::confidence).min().orElse(0);
  }

  private Optional<Polygon> places(List<Word> words, Box zone, GrayImage image) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Box box = Box.around(words);
    double scale = zone.width() / image.width();
    return Optional.of(
        place(
            new Box(
                zone.left() + box.left() * scale,
                zone.top() + box.top() * scale,
                zone.left() + box.right() * scale,
                zone.top() + box.bottom() * scale)));
  }

  private Polygon place(Box box) {
    return Places.upright(where.toPage(), view, where.quarters(), box, page.width(), page.height());
  }

  /** Ink inside the box, its own frame left out. */
  private double ink(Box box) {
    Box inside = widened(box, 0);
    GrayImage image = ZoneImage.of(writing, where.toPage(), inside);
    Ink dark = Ink.of(ZoneImage.of(writing, where.toPage(), widened(box, box.width())), 60);
    int w = dark.width();
    int h = dark.height();
    int insetX = (int) (image.width() * 0.2);
    int insetY = (int) (image.height() * 0.2);
    return dark.share(
        (w - image.width()) / 2 + insetX,
        (h - image.height()) / 2 + insetY,
        (w + image.width()) / 2 - insetX,
        (h + image.height()) / 2 - insetY);
  }

  @Override
  public String printed(Box box) {
    GrayImage image =
        ZoneImage.withoutRules(ZoneImage.of(page, where.toPage(), widened(box, ANCHOR_SLACK)));
    List<Word> words = recognise(Cleaning.of(image, RING), Rereader.Mode.BLOCK);
    return String.join(" ", Lines.of(words).stream().map(ScannedZones::text).toList());
  }

  private static Box widened(Box box, double by) {
    return new Box(box.left() - by, box.top() - by, box.right() + by, box.bottom() + by);
  }
}
