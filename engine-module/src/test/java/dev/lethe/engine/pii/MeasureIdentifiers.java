package dev.lethe.engine.pii;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the recognisers on sentences with known spans: arguments are JSON lines files with
 * {@code text} and {@code spans} or {@code expected_spans}; {@code -v} lists what was missed, which
 * prints what the sentences hold.
 */
public final class MeasureIdentifiers {

  private static final Pattern SPAN =
      Pattern.compile(
          "\"entity\": \"(\\w+)\"[^{}]*?\"text\": \"((?:[^\"\\\\]|\\\\.)*)\"|\"start\": (\\d+), \"end\": (\\d+), \"entity\": \"(\\w+)\"");
  private static final Pattern TEXT = Pattern.compile("\"text\": \"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern ENTITY = Pattern.compile("^\\{\"entity\": \"(\\w+)\"");

  private MeasureIdentifiers() {}

  public static void main(String[] args) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    boolean verbose = List.of(args).contains("-v");
    Map<String, int[]> counts = new TreeMap<>();
    Identifiers finder = new Identifiers();
    for (String file : args) {
      if (file.startsWith("-")) {
        continue;
      }
      for (String line : Files.readAllLines(Path.of(file))) {
        sentence(line, finder, counts, verbose ? out : null);
      }
    }
    counts.forEach(
        (kind, c) ->
            out.printf(
                "%-28s spans %4d  covered %4d  clean sentences %4d  false %4d%n",
                kind, c[0], c[1], c[2], c[3]));
  }

  private static void sentence(
      String line, Identifiers finder, Map<String, int[]> counts, PrintStream out) {
    Matcher text = TEXT.matcher(line);
    if (!text.find()) {
      return;
    }
    String sentence =
        text.group(1).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    StringBuilder covered = new StringBuilder(sentence);
    int offset = 0;
    for (String part : sentence.split("\n", -1)) {
      for (Recogniser.Span span : finder.in(part)) {
        for (int i = span.start(); i < span.end(); i++) {
          covered.setCharAt(offset + i, '\u0000');
        }
      }
      offset += part.length() + 1;
    }
    Matcher span = SPAN.matcher(line.substring(text.end()));
    boolean any = false;
    while (span.find()) {
      String kind = span.group(1) != null ? span.group(1) : span.group(5);
      String value = span.group(2) != null ? span.group(2).replace("\\n", "\n") : "";
      int at = span.group(3) != null ? Integer.parseInt(span.group(3)) : sentence.indexOf(value);
      int end = span.group(4) != null ? Integer.parseInt(span.group(4)) : at + value.length();
      if (at < 0 || end > sentence.length()) {
        continue;
      }
      any = true;
      int[] c = counts.computeIfAbsent(kind, k -> new int[4]);
      c[0]++;
      boolean all = covered.substring(at, end).replace("\u0000", "").isBlank();
      c[1] += all ? 1 : 0;
      if (!all && out != null) {
        out.println("MISSED " + kind + ": " + sentence.substring(at, end) + "   IN " + sentence);
      }
    }
    Matcher entity = ENTITY.matcher(line);
    if (!any && entity.find()) {
      int[] c = counts.computeIfAbsent(entity.group(1), k -> new int[4]);
      c[2]++;
      boolean wrong = covered.indexOf("\u0000") >= 0;
      c[3] += wrong ? 1 : 0;
      if (wrong && out != null) {
        out.println("FALSE " + entity.group(1) + ": " + sentence);
      }
    }
  }
}
