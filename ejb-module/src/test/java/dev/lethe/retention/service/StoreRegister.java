package dev.lethe.retention.service;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code stores.yaml} says, and what is wrong with it against what there is. */
record StoreRegister(
    Map<String, Table> tables,
    Map<String, Place> folders,
    Map<String, String> writers,
    Map<String, Place> memory,
    Map<String, String> unkept) {

  private static final String NONE = "none";
  private static final Set<String> COLUMN_GROUPS =
      Set.of("sealed", "keys", "keyed", "names", "codes");

  /** Something that keeps. */
  record Place(String artefact, String goes, String by, String why) {

    static Place of(Map<?, ?> entry) {
      return new Place(
          text(entry, "class"), text(entry, "goes"), text(entry, "by"), text(entry, "why"));
    }
  }

  /** A table with its columns by what they hold. */
  record Table(Place place, Map<String, List<String>> columns) {}

  /**
   * What there is.
   *
   * @param columns of each table
   * @param binary columns of bytes, as {@code table.column}
   * @param erased tables by the class of the erasable that names them
   * @param services simple names of classes that can remove something
   */
  record Reality(
      Map<String, Set<String>> columns,
      Set<String> binary,
      Map<String, ArtefactClass> erased,
      Set<String> services,
      Set<String> folders,
      Set<String> writers,
      Set<String> memory,
      Map<ArtefactClass, RetentionRule> rules) {}

  static StoreRegister of(String yaml) {
    Map<?, ?> root = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    Map<String, Table> tables = new java.util.TreeMap<>();
    map(root, "tables")
        .forEach((name, entry) -> tables.put((String) name, table((Map<?, ?>) entry)));
    return new StoreRegister(
        tables,
        places(map(root, "folders")),
        texts(map(root, "writers")),
        places(map(root, "memory")),
        texts(map(root, "unkept")));
  }

  @SuppressWarnings("unchecked")
  private static Table table(Map<?, ?> entry) {
    return new Table(Place.of(entry), (Map<String, List<String>>) entry.get("columns"));
  }

  private static Map<String, Place> places(Map<?, ?> entries) {
    Map<String, Place> places = new java.util.TreeMap<>();
    entries.forEach((name, entry) -> places.put((String) name, Place.of((Map<?, ?>) entry)));
    return places;
  }

  private static Map<String, String> texts(Map<?, ?> entries) {
    Map<String, String> texts = new java.util.TreeMap<>();
    entries.forEach((name, text) -> texts.put((String) name, (String) text));
    return texts;
  }

  private static Map<?, ?> map(Map<?, ?> root, String key) {
    return (Map<?, ?>) Objects.requireNonNull(root.get(key), key);
  }

  private static String text(Map<?, ?> entry, String key) {
    Object value = entry.get(key);
    return value == null ? "" : (String) value;
  }

  /** All that does not fit; empty when the register is true. */
  List<String> gaps(Reality real) {
    List<String> gaps = new ArrayList<>();
    compare(gaps, "table", tables.keySet(), real.columns().keySet());
    tables.forEach((name, table) -> gapsOfTable(gaps, name, table, real));
    real.erased().keySet().stream()
        .filter(name -> !tables.containsKey(name) || !goes(name).equals("erased"))
        .forEach(name -> gaps.add("table " + name + " is erased and not registered so"));
    compare(gaps, "folder", folders.keySet(), real.folders());
    folders.forEach((name, place) -> gapsOfPlace(gaps, "folder " + name, place, real));
    compare(gaps, "writer", writers.keySet(), real.writers());
    writers.forEach(
        (name, folder) -> {
          if (!folders.containsKey(folder)) {
            gaps.add("writer " + name + " writes to a folder that is not registered");
          }
        });
    compare(gaps, "memory", memory.keySet(), real.memory());
    memory.forEach((name, place) -> gapsOfPlace(gaps, "memory " + name, place, real));
    gapsOfClasses(gaps, real);
    return gaps;
  }

  private String goes(String table) {
    return Objects.requireNonNull(tables.get(table)).place().goes();
  }

  private static void compare(
      List<String> gaps, String what, Collection<String> registered, Collection<String> there) {
    Set<String> missing = new TreeSet<>(there);
    missing.removeAll(registered);
    missing.forEach(name -> gaps.add(what + " " + name + " is not registered"));
    Set<String> gone = new TreeSet<>(registered);
    gone.removeAll(there);
    gone.forEach(name -> gaps.add(what + " " + name + " is registered and not there"));
  }

  private static void gapsOfTable(List<String> gaps, String name, Table table, Reality real) {
    gapsOfPlace(gaps, "table " + name, table.place(), real);
    List<String> columns = table.columns().values().stream().flatMap(List::stream).toList();
    if (new HashSet<>(columns).size() != columns.size()) {
      gaps.add("table " + name + " has a column twice");
    }
    compare(gaps, "column of " + name, columns, real.columns().getOrDefault(name, Set.of()));
    table
        .columns()
        .forEach(
            (group, some) -> {
              if (!COLUMN_GROUPS.contains(group)) {
                gaps.add("table " + name + " has columns of an unknown group");
              }
              boolean opaque = group.equals("sealed") || group.equals("keys");
              some.stream()
                  .filter(column -> real.binary().contains(name + "." + column) != opaque)
                  .forEach(
                      column -> gaps.add("column " + name + "." + column + " is not " + group));
              if (group.equals("sealed") && table.place().goes().equals("stays")) {
                gaps.add("table " + name + " holds content and nothing removes it");
              }
            });
    boolean erased = table.place().goes().equals("erased");
    ArtefactClass by = real.erased().get(name);
    if (erased && by == null) {
      gaps.add("table " + name + " is not known to deletion: no erasable names it");
    }
    if (erased && by != null && !by.apiName().equals(table.place().artefact())) {
      gaps.add("table " + name + " is erased as " + by.apiName());
    }
  }

  private static void gapsOfPlace(List<String> gaps, String what, Place place, Reality real) {
    if (!place.artefact().equals(NONE) && !isClass(place.artefact())) {
      gaps.add(what + " has no artefact class");
    }
    boolean named = real.services().contains(place.by());
    switch (place.goes()) {
      case "erased" -> {
        if (!place.by().isEmpty() && !named) {
          gaps.add(what + " is not known to deletion: there is no " + place.by());
        }
      }
      case "swept" -> {
        if (!named) {
          gaps.add(what + " is not known to the sweep: there is no " + place.by());
        }
      }
      case "stays" -> {
        if (place.why().isEmpty()) {
          gaps.add(what + " stays without a reason");
        }
      }
      default -> gaps.add(what + " does not say how it goes");
    }
  }

  private static boolean isClass(String name) {
    return Arrays.stream(ArtefactClass.values()).anyMatch(one -> one.apiName().equals(name));
  }

  /** What is kept has a rule with time; what nothing keeps says why. */
  private void gapsOfClasses(List<String> gaps, Reality real) {
    Set<String> kept = new TreeSet<>();
    tables.values().forEach(table -> kept.add(table.place().artefact()));
    folders.values().forEach(place -> kept.add(place.artefact()));
    memory.values().forEach(place -> kept.add(place.artefact()));
    for (ArtefactClass artefact : ArtefactClass.values()) {
      String name = artefact.name().toLowerCase(Locale.ROOT);
      RetentionRule rule = real.rules().get(artefact);
      if (rule == null) {
        gaps.add("class " + name + " has no retention rule");
      } else if (kept.contains(name) && rule.cap().compareTo(Duration.ZERO) <= 0) {
        gaps.add("class " + name + " is kept and its rule gives it no time");
      }
      if (kept.contains(name) == unkept.containsKey(name)) {
        gaps.add("class " + name + " must be kept somewhere or listed under unkept, and not both");
      }
    }
  }
}
