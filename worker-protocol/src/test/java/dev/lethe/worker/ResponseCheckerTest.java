package dev.lethe.worker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
    accepted(Messages.extract(), new Response.Refused(Refusal.UNREADABLE));
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
}
