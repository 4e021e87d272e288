package dev.lethe.benchmarks.recognition;

import dev.lethe.benchmarks.ProcessTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code ocrmypdf} command on a scanned PDF of all the pages, with its defaults and its own
 * model. The words are those of its text file, which names no pages.
 */
final class OcrMyPdf implements Contestant {

  private final Path folder;

  OcrMyPdf(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "ocrmypdf, its defaults and fast English model";
  }

  @Override
  public int rounds(int asked) {
    return 1;
  }

  @Override
  public Reading read(List<BenchPage> pages) throws IOException, InterruptedException {
    Path scan = folder.resolve("scan.pdf");
    Path text = folder.resolve("text.txt");
    Files.write(scan, Pages.scan(pages.stream().map(BenchPage::image).toList()));
    double before = ProcessTimes.endedChildren();
    long start = System.nanoTime();
    CommandLine.Commands.output(
        new ProcessBuilder(
                "ocrmypdf",
                "--quiet",
                "--sidecar",
                text.toString(),
                scan.toString(),
                folder.resolve("searchable.pdf").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD));
    double wall = (System.nanoTime() - start) / 1e9;
    double cpu = ProcessTimes.endedChildren() - before;
    return new Reading(wall, cpu, perPage(Files.readString(text), pages.size()));
  }

  /** Pages are parted by form feeds. */
  private static List<List<String>> perPage(String text, int pages) {
    String[] parts = text.split("\f", -1);
    List<List<String>> words = new ArrayList<>();
    for (int i = 0; i < pages; i++) {
      words.add(i < parts.length ? Contestant.split(parts[i]) : List.of());
    }
    return words;
  }

  @Override
  public void close() {
    // every call is a process of its own
  }
}
