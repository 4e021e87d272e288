package dev.lethe.engine.template;

import dev.lethe.engine.extraction.Rereader;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.template.FormTemplate.Mode;
import dev.lethe.engine.template.FormTemplate.Zone;
import dev.lethe.worker.Polygon;
import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.Optional;

/** Reads zones that were placed by captions, out of the words of a page that was already read. */
final class CaptionZones implements ZoneSource {

  private static final int RING = 3;

  private final PageText page;
  private final CaptionPlaces places;
  private final Rereader rereader;

  /** Points to a unit of the page. */
  private final double scale;

  CaptionZones(PageText page, CaptionPlaces places, Rereader rereader, double scale) {
    this.page = page;
    this.places = places;
    this.rereader = rereader;
    this.scale = scale;
  }

  @Override
  public boolean isDigital() {
    return page.digital();
  }

  @Override
  public ZoneText read(Zone zone) {
    if (zone.mode() == Mode.CHECKBOX) {
      return new ZoneText(List.of(), 1, ink(zone.box()), Optional.of(place(zone.box())));
    }
    List<Word> words = places.values(zone.box());
    if (words.isEmpty()) {
      return isDigital() || isBlank(zone.box())
          ? new ZoneText(List.of(), 1, 0, Optional.empty())
          : again(zone);
    }
    return text(words);
  }

  @Override
  public ZoneText again(Zone zone) {
    Box box = zone.box();
    List<Word> words =
        rereader
            .read(
                page.number(),
                box.left() / scale,
                box.top() / scale,
                box.right() / scale,
                box.bottom() / scale,
                zone.mode() == Mode.NUMERIC ? Rereader.Mode.NUMERIC_LINE : Rereader.Mode.LINE)
            .stream()
            .filter(w -> w.text().chars().anyMatch(Character::isLetterOrDigit))
            .map(w -> scaled(w, scale))
            .toList();
    return words.isEmpty() ? new ZoneText(List.of(), 0, 1, Optional.empty()) : text(words);
  }

  static Word scaled(Word word, double by) {
    return new Word(
        word.text(),
        word.left() * by,
        word.top() * by,
        word.right() * by,
        word.bottom() * by,
        word.confidence());
  }

  private ZoneText text(List<Word> words) {
    List<String> lines =
        Lines.of(words).stream()
            .map(line -> String.join(" ", line.stream().map(Word::text).toList()))
            .toList();
    double confidence = words.stream().mapToDouble(Word::confidence).min().orElse(0);
    return new ZoneText(lines, confidence, 1, Optional.of(place(Box.around(words))));
  }

  private Polygon place(Box box) {
    double width = page.width() * scale;
    double height = page.height() * scale;
    return Polygon.ofBox(
        Math.max(0, box.left() / width),
        Math.max(0, box.top() / height),
        Math.min(1, box.right() / width),
        Math.min(1, box.bottom() / height));
  }

  /** Nothing when the page has no pixels to look at. */
  private Optional<GrayImage> picture(Box box) {
    return rereader
        .picture(page.number())
        .map(
            whole -> {
              double toPixels = whole.width() / (page.width() * scale);
              return ZoneImage.of(whole, AffineTransform.getScaleInstance(toPixels, toPixels), box);
            });
  }

  private double ink(Box box) {
    // a tick's zone is 2.2 times as high as the type beside it
    double size = box.height() / 2.2 * ZoneImage.PIXELS_PER_POINT;
    return picture(box).map(p -> TickBox.ink(p, size)).orElse(0.0);
  }

  private boolean isBlank(Box box) {
    return picture(box)
        .map(p -> ZoneImage.isBlank(Cleaning.of(ZoneImage.withoutRules(p), RING)))
        .orElse(true);
  }

  @Override
  public String printed(Box box) {
    throw new UnsupportedOperationException("captions were found before");
  }
}
