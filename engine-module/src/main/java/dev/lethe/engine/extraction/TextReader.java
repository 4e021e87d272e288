package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.ReadingOrder;
import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives all text in reading order. */
final class TextReader implements ClassReader {

  @Override
  public Set<String> rechecked(Set<String> wanted) {
    return Set.of();
  }

  @Override
  public Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader) {
    List<TextRun> lines = new ArrayList<>();
    List<String> pages = new ArrayList<>();
    for (PageLayout page : document.pages()) {
      lines.addAll(ReadingOrder.linesOf(page.page()));
      pages.add(ReadingOrder.textOf(page.page()));
    }
    if (lines.isEmpty()) {
      return Map.of();
    }
    String text = String.join("\n\n", pages);
    double recognition = lines.stream().mapToDouble(TextRun::confidence).average().orElse(0);
    return Map.of("full_text", Finding.of(Candidate.of(lines, text, 1), recognition));
  }
}
