package dev.lethe.worker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Writes messages as frames: magic number, kind, length, content. Not safe for several threads. */
public final class MessageWriter {

  private static final byte[] NOTHING = {};

  private final DataOutputStream out;

  public MessageWriter(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  public void write(Hello hello) throws IOException {
    Body body = new Body();
    body.out.writeInt(hello.protocolVersion());
    body.provenance(hello.provenance());
    frame(Wire.HELLO, body, NOTHING);
  }

  public void write(Request request) throws IOException {
    Body body = new Body();
    body.scope(request.scope());
    if (request instanceof Request.Extract extract) {
      body.fieldRequests(extract.fields());
      frame(Wire.EXTRACT, body, request.document().bytes());
    } else if (request instanceof Request.Redact redact) {
      body.fieldRequests(redact.covered());
      body.out.writeInt(redact.page());
      frame(Wire.REDACT, body, request.document().bytes());
    } else {
      frame(Wire.CLASSIFY, body, request.document().bytes());
    }
  }

  public void write(Response response) throws IOException {
    Body body = new Body();
    if (response instanceof Response.Extracted extracted) {
      body.extracted(extracted);
      frame(Wire.EXTRACTED, body, NOTHING);
    } else if (response instanceof Response.Classified classified) {
      body.classified(classified);
      frame(Wire.CLASSIFIED, body, NOTHING);
    } else if (response instanceof Response.Redacted redacted) {
      body.string(redacted.mediaType(), Wire.MAX_NAME);
      body.out.writeInt(redacted.pages());
      body.out.writeInt(redacted.covered());
      frame(Wire.REDACTED, body, redacted.content().bytes());
    } else if (response instanceof Response.Refused refused) {
      body.constant(refused.refusal());
      frame(Wire.REFUSED, body, NOTHING);
    }
  }

  private void frame(byte kind, Body body, byte[] attachment) throws IOException {
    if (body.bytes.size() > Wire.MAX_MESSAGE) {
      throw new ProtocolException("message too long");
    }
    out.writeInt(Wire.MAGIC);
    out.writeByte(kind);
    out.writeInt(body.bytes.size());
    out.writeInt(attachment.length);
    body.bytes.writeTo(out);
    out.write(attachment);
    out.flush();
  }

  /** The part of a frame that is not a document. */
  private static final class Body {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final DataOutputStream out = new DataOutputStream(bytes);

    void scope(ReadingScope scope) throws IOException {
      optional(scope.documentClass(), Wire.MAX_NAME);
      count(scope.pages().size(), Wire.MAX_PAGES);
      for (int page : scope.pages()) {
        out.writeInt(page);
      }
      count(scope.regions().size(), Wire.MAX_REGIONS);
      for (Region region : scope.regions()) {
        out.writeInt(region.page());
        out.writeDouble(region.left());
        out.writeDouble(region.top());
        out.writeDouble(region.right());
        out.writeDouble(region.bottom());
      }
      optional(scope.language(), Wire.MAX_NAME);
      out.writeInt(scope.limits().maxPages());
      out.writeLong(scope.limits().maxPixelsPerPage());
      out.writeLong(scope.limits().deadline().toMillis());
    }

    void fieldRequests(List<FieldRequest> fields) throws IOException {
      count(fields.size(), Wire.MAX_FIELDS);
      for (FieldRequest field : fields) {
        string(field.name(), Wire.MAX_NAME);
        constant(field.type());
      }
    }

    void extracted(Response.Extracted extracted) throws IOException {
      string(extracted.documentClass(), Wire.MAX_NAME);
      out.writeInt(extracted.pages());
      out.writeInt(extracted.pagesRecognized());
      provenance(extracted.provenance());
      out.writeLong(extracted.engineMillis());
      count(extracted.fields().size(), Wire.MAX_FIELDS);
      for (ExtractedField field : extracted.fields()) {
        field(field);
      }
    }

    void classified(Response.Classified classified) throws IOException {
      string(classified.documentClass(), Wire.MAX_NAME);
      out.writeDouble(classified.confidence());
      out.writeInt(classified.pages());
      out.writeInt(classified.pagesRecognized());
      provenance(classified.provenance());
      out.writeLong(classified.engineMillis());
    }

    private void field(ExtractedField field) throws IOException {
      string(field.name(), Wire.MAX_NAME);
      constant(field.type());
      personal(field.raw(), Wire.maxValue(field.type()));
      personal(field.normalized(), Wire.maxValue(field.type()));
      out.writeDouble(field.confidence());
      out.writeInt(field.page());
      polygon(field.polygon());
      count(field.validations().size(), Wire.MAX_VALIDATIONS);
      for (Validation validation : field.validations()) {
        string(validation.check(), Wire.MAX_NAME);
        constant(validation.outcome());
        string(validation.reason(), Wire.MAX_NAME);
      }
      optional(field.absence(), Wire.MAX_NAME);
    }

    private void polygon(Optional<Polygon> polygon) throws IOException {
      int points = polygon.map(p -> p.points().size()).orElse(0);
      count(points, Polygon.MAX_POINTS);
      if (polygon.isPresent()) {
        for (Polygon.Point point : polygon.get().points()) {
          out.writeDouble(point.x());
          out.writeDouble(point.y());
        }
      }
    }

    void provenance(Provenance provenance) throws IOException {
      string(provenance.engine(), Wire.MAX_LABEL);
      string(provenance.recognizer(), Wire.MAX_LABEL);
      string(provenance.model(), Wire.MAX_LABEL);
      string(provenance.extractor(), Wire.MAX_LABEL);
    }

    void count(int count, int max) throws IOException {
      if (count > max) {
        throw new ProtocolException("too many entries");
      }
      out.writeInt(count);
    }

    void constant(Enum<?> constant) throws IOException {
      out.writeByte(constant.ordinal());
    }

    void string(String text, int max) throws IOException {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      if (utf8.length > max) {
        throw new ProtocolException("text too long");
      }
      out.writeInt(utf8.length);
      out.write(utf8);
    }

    void optional(Optional<String> text, int max) throws IOException {
      out.writeByte(text.isPresent() ? 1 : 0);
      if (text.isPresent()) {
        string(text.get(), max);
      }
    }

    private void personal(Optional<PersonalText> text, int max) throws IOException {
      optional(text.map(t -> t.reveal(RevealPermit.forTransport())), max);
    }
  }
}
