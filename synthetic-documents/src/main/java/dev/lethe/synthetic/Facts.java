package dev.lethe.synthetic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Labelled values of one document, in the order in which they are printed, and their answers. */
final class Facts {

  /**
   * One labelled value.
   *
   * @param lines as printed, one entry a line
   */
  record Fact(String label, List<String> lines) {

    String first() {
      return lines.get(0);
    }
  }

  private final Map<String, String> answers = new LinkedHashMap<>();
  private final List<Fact> facts = new ArrayList<>();

  /** A value that is no field of the class: it stands there to be confused with one. */
  Facts other(String label, String value) {
    facts.add(new Fact(label, List.of(value)));
    return this;
  }

  Facts add(String field, String label, String printed, String answer) {
    answers.put(field, answer);
    facts.add(new Fact(label, List.of(printed)));
    return this;
  }

  Facts add(String field, String label, String printed) {
    return add(field, label, printed, printed);
  }

  Facts add(String field, String label, Invention.Address address) {
    answers.put(field, address.onOneLine());
    facts.add(new Fact(label, List.of(address.street(), address.town())));
    return this;
  }

  /** An answer whose value is printed elsewhere. */
  Facts answer(String field, String value) {
    answers.put(field, value);
    return this;
  }

  Map<String, String> answers() {
    return answers;
  }

  List<Fact> list() {
    return facts;
  }
}
