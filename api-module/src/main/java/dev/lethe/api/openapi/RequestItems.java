package dev.lethe.api.openapi;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** The items of a request's arrays, of which annotations can only say the type. */
final class RequestItems {

  private RequestItems() {}

  /** A request with an upload slot is one with a form, and the address of the slot. */
  static void join(Map<String, Schema> schemas) {
    Schema slot = Objects.requireNonNull(schemas.get("JobRequest"));
    Schema form = Objects.requireNonNull(schemas.get("JobFormRequest"));
    form.getProperties().forEach(slot::addProperty);
    form.getRequired().forEach(slot::addRequired);
  }

  static void describe(Map<String, Schema> schemas) {
    for (String name : List.of("JobRequest", "JobFormRequest")) {
      property(schemas, name, "output").setItems(fieldName());
      property(schemas, name, "pages").setItems(page());
      Objects.requireNonNull(schemas.get(name)).setOneOf(oneOf(List.of("output"), List.of("mode")));
    }
    property(schemas, "RevealRequest", "fields").setItems(fieldName());
    property(schemas, "ConsentRequest", "document_classes").setItems(fieldName());
    property(schemas, "Consent", "document_classes").setItems(fieldName());
    either(
        schemas,
        "Consent",
        List.of("basis", "allow_model_training", "allow_manual_review"),
        List.of("id"));
    either(
        schemas,
        "WithdrawalRequest",
        List.of("consent"),
        List.of("job"),
        List.of("document_url"),
        List.of("subject_ref"));
    Schema corner = property(schemas, "Field", "polygon").getItems();
    corner.setMinItems(2);
    corner.setMaxItems(2);
  }

  /** An object that must have the properties of exactly one of some lists. */
  @SafeVarargs
  private static void either(Map<String, Schema> schemas, String object, List<String>... required) {
    Schema schema = Objects.requireNonNull(schemas.get(object));
    schema.setRequired(List.of());
    schema.setOneOf(oneOf(required));
  }

  @SafeVarargs
  private static List<Schema> oneOf(List<String>... required) {
    return Stream.of(required).map(names -> OASFactory.createSchema().required(names)).toList();
  }

  private static Schema property(Map<String, Schema> schemas, String object, String name) {
    return Objects.requireNonNull(
        Objects.requireNonNull(schemas.get(object)).getProperties().get(name));
  }

  private static Schema fieldName() {
    return OASFactory.createSchema().type(List.of(SchemaType.STRING)).pattern(Patterns.NAME);
  }

  private static Schema page() {
    return OASFactory.createSchema().type(List.of(SchemaType.INTEGER)).minimum(BigDecimal.ONE);
  }
}
