package dev.lethe.engine.template;

import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.engine.worker.ReadFile;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticSignaturePage;
import dev.lethe.synthetic.SyntheticSignaturePage.Filling;
import dev.lethe.synthetic.SyntheticSignaturePage.Signed;
import dev.lethe.synthetic.SyntheticSignaturePage.Style;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.RevealPermit;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures reading of signature pages on invented ones: places found, and rightly called signed or
 * not, by what stands in them, by how they are drawn, and by kind of scan; names and dates.
 *
 * <p>Arguments: rounds; optionally {@code -v} to list each miss.
 */
public final class MeasureSignatures {

  static final Pattern BOX =
      Pattern.compile(
          "\\{\"label\":\"([a-z-]+)\",\"page\":(\\d+),\"signed\":(true|false),\"mark\":\"([a-z]+)\"");

  private final PrintStream out;
  private final boolean verbose;
  private final SignatureReader reader;
  private final Map<String, int[]> byFilling = new TreeMap<>();
  private final Map<String, int[]> byStyle = new TreeMap<>();
  private final Map<String, int[]> byScan = new LinkedHashMap<>();
  private final Map<String, int[]> fields = new TreeMap<>();

  private MeasureSignatures(PrintStream out, boolean verbose, Recognizer recognizer) {
    this.out = out;
    this.verbose = verbose;
    this.reader = new SignatureReader(recognizer);
  }

  static Map<String, ScanEffects> scans(long seed) {
    double v = (seed % 7) / 6.0;
    Map<String, ScanEffects> scans = new LinkedHashMap<>();
    scans.put("clean", ScanEffects.clean());
    scans.put("rotated", ScanEffects.skewed(4 * v - 2));
    scans.put("upside-down", ScanEffects.rotated(180).withSkew(v));
    scans.put("noisy", ScanEffects.noisy().withSkew(-v));
    scans.put("200 dpi", ScanEffects.clean().atDpi(200).withSkew(v));
    scans.put("150 dpi", ScanEffects.clean().atDpi(150));
    return scans;
  }

  public static void main(String[] args) throws IOException {
    PrintStream out =
        new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, "UTF-8");
    try (Recognizer recognizer = ReadFile.recognizer()) {
      MeasureSignatures measure =
          new MeasureSignatures(out, List.of(args).contains("-v"), recognizer);
      int rounds = Integer.parseInt(args[0]);
      Filling[] fillings = Filling.values();
      for (int round = 0; round < rounds; round++) {
        for (Style style : Style.values()) {
          for (int i = 0; i < fillings.length; i++) {
            long seed = 1000L * round + 10L * i + style.ordinal();
            Filling second = fillings[(i + 1 + round) % fillings.length];
            measure.document(
                seed,
                style,
                SyntheticSignaturePage.of(seed, style, round % 2, fillings[i], second));
          }
        }
      }
      measure.print();
    }
  }

  private void document(long seed, Style style, Signed signed) {
    read("digital", style, signed, signed.document().pdf());
    scans(seed).forEach((name, scan) -> read(name, style, signed, scan.tiff(signed.document())));
  }

  private void read(String scan, Style style, Signed signed, byte[] bytes) {
    List<FieldRequest> wanted =
        List.of(
            new FieldRequest("signature_present", FieldType.TEXT),
            new FieldRequest("signer_names", FieldType.TEXT),
            new FieldRequest("signature_dates", FieldType.TEXT));
    List<ExtractedField> read;
    try (SourceDocument document = SourceDocument.open(bytes, ReadFile.wholeDocument().limits())) {
      read =
          reader
              .read(document, ReadFile.wholeDocument(), wanted, Deadline.in(Duration.ofSeconds(60)))
              .fields();
    }
    List<String[]> boxes = new ArrayList<>();
    Matcher matcher = BOX.matcher(text(read.get(0)));
    while (matcher.find()) {
      boxes.add(new String[] {matcher.group(1), matcher.group(3), matcher.group(4)});
    }
    for (int i = 0; i < signed.fillings().size(); i++) {
      boolean found = boxes.size() == signed.fillings().size();
      boolean right = found && boxes.get(i)[1].equals(String.valueOf(signed.signed().get(i)));
      boolean role = found && boxes.get(i)[0].equals(signed.roles().get(i));
      for (int[] n :
          List.of(
              byFilling.computeIfAbsent(signed.fillings().get(i).name(), k -> new int[4]),
              byStyle.computeIfAbsent(style.name(), k -> new int[4]),
              byScan.computeIfAbsent(scan, k -> new int[4]))) {
        n[0] += right ? 1 : 0;
        n[1] += found ? 1 : 0;
        n[2]++;
        n[3] += role ? 1 : 0;
      }
      if (verbose && !right) {
        out.printf(
            "MISS %s %s %s: %s%n",
            scan,
            style,
            signed.fillings().get(i),
            found ? boxes.get(i)[2] : boxes.size() + " places");
      }
    }
    for (int i = 1; i < 3; i++) {
      String answer = signed.document().answers().getOrDefault(wanted.get(i).name(), "");
      int[] n = fields.computeIfAbsent(wanted.get(i).name(), k -> new int[4]);
      n[0] += MeasureTemplates.same(text(read.get(i)), answer) ? 1 : 0;
      n[1]++;
      n[2]++;
      if (verbose && !MeasureTemplates.same(text(read.get(i)), answer)) {
        out.printf("MISS %s %s %s instead of %s%n", scan, style, text(read.get(i)), answer);
      }
    }
  }

  private static String text(ExtractedField field) {
    return field.normalized().map(t -> t.reveal(RevealPermit.forExtraction())).orElse("");
  }

  private void print() {
    for (var table : List.of(byFilling, byStyle, byScan, fields)) {
      out.println("== right, found, of, role right");
      table.forEach(
          (name, n) ->
              out.printf(
                  Locale.ROOT,
                  "%-18s %.3f  %4d %4d %4d %4d%n",
                  name,
                  (double) n[0] / n[2],
                  n[0],
                  n[1],
                  n[2],
                  n[3]));
    }
  }
}
