package dev.lethe.worker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads messages. Every length, count, constant and string is checked against its bound before
 * memory is taken for it; what does not fit is a {@link ProtocolException}. Not safe for several
 * threads.
 */
public final class MessageReader {

  private final InputStream in;
  private final int maxAttachment;

  /**
   * @param maxAttachment largest document or result, in bytes
   */
  public MessageReader(InputStream in, int maxAttachment) {
    this.in = in;
    this.maxAttachment = maxAttachment;
  }

  public Hello readHello() throws IOException {
    Frame frame = required(next());
    frame.expect(Wire.HELLO);
    return frame.parse(body -> new Hello(body.int32(), body.provenance()));
  }

  /** The next request; empty when the stream ends between two frames. */
  public Optional<Request> readRequest() throws IOException {
    Optional<Frame> next = next();
    if (next.isEmpty()) {
      return Optional.empty();
    }
    Frame frame = next.get();
    Request.Document document = new Request.Document(frame.attachment);
    return Optional.of(
        switch (frame.kind) {
          case Wire.EXTRACT ->
              frame.parse(
                  body -> new Request.Extract(body.scope(), body.fieldRequests(), document));
          case Wire.CLASSIFY -> frame.parse(body -> new Request.Classify(body.scope(), document));
          case Wire.REDACT ->
              frame.parse(
                  body ->
                      new Request.Redact(
                          body.scope(), body.fieldRequests(), body.page(), document));
          default -> throw new ProtocolException("unexpected kind of frame");
        });
  }

  public Response readResponse() throws IOException {
    Frame frame = required(next());
    return switch (frame.kind) {
      case Wire.EXTRACTED -> frame.withoutAttachment().parse(Body::extracted);
      case Wire.CLASSIFIED -> frame.withoutAttachment().parse(Body::classified);
      case Wire.REDACTED ->
          frame.parse(
              body ->
                  new Response.Redacted(
                      body.string(Wire.MAX_NAME),
                      body.int32(),
                      body.int32(),
                      new Response.Content(frame.attachment)));
      case Wire.REFUSED ->
          frame
              .withoutAttachment()
              .parse(body -> new Response.Refused(body.constant(Refusal.values())));
      default -> throw new ProtocolException("unexpected kind of frame");
    };
  }

  private static Frame required(Optional<Frame> frame) throws IOException {
    return frame.orElseThrow(EOFException::new);
  }

  private Optional<Frame> next() throws IOException {
    byte[] first = in.readNBytes(13);
    if (first.length == 0) {
      return Optional.empty();
    }
    if (first.length < 13) {
      throw new ProtocolException("frame cut off");
    }
    ByteBuffer header = ByteBuffer.wrap(first);
    if (header.getInt() != Wire.MAGIC) {
      throw new ProtocolException("not a frame");
    }
    byte kind = header.get();
    byte[] body = exactly(header.getInt(), Wire.MAX_MESSAGE);
    byte[] attachment = exactly(header.getInt(), maxAttachment);
    return Optional.of(new Frame(kind, body, attachment));
  }

  /** Memory grows with what really comes, not with what was announced. */
  private byte[] exactly(int length, int max) throws IOException {
    if (length < 0 || length > max) {
      throw new ProtocolException("length out of bounds");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new ProtocolException("frame cut off");
    }
    return bytes;
  }

  private interface Parser<T> {
    T parse(Body body) throws IOException;
  }

  private record Frame(byte kind, byte[] body, byte[] attachment) {

    void expect(byte wanted) throws ProtocolException {
      if (kind != wanted) {
        throw new ProtocolException("unexpected kind of frame");
      }
      withoutAttachment();
    }

    Frame withoutAttachment() throws ProtocolException {
      if (attachment.length > 0) {
        throw new ProtocolException("attachment not allowed");
      }
      return this;
    }

    <T> T parse(Parser<T> parser) throws IOException {
      Body reading = new Body(ByteBuffer.wrap(body));
      T message;
      try {
        message = parser.parse(reading);
      } catch (IllegalArgumentException broken) {
        throw new ProtocolException("value out of bounds");
      }
      if (reading.in.hasRemaining()) {
        throw new ProtocolException("frame too long");
      }
      return message;
    }
  }

  /** Reads the parts of one frame. */
  private record Body(ByteBuffer in) {

    ReadingScope scope() throws IOException {
      return new ReadingScope(
          optional(Wire.MAX_NAME), pages(), regions(), optional(Wire.MAX_NAME), limits());
    }

    private List<Integer> pages() throws IOException {
      int count = count(Wire.MAX_PAGES, 4);
      List<Integer> pages = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        pages.add(int32());
      }
      return pages;
    }

    private List<Region> regions() throws IOException {
      int count = count(Wire.MAX_REGIONS, 36);
      List<Region> regions = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        regions.add(new Region(int32(), float64(), float64(), float64(), float64()));
      }
      return regions;
    }

    private Limits limits() throws IOException {
      return new Limits(int32(), int64(), Duration.ofMillis(int64()));
    }

    List<FieldRequest> fieldRequests() throws IOException {
      int count = count(Wire.MAX_FIELDS, 5);
      List<FieldRequest> fields = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        fields.add(new FieldRequest(string(Wire.MAX_NAME), constant(FieldType.values())));
      }
      return fields;
    }

    int page() throws IOException {
      int page = int32();
      if (page < 0) {
        throw new ProtocolException("not a page");
      }
      return page;
    }

    Response.Extracted extracted() throws IOException {
      String documentClass = string(Wire.MAX_NAME);
      int pages = int32();
      int recognized = int32();
      Provenance provenance = provenance();
      long millis = int64();
      int count = count(Wire.MAX_FIELDS, 20);
      List<ExtractedField> fields = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        fields.add(field());
      }
      return new Response.Extracted(documentClass, pages, recognized, fields, provenance, millis);
    }

    Response.Classified classified() throws IOException {
      return new Response.Classified(
          string(Wire.MAX_NAME), float64(), int32(), int32(), provenance(), int64());
    }

    private ExtractedField field() throws IOException {
      String name = string(Wire.MAX_NAME);
      FieldType type = constant(FieldType.values());
      return new ExtractedField(
          name,
          type,
          personal(Wire.maxValue(type)),
          personal(Wire.maxValue(type)),
          float64(),
          int32(),
          polygon(),
          validations(),
          optional(Wire.MAX_NAME));
    }

    private Optional<Polygon> polygon() throws IOException {
      int count = count(Polygon.MAX_POINTS, 16);
      List<Polygon.Point> points = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        points.add(new Polygon.Point(float64(), float64()));
      }
      return count == 0 ? Optional.empty() : Optional.of(new Polygon(points));
    }

    private List<Validation> validations() throws IOException {
      int count = count(Wire.MAX_VALIDATIONS, 9);
      List<Validation> validations = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        validations.add(
            new Validation(
                string(Wire.MAX_NAME),
                constant(Validation.Outcome.values()),
                string(Wire.MAX_NAME)));
      }
      return validations;
    }

    Provenance provenance() throws IOException {
      return new Provenance(
          string(Wire.MAX_LABEL),
          string(Wire.MAX_LABEL),
          string(Wire.MAX_LABEL),
          string(Wire.MAX_LABEL));
    }

    private void need(int bytes) throws ProtocolException {
      if (in.remaining() < bytes) {
        throw new ProtocolException("frame too short");
      }
    }

    int int32() throws IOException {
      need(4);
      return in.getInt();
    }

    long int64() throws IOException {
      need(8);
      return in.getLong();
    }

    double float64() throws IOException {
      need(8);
      return in.getDouble();
    }

    /**
     * @param leastBytes that one entry takes, so that a count cannot ask for more than is there
     */
    private int count(int max, int leastBytes) throws IOException {
      int count = int32();
      if (count < 0 || count > max || (long) count * leastBytes > in.remaining()) {
        throw new ProtocolException("count out of bounds");
      }
      return count;
    }

    <E extends Enum<E>> E constant(E[] constants) throws IOException {
      need(1);
      int ordinal = in.get();
      if (ordinal < 0 || ordinal >= constants.length) {
        throw new ProtocolException("no such constant");
      }
      return constants[ordinal];
    }

    private boolean flag() throws IOException {
      need(1);
      byte flag = in.get();
      if (flag != 0 && flag != 1) {
        throw new ProtocolException("neither yes nor no");
      }
      return flag == 1;
    }

    String string(int max) throws IOException {
      int length = int32();
      if (length < 0 || length > max) {
        throw new ProtocolException("length out of bounds");
      }
      need(length);
      ByteBuffer utf8 = in.slice(in.position(), length);
      in.position(in.position() + length);
      try {
        CharBuffer text =
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(utf8);
        return text.toString();
      } catch (CharacterCodingException broken) {
        throw new ProtocolException("not UTF-8");
      }
    }

    Optional<String> optional(int max) throws IOException {
      return flag() ? Optional.of(string(max)) : Optional.empty();
    }

    private Optional<PersonalText> personal(int max) throws IOException {
      return optional(max).map(PersonalText::of);
    }
  }
}
