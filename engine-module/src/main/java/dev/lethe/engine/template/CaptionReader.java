package dev.lethe.engine.template;

import dev.lethe.engine.extraction.Folding;
import dev.lethe.engine.extraction.Rereader;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.template.FormTemplate.Field;
import dev.lethe.engine.template.FormTemplate.Pick;
import dev.lethe.engine.template.FormTemplate.Zone;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads forms by their captions on pages that were read already: it costs no further recognition
 * but of values that cannot be right. Parts of one form may stand on different pages.
 */
public final class CaptionReader {

  private static final double POINTS_PER_INCH = 72;

  /** Letters of a word that says something. */
  private static final int LONG = 5;

  private final Templates templates;

  public CaptionReader(Templates templates) {
    this.templates = templates;
  }

  /**
   * The wanted fields whose captions are printed, with a value or the reason why there is none;
   * empty when no page is a known form.
   */
  public Optional<FormReader.Form> read(
      List<PageText> pages,
      Optional<String> documentClass,
      List<FieldRequest> wanted,
      Rereader rereader) {
    Map<String, ExtractedField> fields = new LinkedHashMap<>();
    List<String> labels = new ArrayList<>();
    String found = "";
    for (CaptionForm form : templates.captioned(documentClass)) {
      if (wanted.stream().noneMatch(w -> form.fields().containsKey(w.name()))) {
        continue;
      }
      for (PageText page : pages) {
        double scale = POINTS_PER_INCH / page.dotsPerInch();
        List<Word> words = page.words().stream().map(w -> CaptionZones.scaled(w, scale)).toList();
        if (!mentions(form, words)) {
          continue;
        }
        CaptionPlaces places = new CaptionPlaces(form, words);
        if (places.isForm()) {
          read(form, new CaptionZones(page, places, rereader, scale), places, page, wanted)
              .forEach(fields::putIfAbsent);
          labels.add(form.label());
          found = form.documentClass();
          break;
        }
      }
    }
    return labels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FormReader.Form(found, String.join(" ", labels), 0, List.copyOf(fields.values())));
  }

  /** A quick look before phrases are sought: whether enough words of the anchors are there. */
  private static boolean mentions(CaptionForm form, List<Word> words) {
    Set<String> seen =
        words.stream().map(w -> Folding.fold(w.text())).collect(Collectors.toUnmodifiableSet());
    long mentioned =
        form.anchors().stream()
            .filter(
                a ->
                    Stream.of(a.split(" "))
                        .map(Folding::fold)
                        .anyMatch(w -> w.length() >= LONG && seen.contains(w)))
            .count();
    return mentioned >= form.anchors().size() / 2.0;
  }

  private static Map<String, ExtractedField> read(
      CaptionForm form,
      CaptionZones source,
      CaptionPlaces places,
      PageText page,
      List<FieldRequest> wanted) {
    Map<String, List<Zone>> zones = new HashMap<>();
    form.zones()
        .forEach(
            (name, place) ->
                places
                    .box(place)
                    .filter(CaptionReader::isBox)
                    .ifPresent(
                        box -> zones.put(name, List.of(new Zone(box, place.mode(), List.of())))));
    FieldMaker maker = new FieldMaker(form.fields(), zones, source);
    Map<String, ExtractedField> fields = new LinkedHashMap<>();
    for (FieldRequest field : wanted) {
      Field described = form.fields().get(field.name());
      if (described != null && isPlaced(described, zones.keySet())) {
        fields.put(field.name(), FormReader.field(field, maker.value(field.name()), page.number()));
      }
    }
    return fields;
  }

  /** A value is known to be absent only when the captions of all its parts are printed. */
  private static boolean isPlaced(Field field, Set<String> zones) {
    return field.pick() == Pick.FIRST
        ? field.zones().stream().anyMatch(zones::contains)
        : zones.containsAll(field.zones());
  }

  private static boolean isBox(Box box) {
    return box.width() > 2 && box.height() > 2;
  }
}
