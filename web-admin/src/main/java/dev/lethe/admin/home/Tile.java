package dev.lethe.admin.home;

/**
 * A number on the first page.
 *
 * @param target path of the list that it counts, or empty where there is none for this person
 */
public record Tile(String label, String note, long value, String target) {

  public boolean isLinked() {
    return !target.isEmpty();
  }
}
