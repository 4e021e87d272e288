package dev.lethe.engine.template;

import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.engine.worker.DocumentReader;
import dev.lethe.engine.worker.ReadFile;
import dev.lethe.synthetic.CameraEffects;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticClaim;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticForm;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.synthetic.SyntheticUrla;
import dev.lethe.synthetic.SyntheticW2;
import dev.lethe.synthetic.SyntheticW9;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.RevealPermit;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Measures reading by templates on invented forms: F1 over their fields by kind of scan, forms that
 * must not be taken for another, and processor time against the whole page.
 *
 * <p>Arguments: how many of each kind; optionally a pattern of form names; optionally {@code -v} to
 * list each miss, which prints what the invented documents hold.
 */
public final class MeasureTemplates {

  private static final RevealPermit PERMIT = RevealPermit.forExtraction();

  private final PrintStream out;
  private final boolean verbose;
  private final Recognizer recognizer;
  private final FormReader reader;
  private final CaptionReader captions = new CaptionReader(Templates.shipped());
  private final Map<String, int[]> bands = new TreeMap<>();

  private MeasureTemplates(PrintStream out, boolean verbose, Recognizer recognizer) {
    this.out = out;
    this.verbose = verbose;
    this.recognizer = recognizer;
    this.reader = new FormReader(recognizer, Templates.shipped());
  }

  static Map<String, LongFunction<SyntheticDocument>> forms() {
    Map<String, LongFunction<SyntheticDocument>> forms = new LinkedHashMap<>();
    forms.put("w2-top", seed -> SyntheticW2.of(seed, SyntheticW2.Layout.TOP));
    forms.put("w2-two-up", seed -> SyntheticW2.of(seed, SyntheticW2.Layout.TWO_UP));
    forms.put("w2-bottom", seed -> SyntheticW2.of(seed, SyntheticW2.Layout.BOTTOM));
    forms.put("w2-four-up", seed -> SyntheticW2.of(seed, SyntheticW2.Layout.FOUR_UP));
    forms.put("w9-2024", seed -> SyntheticW9.of(seed, SyntheticW9.Revision.MARCH_2024));
    forms.put("w9-2018", seed -> SyntheticW9.of(seed, SyntheticW9.Revision.OCTOBER_2018));
    forms.put("cms-1500", SyntheticClaim::of);
    forms.put("urla-form", seed -> SyntheticUrla.of(seed, SyntheticUrla.Layout.FORM));
    forms.put("urla-vendor", seed -> SyntheticUrla.of(seed, SyntheticUrla.Layout.VENDOR));
    forms.put("urla-loan", seed -> SyntheticUrla.of(seed, SyntheticUrla.Layout.LOAN));
    return forms;
  }

  static Map<String, LongFunction<SyntheticDocument>> others() {
    Map<String, LongFunction<SyntheticDocument>> others = new LinkedHashMap<>();
    others.put("w2-vendor", seed -> SyntheticW2.of(seed, SyntheticW2.Layout.VENDOR));
    others.put("loan-other", seed -> SyntheticForm.of(seed, SyntheticForm.Kind.LOAN_APPLICATION));
    others.put(
        "invoice",
        seed ->
            SyntheticInvoice.of(
                seed,
                Locale.ENGLISH,
                SyntheticInvoice.Layout.values()[
                    (int) (seed % SyntheticInvoice.Layout.values().length)]));
    return others;
  }

  /** Ten kinds of scans; the seed varies their strength. */
  static Map<String, ScanEffects> effects(long seed) {
    double v = (seed % 7) / 6.0;
    Map<String, ScanEffects> effects = new LinkedHashMap<>();
    effects.put("clean", ScanEffects.clean());
    effects.put("shifted", ScanEffects.clean().withShift(8 * v - 4, 5 - 9 * v));
    effects.put("scaled", ScanEffects.clean().withScale(0.9 + 0.14 * v));
    effects.put("rotated", ScanEffects.skewed(6 * v - 3));
    effects.put("upside-down", ScanEffects.rotated(180).withSkew(2 * v - 1));
    effects.put("sideways", ScanEffects.rotated(90).withSkew(1 - 2 * v));
    effects.put("noisy", ScanEffects.noisy().withSkew(v));
    effects.put("200 dpi", ScanEffects.clean().atDpi(200).withSkew(1.5 * v));
    effects.put("150 dpi", ScanEffects.clean().atDpi(150).withSkew(-v));
    effects.put(
        "all of it",
        ScanEffects.noisy().atDpi(200).withSkew(3 * v - 1.5).withScale(0.97).withShift(3, -2));
    return effects;
  }

  /** Pictures of a camera of four megapixels, ever more from askew. */
  static Map<String, CameraEffects> pictures(long seed) {
    CameraEffects camera = CameraEffects.careful().withWidth(1900).turned(seed % 5 - 2.0);
    Map<String, CameraEffects> pictures = new LinkedHashMap<>();
    pictures.put("picture", camera.withTilt(0.01));
    pictures.put("picture from askew", camera.withTilt(0.04));
    pictures.put("picture far askew", camera.withTilt(0.08));
    return pictures;
  }

  public static void main(String[] args) throws IOException {
    PrintStream out =
        new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, "UTF-8");
    List<String> rest = List.of(args);
    try (Recognizer recognizer = ReadFile.recognizer()) {
      MeasureTemplates measure = new MeasureTemplates(out, rest.contains("-v"), recognizer);
      int count = Integer.parseInt(args[0]);
      String pattern = rest.stream().skip(1).filter(a -> !a.startsWith("-")).findFirst().orElse("");
      measure.quality(count, pattern);
      measure.rejections(count, pattern);
      measure.cost(pattern);
    }
  }

  private void quality(int count, String pattern) {
    for (var form : forms().entrySet()) {
      if (!form.getKey().matches(".*(" + pattern + ").*")) {
        continue;
      }
      Map<String, int[]> byEffect = new LinkedHashMap<>();
      Map<String, int[]> byField = new TreeMap<>();
      for (long seed = 1; seed <= count; seed++) {
        SyntheticDocument document = form.getValue().apply(seed);
        score(form.getKey(), "digital", document, document.pdf(), byEffect, byField);
        for (var effect : effects(seed).entrySet()) {
          ScanEffects scan =
              form.getKey().contains("cms") ? effect.getValue().inColor() : effect.getValue();
          byte[] image = scan.jpeg(document);
          score(form.getKey(), effect.getKey(), document, image, byEffect, byField);
        }
        for (var camera : pictures(seed).entrySet()) {
          byte[] image = camera.getValue().jpeg(document, seed);
          score(form.getKey(), camera.getKey(), document, image, byEffect, byField);
        }
      }
      out.println(
          "== "
              + form.getKey()
              + ", by kind of scan: F1, right, returned, wanted, not found as a form");
      byEffect.forEach((name, n) -> line(name, n));
      out.println("-- by field");
      byField.forEach((name, n) -> line(name, n));
    }
    out.println("== confidence: right of returned");
    bands.forEach((band, n) -> out.printf(Locale.ROOT, "%-10s %d of %d%n", band, n[0], n[1]));
  }

  private void line(String name, int[] n) {
    double f1 = n[1] + n[2] == 0 ? 0 : 2.0 * n[0] / (n[1] + n[2]);
    out.printf(Locale.ROOT, "%-28s %.3f  %4d %4d %4d  %d%n", name, f1, n[0], n[1], n[2], n[3]);
  }

  private void score(
      String form,
      String effect,
      SyntheticDocument document,
      byte[] bytes,
      Map<String, int[]> byEffect,
      Map<String, int[]> byField) {
    int[] all = byEffect.computeIfAbsent(effect, e -> new int[4]);
    Optional<FormReader.Form> read =
        read(
            bytes, Optional.of(document.documentClass()), List.copyOf(document.answers().keySet()));
    if (read.isEmpty()) {
      all[3]++;
      if (verbose) {
        out.println("NOT FOUND " + form + " " + effect + " " + document.answers());
      }
    }
    for (var answer : document.answers().entrySet()) {
      int[] one = byField.computeIfAbsent(answer.getKey(), f -> new int[4]);
      Optional<ExtractedField> field =
          read.flatMap(
              r -> r.fields().stream().filter(f -> f.name().equals(answer.getKey())).findFirst());
      Optional<String> value =
          field.flatMap(ExtractedField::normalized).map(text -> text.reveal(PERMIT));
      boolean right = value.map(v -> same(v, answer.getValue())).orElse(false);
      for (int[] n : List.of(all, one)) {
        n[0] += right ? 1 : 0;
        n[1] += value.isPresent() ? 1 : 0;
        n[2]++;
      }
      if (value.isPresent()) {
        String band =
            field.get().confidence() >= 0.9
                ? ">= 0.9"
                : field.get().confidence() >= 0.7 ? "0.7 - 0.9" : "< 0.7";
        int[] n = bands.computeIfAbsent(band, b -> new int[2]);
        n[0] += right ? 1 : 0;
        n[1]++;
      }
      if (verbose && !right && read.isPresent()) {
        out.printf(
            "MISS %s %s %s: %s instead of %s (%.2f)%n",
            form,
            effect,
            answer.getKey(),
            value.orElse(field.flatMap(ExtractedField::absence).orElse("?")),
            answer.getValue(),
            field.map(ExtractedField::confidence).orElse(0.0));
      }
    }
  }

  static boolean same(String a, String b) {
    return fold(a).equals(fold(b));
  }

  private static String fold(String text) {
    return text.matches("[\\d.,/-]+")
        ? text
        : text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private Optional<FormReader.Form> read(
      byte[] bytes, Optional<String> documentClass, List<String> fields) {
    ReadingScope all = ReadFile.wholeDocument();
    ReadingScope scope =
        new ReadingScope(documentClass, List.of(), List.of(), Optional.empty(), all.limits());
    List<FieldRequest> wanted =
        fields.stream().map(f -> new FieldRequest(f, FieldType.TEXT)).toList();
    Deadline deadline = Deadline.in(Duration.ofSeconds(600));
    try (SourceDocument source = SourceDocument.open(bytes, all.limits())) {
      Optional<FormReader.Form> form = reader.read(source, scope, wanted, deadline);
      if (form.isPresent()) {
        return form;
      }
    }
    // as the worker does: forms known by their captions need the words of the page
    try (DocumentReader.Reading reading =
        new DocumentReader(recognizer).read(bytes, scope, deadline)) {
      return captions.read(reading.pages(), documentClass, wanted, reading.rereader());
    }
  }

  private void rejections(int count, String pattern) {
    out.println("== documents that are no known form: taken for one, of");
    for (var other : others().entrySet()) {
      int taken = 0;
      int of = 0;
      for (long seed = 1; seed <= count; seed++) {
        SyntheticDocument document = other.getValue().apply(seed);
        List<byte[]> files = new ArrayList<>(List.of(document.pdf()));
        effects(seed).values().stream().limit(8).forEach(e -> files.add(e.jpeg(document)));
        for (byte[] file : files) {
          List<String> fields =
              List.of("taxpayer_id", "insured_id", "borrower_ssn", "loan_amount", "wages");
          taken += read(file, Optional.empty(), fields).isPresent() ? 1 : 0;
          of++;
        }
      }
      out.printf("%-28s %d of %d%n", other.getKey(), taken, of);
    }
  }

  private void cost(String pattern) {
    out.println(
        "== processor time: ms a page by template with three fields, with all, the whole page, ratio");
    for (var form : forms().entrySet()) {
      if (!form.getKey().matches(".*(" + pattern + ").*")) {
        continue;
      }
      SyntheticDocument document = form.getValue().apply(5);
      ScanEffects scan = ScanEffects.clean().withSkew(0.7);
      byte[] bytes = (form.getKey().contains("cms") ? scan.inColor() : scan).png(document);
      List<String> all = List.copyOf(document.answers().keySet());
      List<String> three = all.stream().filter(f -> !f.equals("form_type")).limit(3).toList();
      double few = millis(() -> read(bytes, Optional.of(document.documentClass()), three));
      double every = millis(() -> read(bytes, Optional.of(document.documentClass()), all));
      double decode =
          millis(
              () -> {
                try (SourceDocument source =
                    SourceDocument.open(bytes, ReadFile.wholeDocument().limits())) {
                  dev.lethe.engine.page.GrayImage.of(source.image(1).image());
                }
              });
      double page =
          millis(
              () -> {
                try (SourceDocument source =
                    SourceDocument.open(bytes, ReadFile.wholeDocument().limits())) {
                  recognizer.recognize(
                      1,
                      dev.lethe.engine.page.GrayImage.of(source.image(1).image()),
                      Deadline.in(Duration.ofSeconds(60)));
                }
              });
      out.printf(
          Locale.ROOT,
          "%-20s %6.0f %6.0f %6.0f  %.1f (of these %.0f ms decode the image)%n",
          form.getKey(),
          few,
          every,
          page,
          page / few,
          decode);
    }
  }

  private static double millis(Runnable work) {
    for (int i = 0; i < 3; i++) {
      work.run();
    }
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < 8; i++) {
      work.run();
    }
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 8e6;
  }
}
