package dev.lethe.worker;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's side of trust: whether an answer fits what was asked. A worker that was taken over
 * by a document can answer anything; what passes here holds only fields that were asked for, of the
 * type that was asked for, within the document, and codes that look like codes.
 */
public final class ResponseChecker {

  private static final Pattern CLASS = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._+:/()=,-]{0,159}");
  private static final String FRACTION = "(?:0\\.\\d{1,6}|1\\.0{1,6}|[01])";

  /** One place for a signature: fixed words and numbers, so that no text can hide in it. */
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "\\{\"label\":\"(?:"
              + String.join("|", SignatureRoles.WORDS)
              + ")\",\"page\":[1-9]\\d{0,5},\"signed\":(?:true|false),"
              + "\"mark\":\"(?:none|ink|typed|stamp|marker|blot)\",\"confidence\":"
              + FRACTION
              + ",\"polygon\":\\[(?:\\["
              + FRACTION
              + ","
              + FRACTION
              + "\\],?){4}\\]\\}");

  private static final int MOST_SIGNATURES = 200;
  private static final byte[] PDF = {'%', 'P', 'D', 'F', '-'};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

  private ResponseChecker() {}

  public static void check(Hello hello) throws ProtocolException {
    require(hello.protocolVersion() == Hello.PROTOCOL_VERSION, "another protocol version");
    check(hello.provenance());
  }

  public static void check(Request request, Response response) throws ProtocolException {
    if (response instanceof Response.Refused) {
      return;
    }
    if (request instanceof Request.Extract asked && response instanceof Response.Extracted answer) {
      check(asked, answer);
    } else if (request instanceof Request.Classify asked
        && response instanceof Response.Classified answer) {
      check(asked, answer);
    } else if (request instanceof Request.Redact asked
        && response instanceof Response.Redacted answer) {
      check(asked, answer);
    } else {
      throw new ProtocolException("answer to another question");
    }
  }

  private static void check(Request.Classify asked, Response.Classified answer)
      throws ProtocolException {
    checkClass(answer.documentClass());
    require(answer.confidence() >= 0 && answer.confidence() <= 1, "not a confidence");
    checkPages(asked.scope(), answer.pages(), answer.pagesRecognized());
    require(answer.engineMillis() >= 0, "impossible time");
    check(answer.provenance());
  }

  private static void checkClass(String name) throws ProtocolException {
    require(CLASS.matcher(name).matches(), "not a document class");
  }

  private static void checkPages(ReadingScope scope, int pages, int recognized)
      throws ProtocolException {
    require(pages >= 1 && pages <= scope.limits().maxPages(), "impossible page count");
    require(recognized >= 0 && recognized <= pages, "impossible number of recognised pages");
  }

  private static void check(Request.Extract asked, Response.Extracted answer)
      throws ProtocolException {
    checkClass(answer.documentClass());
    require(
        asked.scope().documentClass().isEmpty()
            || asked.scope().documentClass().get().equals(answer.documentClass()),
        "another document class than was given");
    int pages = answer.pages();
    checkPages(asked.scope(), pages, answer.pagesRecognized());
    require(answer.engineMillis() >= 0, "impossible time");
    check(answer.provenance());
    require(asked.fields().size() == answer.fields().size(), "other fields than were asked for");
    for (int i = 0; i < asked.fields().size(); i++) {
      check(asked.scope(), pages, asked.fields().get(i), answer.fields().get(i));
    }
  }

  private static void check(ReadingScope scope, int pages, FieldRequest asked, ExtractedField field)
      throws ProtocolException {
    require(asked.name().equals(field.name()), "other fields than were asked for");
    require(asked.type() == field.type(), "another type than was asked for");
    boolean found = field.raw().isPresent();
    require(found ? field.page() >= 1 && field.page() <= pages : field.page() == 0, "no such page");
    List<Integer> allowed = scope.pages();
    require(!found || allowed.isEmpty() || allowed.contains(field.page()), "page not asked for");
    require(found || field.polygon().isEmpty(), "place of nothing");
    if (field.absence().isPresent()) {
      require(CODE.matcher(field.absence().get()).matches(), "not a code");
    }
    if (found) {
      checkText(field.raw().orElseThrow(), field.type());
      checkText(field.normalized().orElseThrow(), field.type());
      if (field.type() == FieldType.SIGNATURES) {
        checkSignatures(field.raw().orElseThrow());
        checkSignatures(field.normalized().orElseThrow());
      }
    }
  }

  /** Control characters have no place in a value and can do harm where it is shown. */
  private static void checkText(PersonalText text, FieldType type) throws ProtocolException {
    String value = text.reveal(RevealPermit.forTransport());
    boolean lines = type == FieldType.FULL_TEXT || type == FieldType.ADDRESS;
    boolean clean =
        value.codePoints().noneMatch(c -> Character.isISOControl(c) && !(lines && c == '\n'));
    require(clean, "control character in a value");
  }

  private static void checkSignatures(PersonalText text) throws ProtocolException {
    String value = text.reveal(RevealPermit.forTransport());
    require(value.startsWith("[") && value.endsWith("]"), "not a list of signatures");
    Matcher matcher = SIGNATURE.matcher(value);
    int at = 1;
    for (int count = 0; at < value.length() - 1; count++) {
      require(count < MOST_SIGNATURES, "too many signatures");
      require(matcher.find(at) && matcher.start() == at, "not a signature");
      at = matcher.end();
      boolean last = at == value.length() - 1;
      require(last || (value.charAt(at) == ',' && at < value.length() - 2), "not a signature");
      at += last ? 0 : 1;
    }
  }

  private static void check(Request.Redact asked, Response.Redacted answer)
      throws ProtocolException {
    boolean pdf = asked.page() == 0;
    require(answer.mediaType().equals(pdf ? "application/pdf" : "image/png"), "another media type");
    require(startsWith(answer.content().bytes(), pdf ? PDF : PNG), "not of its media type");
    require(
        answer.pages() >= 1 && answer.pages() <= asked.scope().limits().maxPages(),
        "impossible page count");
    require(answer.covered() >= 0, "impossible number of areas");
  }

  private static void check(Provenance provenance) throws ProtocolException {
    for (String label :
        List.of(
            provenance.engine(),
            provenance.recognizer(),
            provenance.model(),
            provenance.extractor())) {
      require(LABEL.matcher(label).matches(), "not a label");
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (bytes[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static void require(boolean holds, String rule) throws ProtocolException {
    if (!holds) {
      throw new ProtocolException(rule);
    }
  }
}
