package dev.lethe.engine.pii;

import java.util.List;
import java.util.regex.Pattern;

/** Names of people after a title or a label that calls for one. Names alone are not recognised. */
final class PersonRecogniser implements Recogniser {

  private static final String PART = "\\p{Lu}[\\p{L}'’-]*\\.?";
  private static final Pattern TITLED =
      Pattern.compile(
          "(?<!\\p{L})((?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Monsieur|Madame|Mme|Mlle|Sr|Sra|Se[ñn]ora?|Sig(?:\\.ra|nora?)?|Dhr|Mevr)\\.?\\s+(?:Dr\\.?\\s+|Prof\\.?\\s+)*"
              + PART
              + "(?:\\s+(?:von|van|de|der|den|zu|la|le|di|da|del)?\\s*"
              + PART
              + "){0,3})");
  private static final Pattern LABELLED =
      Pattern.compile(
          "(?:[Nn]ame|NAME|[Pp]atient|PATIENT|[Ii]nsured|[Bb]orrower|[Aa]ccount [Hh]older|[Kk]ontoinhaber|[Aa]nsprechpartner|[Gg]esch[äa]ftsf[üu]hr(?:er|ung|erin)|[Bb]earbeiter|[Kk]ontoname|[Ss]alesperson|[Cc]ontact|[Ee]mployee|[Aa]ttn|[Aa]ttention|[Nn]om|[Tt]itulaire)\\s*[:.]\\s*((?:Dr\\.?\\s+|Prof\\.?\\s+|Herrn?\\s+|Frau\\s+)*"
              + PART
              + "(?:,?\\s+"
              + PART
              + "){1,3})");

  @Override
  public List<Span> in(String line) {
    List<Span> spans = new java.util.ArrayList<>(Patterns.spans("person", TITLED, line, 0.8));
    spans.addAll(Patterns.spans("person", LABELLED, line, 0.75));
    return spans;
  }
}
