package dev.lethe.engine.page;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * Medians of three by three pixels, eight pixels in a word at a time and without branches, which
 * grain makes unpredictable (Warren, Hacker's Delight, 2-18: operations on the bytes of a word).
 * Each column of three is put in order once and serves three windows, of which the middle value is
 * that of the highest low, the middle middle and the lowest high one.
 *
 * <p>The methods are short so that the quick compiler, with which workers run, puts them into the
 * loop.
 */
final class Medians {

  private static final long TOPS = 0x8080808080808080L;
  private static final long RESTS = 0x7f7f7f7f7f7f7f7fL;

  private final byte[] pixels;
  private final int width;
  private final int height;

  /** A row's bytes with what fills up its last word. */
  private final byte[] row;

  private final LongBuffer words;

  // of a row, with a word before and after it
  private long[] above;
  private long[] here;
  private long[] below;
  private final long[] low;
  private final long[] middle;
  private final long[] high;

  private Medians(byte[] pixels, int width, int height) {
    this.pixels = pixels;
    this.width = width;
    this.height = height;
    int count = (width + 7) / 8;
    this.row = new byte[8 * count];
    this.words = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    this.above = new long[count];
    this.here = new long[count];
    this.below = new long[count];
    this.low = new long[count + 2];
    this.middle = new long[count + 2];
    this.high = new long[count + 2];
  }

  /** Pixels at the edge stay as they are. */
  static byte[] of(byte[] pixels, int width, int height) {
    byte[] out = pixels.clone();
    if (width > 2 && height > 2) {
      new Medians(pixels, width, height).fill(out);
    }
    return out;
  }

  private void fill(byte[] out) {
    read(0, here);
    read(1, below);
    for (int y = 1; y < height - 1; y++) {
      long[] free = above;
      above = here;
      here = below;
      below = free;
      read(y + 1, below);
      sortColumns();
      pick();
      System.arraycopy(row, 1, out, y * width + 1, width - 2);
    }
  }

  private void read(int y, long[] to) {
    System.arraycopy(pixels, y * width, row, 0, width);
    words.get(0, to);
  }

  private void sortColumns() {
    for (int i = 0; i < here.length; i++) {
      long a = above[i];
      long b = here[i];
      long c = below[i];
      long lower = min(a, b);
      long upper = max(a, b);
      long last = min(upper, c);
      high[i + 1] = max(upper, c);
      low[i + 1] = min(lower, last);
      middle[i + 1] = max(lower, last);
    }
  }

  private void pick() {
    for (int i = 1; i <= here.length; i++) {
      long lows = max(max(before(low, i), low[i]), after(low, i));
      long highs = min(min(before(high, i), high[i]), after(high, i));
      long middles = median(before(middle, i), middle[i], after(middle, i));
      words.put(i - 1, median(lows, middles, highs));
    }
  }

  /** What stands one pixel to the left. */
  private static long before(long[] values, int i) {
    return values[i] << 8 | values[i - 1] >>> 56;
  }

  private static long after(long[] values, int i) {
    return values[i] >>> 8 | values[i + 1] << 56;
  }

  private static long median(long a, long b, long c) {
    return max(min(a, b), min(max(a, b), c));
  }

  private static long min(long a, long b) {
    return b ^ (a ^ b) & spread(less(a, b));
  }

  private static long max(long a, long b) {
    return a ^ (a ^ b) & spread(less(a, b));
  }

  /** The top bit of each byte that is less than the other's. */
  private static long less(long a, long b) {
    long rest = (a | TOPS) - (b & RESTS);
    return (~a & b | ~(a ^ b | rest)) & TOPS;
  }

  /** All bits of the bytes whose top bit is set. */
  private static long spread(long tops) {
    return (tops << 1) - (tops >>> 7);
  }
}
