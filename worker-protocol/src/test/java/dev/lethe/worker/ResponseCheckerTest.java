package dev.lethe.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseCheckerTest {

  private static final FieldRequest IBAN = new FieldRequest("iban", FieldType.IBAN);

  private static void accepted(Request request, Response response) {
    assertThatCode(() -> ResponseChecker.check(request, response)).doesNotThrowAnyException();
  }

  private static void refused(Request request, Response response, String rule) {
    assertThatThrownBy(() -> ResponseChecker.check(request, response))
        .isInstanceOf(ProtocolException.class)
        .hasMessage(rule);
  }

  private static Response.Extracted answer(ExtractedField... fields) {
    return new Response.Extracted("invoice", 4, 1, List.of(fields), Messages.PROVENANCE, 1);
  }

  private static ExtractedField total(int page, String text) {
    Optional<PersonalText> value = Optional.of(PersonalText.of(text));
    return new ExtractedField(
        "invoice_total",
        FieldType.AMOUNT,
        value,
        value,
        1,
        page,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  @Test
  void givenTheAnswerToTheQuestion_whenChecked_thenItPasses() {
    accepted(Messages.extract(), Messages.extracted());
    accepted(Messages.redact(0), Messages.redactedPdf());
    accepted(Messages.classify(), Messages.classified());
    accepted(Messages.extract(), new Response.Refused(Refusal.UNREADABLE));
  }

  @Test
  void givenAClassThatIsNone_whenChecked_thenItIsRefused() {
    refused(Messages.classify(), Messages.extracted(), "answer to another question");
    refused(Messages.extract(), Messages.classified(), "answer to another question");
    for (String text : new String[] {"", "Ada King", "12 High Street", "invoice\n"}) {
      refused(Messages.classify(), classified(text, 0.5, 1, 1), "not a document class");
    }
    for (double confidence : new double[] {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      refused(Messages.classify(), classified("invoice", confidence, 1, 1), "not a confidence");
    }
    refused(Messages.classify(), classified("invoice", 0.5, 0, 0), "impossible page count");
    refused(Messages.classify(), classified("invoice", 0.5, 11, 1), "impossible page count");
    refused(
        Messages.classify(),
        classified("invoice", 0.5, 2, 3),
        "impossible number of recognised pages");
  }

  private static Response classified(String name, double confidence, int pages, int recognized) {
    return new Response.Classified(name, confidence, pages, recognized, Messages.PROVENANCE, 1);
  }

  @Test
  void givenAFieldThatNobodyAskedFor_whenChecked_thenItIsRefused() {
    ExtractedField other =
        ExtractedField.absent(new FieldRequest("surname", FieldType.TEXT), "not-on-page");
    refused(
        Messages.extract(), answer(Messages.total(), other), "other fields than were asked for");
    refused(
        Messages.extract(),
        answer(Messages.total(), ExtractedField.absent(IBAN, "not-on-page"), other),
        "other fields than were asked for");
  }

  @Test
  void givenAMissingField_whenChecked_thenItIsRefused() {
    refused(Messages.extract(), answer(Messages.total()), "other fields than were asked for");
  }

  @Test
  void givenFieldsInAnotherOrder_whenChecked_thenItIsRefused() {
    refused(
        Messages.extract(),
        answer(ExtractedField.absent(IBAN, "not-on-page"), Messages.total()),
        "other fields than were asked for");
  }

  @Test
  void givenAnotherType_whenChecked_thenItIsRefused() {
    ExtractedField text =
        ExtractedField.absent(new FieldRequest("iban", FieldType.FULL_TEXT), "not-on-page");
    refused(Messages.extract(), answer(Messages.total(), text), "another type than was asked for");
  }

  @Test
  void givenAPageThatTheDocumentHasNot_whenChecked_thenItIsRefused() {
    ExtractedField absent = ExtractedField.absent(IBAN, "not-on-page");
    refused(Messages.extract(), answer(total(5, "1"), absent), "no such page");
    refused(Messages.extract(), answer(total(0, "1"), absent), "no such page");
    refused(Messages.extract(), answer(total(2, "1"), absent), "page not asked for");
  }

  @Test
  void givenASentenceInPlaceOfACode_whenChecked_thenItIsRefused() {
    ExtractedField leak = ExtractedField.absent(IBAN, "Jane Roe, 12 High Street");
    refused(Messages.extract(), answer(Messages.total(), leak), "not a code");
  }

  @Test
  void givenControlCharactersInAValue_whenChecked_thenItIsRefused() {
    refused(
        Messages.extract(),
        answer(total(3, "1\u001b[2J"), ExtractedField.absent(IBAN, "not-on-page")),
        "control character in a value");
  }

  @Test
  void givenAnotherClassThanWasGiven_whenChecked_thenItIsRefused() {
    Response.Extracted other =
        new Response.Extracted(
            "receipt", 4, 1, Messages.extracted().fields(), Messages.PROVENANCE, 1);
    refused(Messages.extract(), other, "another document class than was given");
  }

  @Test
  void givenMorePagesThanTheLimit_whenChecked_thenItIsRefused() {
    Response.Extracted many =
        new Response.Extracted(
            "invoice", 11, 1, Messages.extracted().fields(), Messages.PROVENANCE, 1);
    refused(Messages.extract(), many, "impossible page count");
  }

  @Test
  void givenAnAnswerToAnotherQuestion_whenChecked_thenItIsRefused() {
    refused(Messages.extract(), Messages.redactedPdf(), "answer to another question");
    refused(Messages.redact(0), Messages.extracted(), "answer to another question");
  }

  @Test
  void givenAPdfWhereAPictureWasAskedFor_whenChecked_thenItIsRefused() {
    refused(Messages.redact(1), Messages.redactedPdf(), "another media type");
    Response.Redacted disguised =
        new Response.Redacted(
            "image/png", 1, 0, new Response.Content("%PDF-1.4".getBytes(StandardCharsets.UTF_8)));
    refused(Messages.redact(1), disguised, "not of its media type");
  }

  @Test
  void givenAnotherProtocolVersion_whenHelloIsChecked_thenItIsRefused() {
    assertThatThrownBy(() -> ResponseChecker.check(new Hello(99, Messages.PROVENANCE)))
        .hasMessage("another protocol version");
    Provenance odd = new Provenance("a\nb", "b", "c", "d");
    assertThatThrownBy(() -> ResponseChecker.check(new Hello(Hello.PROTOCOL_VERSION, odd)))
        .hasMessage("not a label");
  }

  private static final String PLACE =
      "{\"label\":\"co-borrower\",\"page\":1,\"signed\":true,\"mark\":\"ink\",\"confidence\":0.97,"
          + "\"polygon\":[[0.1000,0.2000],[0.4000,0.2000],[0.4000,0.2500],[0.1000,0.2500]]}";

  private static Response.Extracted signatures(String value) {
    Optional<PersonalText> text = Optional.of(PersonalText.of(value));
    ExtractedField field =
        new ExtractedField(
            "signature_present",
            FieldType.SIGNATURES,
            text,
            text,
            1,
            1,
            Optional.empty(),
            List.of(),
            Optional.empty());
    return new Response.Extracted("invoice", 4, 1, List.of(field), Messages.PROVENANCE, 1);
  }

  private static Request.Extract signaturesAsked() {
    Request.Extract any = (Request.Extract) Messages.extract();
    FieldRequest field = new FieldRequest("signature_present", FieldType.SIGNATURES);
    return new Request.Extract(any.scope(), List.of(field), any.document());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[" + PLACE + "]", "[" + PLACE + "," + PLACE + "]"})
  void givenPlacesForSignatures_whenChecked_thenTheyPass(String value) {
    accepted(signaturesAsked(), signatures(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "co-borrower | alma ashdown",
        "co-borrower | ashdown",
        "\"ink\" | \"signed by alma\"",
        "0.97 | 1.97",
        "0.97 | 0.9712345678",
        "\"page\":1 | \"page\":0",
        "true | \"true\"",
        "]]} | ]],\"name\":\"x\"}",
        ",[0.1000,0.2500] | ~~",
      })
  void givenTextAmongPlacesForSignatures_whenChecked_thenItIsRefused(String part, String other) {
    String changed = PLACE.replace(part, other);
    assertThat(changed).isNotEqualTo(PLACE);
    refused(signaturesAsked(), signatures("[" + changed + "]"), "not a signature");
  }

  @Test
  void givenNoListOfSignatures_whenChecked_thenItIsRefused() {
    refused(signaturesAsked(), signatures(PLACE), "not a list of signatures");
    refused(signaturesAsked(), signatures("[" + PLACE + ",]"), "not a signature");
    refused(signaturesAsked(), signatures("[" + PLACE + PLACE + "]"), "not a signature");
    String many = String.join(",", java.util.Collections.nCopies(201, PLACE));
    refused(signaturesAsked(), signatures("[" + many + "]"), "too many signatures");
  }
}
