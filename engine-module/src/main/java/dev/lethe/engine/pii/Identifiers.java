package dev.lethe.engine.pii;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.pii.Recogniser.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All recognisers over all rows of a page. Holds no state and may be shared. */
public final class Identifiers implements IdentifierFinder {

  private static final List<Recogniser> RECOGNISERS =
      List.of(
          new EmailRecogniser(),
          new IbanRecogniser(),
          new CardRecogniser(),
          new PhoneRecogniser(),
          new TaxNumberRecogniser(),
          new SocialSecurityRecogniser(),
          new MrzRecogniser(),
          new LabelledNumberRecogniser(),
          new BirthDateRecogniser(),
          new PersonRecogniser(),
          new AddressRecogniser());

  Identifiers() {}

  /** The finder with every recogniser. */
  public static IdentifierFinder standard() {
    return new Identifiers();
  }

  @Override
  public List<Identifier> find(PageText page) {
    PageLayout layout = PageLayout.of(page);
    Set<Identifier> identifiers = new LinkedHashSet<>();
    for (TextRun row : layout.rows()) {
      addAll(row, identifiers);
    }
    // a value that a wide gap parts from its neighbours is read on its own as well
    for (TextRun segment : layout.segments()) {
      addAll(segment, identifiers);
    }
    return new ArrayList<>(identifiers);
  }

  /** Spans of a text, for measuring and for text that has no page. */
  List<Span> in(String line) {
    List<Span> spans = new ArrayList<>();
    for (Recogniser recogniser : RECOGNISERS) {
      spans.addAll(recogniser.in(line));
    }
    return spans;
  }

  private void addAll(TextRun run, Set<Identifier> identifiers) {
    for (Span span : in(run.text())) {
      Box box = run.cut(span.start(), span.end()).box();
      identifiers.add(new Identifier(span.kind(), run.page(), List.of(box), span.score()));
    }
  }
}
