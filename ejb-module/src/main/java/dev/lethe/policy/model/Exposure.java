package dev.lethe.policy.model;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the code says of itself: every way in which it can expose something, and how far. */
public record Exposure(Map<Kind, Map<String, Declaration>> declarations) {

  public Exposure {
    Map<Kind, Map<String, Declaration>> copy = new EnumMap<>(Kind.class);
    declarations.forEach((kind, names) -> copy.put(kind, new LinkedHashMap<>(names)));
    declarations = copy;
  }

  /** Kinds of ways, each with names of its own. */
  public enum Kind {
    OPERATIONS,
    PAGES,
    ARTEFACTS,
    MESSAGES,
    EVENTS,
    CONNECTIONS,
    ROLES;

    /** The name in the file. */
    public String fileName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One way.
   *
   * @param shows what it shows, in the words of the schema
   * @param to to whom: roles or parts, in the words of the schema
   * @param lasts for how long at most; zero in an answer alone
   * @param onByDefault whether it does so unless somebody turns it on
   * @param why it is on by default
   */
  public record Declaration(
      Set<String> shows,
      Set<String> to,
      Duration lasts,
      boolean onByDefault,
      Optional<String> why) {
    public Declaration {
      shows = Set.copyOf(shows);
      to = Set.copyOf(to);
    }
  }

  public Map<String, Declaration> of(Kind kind) {
    return declarations.getOrDefault(kind, Map.of());
  }
}
