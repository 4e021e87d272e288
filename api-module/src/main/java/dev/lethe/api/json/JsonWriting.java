package dev.lethe.api.json;

import dev.lethe.worker.PersonalText;
import dev.lethe.worker.RevealPermit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyOrderStrategy;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/**
 * How answers are written: every property is there, null included, and personal text is opened at
 * the last moment, on its way into the answer.
 */
@Provider
@ApplicationScoped
public class JsonWriting implements ContextResolver<Jsonb> {

  private final Jsonb jsonb =
      JsonbBuilder.create(
          new JsonbConfig()
              .withNullValues(true)
              .withPropertyOrderStrategy(PropertyOrderStrategy.ANY)
              .withSerializers(new PersonalTextWriter()));

  @Override
  public Jsonb getContext(Class<?> type) {
    return jsonb;
  }

  /** The one writer of personal text. */
  static final class PersonalTextWriter implements JsonbSerializer<PersonalText> {
    @Override
    public void serialize(
        PersonalText text, JsonGenerator generator, SerializationContext context) {
      generator.write(text.reveal(RevealPermit.forAnswer()));
    }
  }
}
