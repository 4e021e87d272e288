package dev.lethe.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was typed after {@code ./lethe bench}.
 *
 * @param suite which measurements
 * @param rounds how often each contestant reads all pages
 * @param folder own pages instead of made ones
 * @param json where the numbers go
 * @param docs the page whose section is replaced
 * @param only names of measurements of the suite; empty for all
 */
public record Options(
    String suite,
    int rounds,
    Optional<Path> folder,
    Optional<Path> json,
    Optional<Path> docs,
    List<String> only) {

  static final String USAGE =
      "usage: bench [recognition|http|java|retention|policy] [--rounds N] [--dir DIR] [--only NAME,...] [--json FILE]"
          + " [--write-docs]";

  private static final int USUAL_ROUNDS = 3;

  /**
   * @param documentation the page that {@code --write-docs} writes to
   */
  static Options parse(List<String> arguments, Path documentation) {
    String suite = "recognition";
    int rounds = USUAL_ROUNDS;
    Optional<Path> folder = Optional.empty();
    Optional<Path> json = Optional.empty();
    Optional<Path> docs = Optional.empty();
    List<String> only = List.of();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "recognition", "http", "java", "retention", "policy" -> suite = argument;
        case "--write-docs" -> docs = Optional.of(documentation);
        case "--rounds" -> rounds = Integer.parseInt(value(arguments, ++i));
        case "--dir" -> folder = Optional.of(Path.of(value(arguments, ++i)));
        case "--json" -> json = Optional.of(Path.of(value(arguments, ++i)));
        case "--only" -> only = List.of(value(arguments, ++i).split(",", -1));
        default -> throw new IllegalArgumentException(USAGE);
      }
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("at least one round");
    }
    return new Options(suite, rounds, folder, json, docs, only);
  }

  private static String value(List<String> arguments, int at) {
    if (at >= arguments.size()) {
      throw new IllegalArgumentException(USAGE);
    }
    return arguments.get(at);
  }

  /** Whether a measurement of the suite is wanted. */
  public boolean wants(String name) {
    return only.isEmpty() || only.contains(name);
  }
}
