package dev.lethe.admin.shared;

import java.util.List;

/**
 * One page of a list.
 *
 * @param number counted from 1
 * @param total how many there are in all, or -1 where that is not counted
 */
public record Paging<T>(List<T> rows, int number, long total, boolean hasNext) {

  /** Rows of a page. */
  public static final int SIZE = 25;

  private static final int LAST = 40_000;

  public Paging {
    rows = List.copyOf(rows);
  }

  /** Reads rows from an offset; one more than a page is asked for, to see whether more follow. */
  @FunctionalInterface
  public interface Source<T> {
    List<T> rows(int offset, int limit);
  }

  public static <T> Paging<T> empty() {
    return new Paging<>(List.of(), 1, 0, false);
  }

  /** A page of a list whose length is known; a number past the end gives the last page. */
  public static <T> Paging<T> of(String wanted, long total, Source<T> source) {
    long last = Math.max(1, (total + SIZE - 1) / SIZE);
    int number = (int) Math.min(numberOf(wanted), last);
    List<T> rows = total == 0 ? List.of() : source.rows((number - 1) * SIZE, SIZE);
    return new Paging<>(rows, number, total, number < last);
  }

  /** A page of a list that is not counted. */
  public static <T> Paging<T> uncounted(String wanted, Source<T> source) {
    int number = numberOf(wanted);
    List<T> rows = source.rows((number - 1) * SIZE, SIZE + 1);
    boolean more = rows.size() > SIZE;
    return new Paging<>(more ? rows.subList(0, SIZE) : rows, number, -1, more);
  }

  /** The same page with other rows. */
  public <R> Paging<R> map(java.util.function.Function<T, R> change) {
    return new Paging<>(rows.stream().map(change).toList(), number, total, hasNext);
  }

  private static int numberOf(String wanted) {
    return wanted.matches("[1-9][0-9]{0,4}") ? Math.min(Integer.parseInt(wanted), LAST) : 1;
  }

  public List<T> getRows() {
    return rows;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public boolean isHasNext() {
    return hasNext;
  }

  public boolean isHasPrevious() {
    return number > 1;
  }

  public boolean isNeeded() {
    return hasNext || number > 1;
  }

  public int getNext() {
    return number + 1;
  }

  public int getPrevious() {
    return number - 1;
  }

  /** For instance {@code 26 to 50 of 112}. */
  public String getRange() {
    if (rows.isEmpty()) {
      return "none";
    }
    long first = (number - 1L) * SIZE + 1;
    String range = first + " to " + (first + rows.size() - 1);
    return total < 0 ? range : range + " of " + total;
  }
}
