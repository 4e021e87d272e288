package dev.lethe.engine.template;

import dev.lethe.engine.template.FormTemplate.Field;
import dev.lethe.engine.template.FormTemplate.Kind;
import dev.lethe.engine.template.FormTemplate.Lines;
import dev.lethe.engine.template.FormTemplate.Pick;
import dev.lethe.engine.template.FormTemplate.Zone;
import dev.lethe.engine.template.ValueRules.Normal;
import dev.lethe.worker.Polygon;
import dev.lethe.worker.Validation;
import dev.lethe.worker.Validation.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the values of fields out of the zones of one page; each zone is read once. */
final class FieldMaker {

  static final String LEFT_BLANK = "left-blank";
  static final String NOT_READABLE = "not-readable";
  static final String NOT_ON_FORM = "not-on-form";

  /** Ink inside an empty box is its frame's blur and the paper's specks. */
  private static final double TICKED = 0.09;

  private static final double CLEARLY_MORE = 2;
  private static final double SURE = 0.85;

  private final Map<String, Field> fields;
  private final Map<String, List<Zone>> zones;
  private final ZoneSource source;
  private final Map<Zone, ZoneText> read = new HashMap<>();

  FieldMaker(FormTemplate template, ZoneSource source) {
    this(template.fields(), template.zones(), source);
  }

  FieldMaker(Map<String, Field> fields, Map<String, List<Zone>> zones, ZoneSource source) {
    this.fields = fields;
    this.zones = zones;
    this.source = source;
  }

  FormValue value(String name) {
    Field field = fields.get(name);
    if (field == null) {
      return FormValue.absent(NOT_ON_FORM);
    }
    return switch (field.kind()) {
      case CONSTANT -> constant(field);
      case CHOICE -> choice(field);
      case FLAG -> flag(field);
      case TIN -> tin(field);
      case DATES -> dates(field);
      case DIAGNOSES -> diagnoses(field);
      default -> field.pick() == Pick.FIRST ? first(field) : text(field);
    };
  }

  private ZoneText read(Zone zone) {
    return read.computeIfAbsent(zone, source::read);
  }

  private List<ZoneText> read(List<String> zones) {
    return places(zones).stream().map(this::read).toList();
  }

  /** Row by row, where zones are repeated. */
  private List<Zone> places(List<String> names) {
    List<List<Zone>> columns = names.stream().map(n -> zones.getOrDefault(n, List.of())).toList();
    int rows = columns.stream().mapToInt(List::size).max().orElse(0);
    List<Zone> places = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (List<Zone> zone : columns) {
        if (row < zone.size()) {
          places.add(zone.get(row));
        }
      }
    }
    return places;
  }

  private static FormValue constant(Field field) {
    String value = field.values().get(0);
    return new FormValue(value, value, 0.99, Optional.empty(), List.of(), Optional.empty());
  }

  private FormValue text(Field field) {
    List<ZoneText> parts = read(field.zones());
    FormValue first = text(field, parts);
    if (source.isDigital() || !isDoubtful(field, first)) {
      return first;
    }
    FormValue second = text(field, places(field.zones()).stream().map(source::again).toList());
    return second.absence().isEmpty() && second.confidence() > first.confidence() ? second : first;
  }

  /** Whether another look may help: a value of a known form that does not have it. */
  private static boolean isDoubtful(Field field, FormValue value) {
    if (value.absence().isPresent()) {
      return value.absence().get().equals(NOT_READABLE);
    }
    boolean failed = value.validations().stream().anyMatch(c -> c.outcome() == Outcome.FAILED);
    return failed || (value.validations().isEmpty() && value.confidence() < SURE);
  }

  /** The first of several zones that holds a value. */
  private FormValue first(Field field) {
    FormValue blank = FormValue.absent(LEFT_BLANK);
    for (String zone : field.zones()) {
      FormValue value =
          text(
              new Field(
                  field.kind(), List.of(zone), field.joins(), field.lines(), Pick.ALL, List.of()));
      if (value.absence().isEmpty()) {
        return value;
      }
      blank = value.absence().get().equals(LEFT_BLANK) ? blank : value;
    }
    return blank;
  }

  private FormValue text(Field field, List<ZoneText> parts) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      String text = String.join("\n", chosen(parts.get(i).lines(), field.lines()));
      if (!text.isBlank()) {
        joined.append(joined.length() == 0 ? "" : field.join(i)).append(text);
      }
    }
    if (joined.length() == 0) {
      boolean blank = parts.stream().allMatch(ZoneText::isBlank);
      return FormValue.absent(blank ? LEFT_BLANK : NOT_READABLE);
    }
    String raw = joined.toString();
    return ValueRules.normal(field.kind(), raw)
        .map(normal -> value(raw, normal, parts))
        .orElseGet(() -> FormValue.absent(NOT_READABLE));
  }

  private static List<String> chosen(List<String> lines, Lines which) {
    return switch (which) {
      case ALL -> lines;
      case FIRST -> lines.isEmpty() ? lines : lines.subList(0, 1);
      case AFTER_FIRST -> lines.isEmpty() ? lines : lines.subList(1, lines.size());
    };
  }

  private FormValue value(String raw, Normal normal, List<ZoneText> parts) {
    return new FormValue(
        raw.replace('\n', ' '),
        normal.value(),
        confidence(normal, parts),
        place(parts),
        normal.checks(),
        Optional.empty());
  }

  private double confidence(Normal normal, List<ZoneText> parts) {
    boolean failed = normal.checks().stream().anyMatch(c -> c.outcome() == Outcome.FAILED);
    if (source.isDigital()) {
      return failed ? 0.9 : 0.99;
    }
    double recognised =
        parts.stream().filter(p -> !p.isEmpty()).mapToDouble(ZoneText::confidence).min().orElse(0);
    double base = failed ? 0.35 : normal.certain() ? 0.6 : 0.4;
    return Math.max(0.05, Math.min(0.99, base + (normal.certain() ? 0.4 : 0.58) * recognised));
  }

  private static Optional<Polygon> place(List<ZoneText> parts) {
    List<Polygon> places = parts.stream().flatMap(p -> p.place().stream()).toList();
    if (places.size() < 2) {
      return places.stream().findFirst();
    }
    double left = 1;
    double top = 1;
    double right = 0;
    double bottom = 0;
    for (Polygon place : places) {
      for (Polygon.Point point : place.points()) {
        left = Math.min(left, point.x());
        top = Math.min(top, point.y());
        right = Math.max(right, point.x());
        bottom = Math.max(bottom, point.y());
      }
    }
    return Optional.of(Polygon.ofBox(left, top, right, bottom));
  }

  /** The one of two numbers that is filled in. */
  private FormValue tin(Field field) {
    Field person =
        new Field(Kind.SSN, field.zones().subList(0, 1), List.of(), Lines.ALL, Pick.ALL, List.of());
    Field employer =
        new Field(Kind.EIN, field.zones().subList(1, 2), List.of(), Lines.ALL, Pick.ALL, List.of());
    FormValue first = text(person);
    if (first.absence().isEmpty()) {
      return first;
    }
    FormValue second = text(employer);
    return second.absence().isEmpty() || first.absence().get().equals(LEFT_BLANK) ? second : first;
  }

  private FormValue dates(Field field) {
    List<ZoneText> rows = read(field.zones());
    List<ZoneText> filled = rows.stream().filter(row -> !row.isEmpty()).toList();
    Set<String> dates = new LinkedHashSet<>();
    List<String> raw = new ArrayList<>();
    int unreadable = 0;
    for (ZoneText row : filled) {
      String line = String.join(" ", row.lines());
      Optional<String> interval = ValueRules.interval(line);
      interval.ifPresent(dates::add);
      unreadable += interval.isEmpty() ? 1 : 0;
      raw.add(line);
    }
    return several(dates, raw, filled, "date-format", unreadable);
  }

  private FormValue diagnoses(Field field) {
    List<ZoneText> filled = read(field.zones()).stream().filter(row -> !row.isEmpty()).toList();
    Set<String> codes = new LinkedHashSet<>();
    List<String> raw = new ArrayList<>();
    int unreadable = 0;
    for (ZoneText zone : filled) {
      String line = String.join(" ", zone.lines());
      Optional<String> code = ValueRules.diagnosis(line);
      code.ifPresent(codes::add);
      unreadable += code.isEmpty() ? 1 : 0;
      raw.add(line);
    }
    return several(codes, raw, filled, "icd-10-format", unreadable);
  }

  private FormValue several(
      Set<String> values, List<String> raw, List<ZoneText> parts, String check, int unreadable) {
    if (values.isEmpty()) {
      return FormValue.absent(parts.isEmpty() ? LEFT_BLANK : NOT_READABLE);
    }
    Normal normal =
        Normal.checked(String.join(", ", values), check, unreadable == 0, "part-not-readable");
    return value(String.join(", ", raw), normal, parts);
  }

  private FormValue choice(Field field) {
    List<ZoneText> boxes = read(field.zones());
    int best = 0;
    double second = 0;
    for (int i = 1; i < boxes.size(); i++) {
      if (boxes.get(i).ink() > boxes.get(best).ink()) {
        best = i;
      }
    }
    for (int i = 0; i < boxes.size(); i++) {
      second = i == best ? second : Math.max(second, boxes.get(i).ink());
    }
    double ink = boxes.get(best).ink();
    if (ink < TICKED) {
      return FormValue.absent(LEFT_BLANK);
    }
    if (ink < CLEARLY_MORE * second) {
      return FormValue.absent("several-ticked");
    }
    String code = field.values().get(best);
    double sure = Math.min(0.99, 0.7 + ink);
    return new FormValue(code, code, sure, boxes.get(best).place(), List.of(), Optional.empty());
  }

  private FormValue flag(Field field) {
    ZoneText box = read(field.zones()).get(0);
    boolean ticked = box.ink() >= TICKED;
    double sure = Math.min(0.99, 0.6 + 4 * Math.abs(box.ink() - TICKED));
    String value = String.valueOf(ticked);
    return new FormValue(
        value,
        value,
        sure,
        box.place(),
        List.of(new Validation("ink-in-box", Outcome.PASSED, "")),
        Optional.empty());
  }
}
