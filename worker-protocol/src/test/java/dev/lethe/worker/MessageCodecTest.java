package dev.lethe.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageCodecTest {

  private static final int MAX = 1 << 20;

  private interface Write {
    void to(MessageWriter writer) throws IOException;
  }

  private static byte[] bytes(Write write) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write.to(new MessageWriter(out));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static MessageReader reader(byte[] bytes) {
    return new MessageReader(new ByteArrayInputStream(bytes), MAX);
  }

  @Test
  void givenEveryMessage_whenWrittenAndRead_thenItIsTheSame() throws IOException {
    Hello hello = new Hello(Hello.PROTOCOL_VERSION, Messages.PROVENANCE);
    assertThat(reader(bytes(w -> w.write(hello))).readHello()).isEqualTo(hello);

    Request.Extract extract = Messages.extract();
    Request read = reader(bytes(w -> w.write(extract))).readRequest().orElseThrow();
    assertThat(read).usingRecursiveComparison().isEqualTo(extract);

    Request.Redact redact = Messages.redact(2);
    assertThat(reader(bytes(w -> w.write(redact))).readRequest().orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(redact);

    Response.Extracted extracted = Messages.extracted();
    assertThat(reader(bytes(w -> w.write(extracted))).readResponse()).isEqualTo(extracted);

    Request.Classify classify = Messages.classify();
    assertThat(reader(bytes(w -> w.write(classify))).readRequest().orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(classify);
    Response.Classified classified = Messages.classified();
    assertThat(reader(bytes(w -> w.write(classified))).readResponse()).isEqualTo(classified);

    Response.Redacted redacted = Messages.redactedPdf();
    assertThat(reader(bytes(w -> w.write(redacted))).readResponse())
        .usingRecursiveComparison()
        .isEqualTo(redacted);
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void givenARefusal_whenWrittenAndRead_thenItIsTheSame(Refusal refusal) throws IOException {
    Response refused = new Response.Refused(refusal);
    assertThat(reader(bytes(w -> w.write(refused))).readResponse()).isEqualTo(refused);
  }

  @Test
  void givenSeveralMessages_whenRead_thenTheStreamEndsCleanlyAfterTheLast() throws IOException {
    byte[] two =
        bytes(
            w -> {
              w.write(Messages.extract());
              w.write(Messages.redact(0));
            });
    MessageReader reader = reader(two);
    assertThat(reader.readRequest()).isPresent();
    assertThat(reader.readRequest()).isPresent();
    assertThat(reader.readRequest()).isEmpty();
  }

  @Test
  void givenNoResponse_whenTheStreamEnds_thenItIsAnError() {
    assertThatThrownBy(() -> reader(new byte[0]).readResponse()).isInstanceOf(EOFException.class);
  }

  @Test
  void givenAnyTruncation_whenRead_thenItIsRefused() {
    byte[] whole = bytes(w -> w.write(Messages.extracted()));
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> reader(cut).readResponse()).isInstanceOf(ProtocolException.class);
    }
    byte[] request = bytes(w -> w.write(Messages.extract()));
    for (int length = 1; length < request.length; length++) {
      byte[] cut = Arrays.copyOf(request, length);
      assertThatThrownBy(() -> reader(cut).readRequest()).isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void givenBytesAfterTheMessageWithinItsFrame_whenRead_thenItIsRefused() {
    byte[] whole = bytes(w -> w.write(new Response.Refused(Refusal.ENCRYPTED)));
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    ByteBuffer.wrap(longer).putInt(5, 2);
    assertThatThrownBy(() -> reader(longer).readResponse())
        .isInstanceOf(ProtocolException.class)
        .hasMessage("frame too long");
  }

  @Test
  void givenAnAnnouncedLengthOfTwoGigabytes_whenRead_thenItIsRefusedAtOnce() {
    byte[] whole = bytes(w -> w.write(Messages.extracted()));
    ByteBuffer.wrap(whole).putInt(5, Integer.MAX_VALUE);
    assertThatThrownBy(() -> reader(whole).readResponse()).isInstanceOf(ProtocolException.class);
    byte[] negative = bytes(w -> w.write(Messages.extracted()));
    ByteBuffer.wrap(negative).putInt(9, -1);
    assertThatThrownBy(() -> reader(negative).readResponse()).isInstanceOf(ProtocolException.class);
  }

  @Test
  void givenADocumentAboveTheLimit_whenRead_thenItIsRefused() {
    byte[] whole = bytes(w -> w.write(Messages.extract()));
    MessageReader small = new MessageReader(new ByteArrayInputStream(whole), 4);
    assertThatThrownBy(small::readRequest).isInstanceOf(ProtocolException.class);
  }

  @Test
  void givenAnAnswerWithAnAttachmentThatHasNone_whenRead_thenItIsRefused() {
    byte[] whole = bytes(w -> w.write(new Response.Refused(Refusal.ENCRYPTED)));
    byte[] more = Arrays.copyOf(whole, whole.length + 3);
    ByteBuffer.wrap(more).putInt(9, 3);
    assertThatThrownBy(() -> reader(more).readResponse()).isInstanceOf(ProtocolException.class);
  }

  @Test
  void givenARequestWhereAnAnswerIsDue_whenRead_thenItIsRefused() {
    byte[] request = bytes(w -> w.write(Messages.extract()));
    assertThatThrownBy(() -> reader(request).readResponse()).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> reader(request).readHello()).isInstanceOf(ProtocolException.class);
    byte[] answer = bytes(w -> w.write(Messages.extracted()));
    assertThatThrownBy(() -> reader(answer).readRequest()).isInstanceOf(ProtocolException.class);
  }

  @Test
  void givenInvalidUtf8InAValue_whenRead_thenItIsRefused() {
    byte[] whole = bytes(w -> w.write(Messages.extracted()));
    int at = indexOf(whole, "1234.50".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    whole[at] = (byte) 0xC3;
    assertThatThrownBy(() -> reader(whole).readResponse())
        .isInstanceOf(ProtocolException.class)
        .hasMessage("not UTF-8");
  }

  @Test
  void givenTooManyFields_whenWritten_thenItIsRefused() {
    List<FieldRequest> many =
        Collections.nCopies(Wire.MAX_FIELDS + 1, new FieldRequest("iban", FieldType.IBAN));
    Request request = new Request.Extract(Messages.scope(), many, Messages.document());
    assertThatThrownBy(() -> new MessageWriter(new ByteArrayOutputStream()).write(request))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void givenAValueLongerThanItsTypeAllows_whenWritten_thenItIsRefused() {
    Optional<PersonalText> text = Optional.of(PersonalText.of("9".repeat(Wire.MAX_VALUE + 1)));
    ExtractedField field =
        new ExtractedField(
            "iban",
            FieldType.IBAN,
            text,
            text,
            1,
            1,
            Optional.empty(),
            List.of(),
            Optional.empty());
    Response response =
        new Response.Extracted("invoice", 1, 0, List.of(field), Messages.PROVENANCE, 1);
    assertThatThrownBy(() -> new MessageWriter(new ByteArrayOutputStream()).write(response))
        .isInstanceOf(ProtocolException.class);
  }

  /** Whatever bytes come, reading ends in a message or a refusal, never in another failure. */
  @Test
  void givenMutatedFrames_whenRead_thenOnlyRefusalsAreThrown() {
    byte[] whole = bytes(w -> w.write(Messages.extracted()));
    byte[] request = bytes(w -> w.write(Messages.extract()));
    Random random = new Random(20261123);
    for (int round = 0; round < 60_000; round++) {
      byte[] mutant = (round % 2 == 0 ? whole : request).clone();
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      Throwable thrown =
          round % 2 == 0
              ? catchThrowable(() -> reader(mutant).readResponse())
              : catchThrowable(() -> reader(mutant).readRequest());
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(ProtocolException.class);
      }
    }
  }

  @Test
  void givenRandomBytes_whenRead_thenOnlyRefusalsAreThrown() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = new byte[1 + random.nextInt(200)];
      random.nextBytes(noise);
      if (noise.length > 13) {
        ByteBuffer.wrap(noise)
            .putInt(0, Wire.MAGIC)
            .put(4, (byte) random.nextInt(8))
            .putInt(5, noise.length - 13)
            .putInt(9, 0);
      }
      Throwable thrown = catchThrowable(() -> reader(noise).readResponse());
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(ProtocolException.class);
      }
    }
  }

  private static int indexOf(byte[] haystack, byte[] needle) {
    for (int i = 0; i <= haystack.length - needle.length; i++) {
      if (Arrays.equals(Arrays.copyOfRange(haystack, i, i + needle.length), needle)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }
}
