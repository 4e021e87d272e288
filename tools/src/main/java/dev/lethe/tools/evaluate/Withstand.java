package dev.lethe.tools.evaluate;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code withstand DIR}: sends every file of a folder to the running service, whatever it is, once
 * waiting for the result and once through the queue. Each has to end with a result or with a
 * problem that says what is wrong with the document; the service has to be ready afterwards.
 */
public final class Withstand {

  private static final long LONGEST = TimeUnit.MINUTES.toNanos(4);
  private static final int SERVER_ERROR = 500;

  /** What a server may say of itself: all its workers are busy. */
  private static final int TRY_LATER = 503;

  private final ServiceClient service;
  private final PrintStream out;
  private final Map<String, Integer> ends = new TreeMap<>();
  private int wrong;

  Withstand(ServiceClient service, PrintStream out) {
    this.service = service;
    this.out = out;
  }

  /**
   * @return the exit status: 0 when every document came to a proper end
   */
  public static int run(List<String> arguments, PrintStream out)
      throws IOException, InterruptedException, GeneralSecurityException {
    if (arguments.size() != 1 || !Files.isDirectory(Path.of(arguments.get(0)))) {
      out.println("usage: withstand DIR");
      return 2;
    }
    ServiceClient service =
        ServiceClient.of(ServiceClient.Settings.fromEnvironment(System.getenv()));
    service.login();
    return new Withstand(service, out).run(files(Path.of(arguments.get(0))));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("manifest."))
          .sorted()
          .toList();
    }
  }

  int run(List<Path> files) throws InterruptedException {
    for (int i = 0; i < files.size(); i++) {
      End waited = take(files.get(i), true);
      End queued = take(files.get(i), false);
      out.printf(
          Locale.ROOT,
          "%3d/%d %s  waiting: %s, queued: %s%n",
          i + 1,
          files.size(),
          files.get(i).getFileName(),
          waited,
          queued);
    }
    out.printf("%n%d documents, twice each: %s; %d not properly%n", files.size(), ends, wrong);
    return wrong == 0 ? 0 : 1;
  }

  /**
   * How one document ended.
   *
   * @param how a state, the code of a problem, or what is no proper end
   */
  private record End(String how, double seconds, boolean proper) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%s%s (%.1f s)", proper ? "" : "NOT PROPER: ", how, seconds);
    }
  }

  private End take(Path file, boolean waiting) throws InterruptedException {
    long start = System.nanoTime();
    End end;
    try {
      end = end(file, waiting, start);
    } catch (IOException e) {
      end = new End("no answer", seconds(start), false);
    }
    ends.merge(end.how(), 1, Integer::sum);
    if (!end.proper()) {
      wrong++;
    }
    return end;
  }

  private End end(Path file, boolean waiting, long start) throws IOException, InterruptedException {
    JsonObject request =
        DocumentRun.request(
            "invoice_processing", "invoice", Json.createArrayBuilder().add("invoice_total"));
    ServiceClient.Answer answer = service.submit(request, Files.readAllBytes(file), waiting);
    if (answer.isProblem()) {
      return refused(answer, start);
    }
    String id = answer.body().getString("id", "");
    JsonObject job = answer.body();
    while (DocumentRun.isOpen(job) && System.nanoTime() - start < LONGEST) {
      TimeUnit.MILLISECONDS.sleep(200);
      job = service.job(id).body();
    }
    service.delete(id);
    boolean proper =
        job.getString("state", "").equals("done") || job.get("problem") instanceof JsonObject;
    return new End(DocumentRun.failure(job), seconds(start), proper);
  }

  private static End refused(ServiceClient.Answer answer, long start) {
    boolean proper =
        answer.body().containsKey("code")
            && (answer.status() < SERVER_ERROR || answer.status() == TRY_LATER);
    return new End(answer.code(), seconds(start), proper);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
