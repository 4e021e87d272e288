package dev.lethe.engine.pii;

import java.util.List;
import java.util.regex.Pattern;

/** Numbers that only their label makes personal: passports, licences, members, accounts. */
final class LabelledNumberRecogniser implements Recogniser {

  private static final String LABEL =
      "passport|reisepass|passeport|pasaporte|passaporto|personalausweis|ausweis-?nr|identity card|id card|identit[àé]|carte d'identit[ée]|"
          + "driver'?s?'? ?licen[cs]e|driving licen[cs]e|f[üu]hrerschein|permis de conduire|patente|licen[cs]e (?:no|number)|"
          + "national id|id number|id no|member(?:ship)? (?:id|no|number)|policy (?:no|number)|patient (?:id|no|number)|insured'?s? i\\.?d|medical record|mrn|"
          + "account (?:no|number)|kontonummer|konto-?nr|kto\\.?-?nr|versichertennummer|versicherungsnummer|krankenversichertennummer|kvnr|"
          + "personalnummer|personal-?nr|employee (?:id|no|number)|routing (?:no|number)|sort code|bsn|pesel|nhs (?:no|number)|medicare|aadhaar|tax file number|tfn|sin";

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?i)(?<!\\p{L})(?:"
              + LABEL
              + ")(?:\\s?(?:number|nummer|no|nr|id|is|#|n[°º])\\b\\.?)*[\\s.:#=-]{0,6}((?=[A-Z0-9 /.-]*\\d)[A-Z0-9](?:[A-Z0-9/.-]|\\s(?=\\d)){3,24}[A-Z0-9])(?![\\p{L}\\p{N}])");

  @Override
  public List<Span> in(String line) {
    return Patterns.spans("labelled_number", NUMBER, line, 0.75);
  }
}
