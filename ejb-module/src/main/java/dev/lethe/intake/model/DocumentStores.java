package dev.lethe.intake.model;

/**
 * The stores of an installation, by place.
 *
 * @param lasting survives the server; reached by all servers
 * @param memory of this server alone
 */
public record DocumentStores(DocumentStore lasting, DocumentStore memory) {

  public DocumentStore of(SealedDocument.Place place) {
    return switch (place) {
      case STORE -> lasting;
      case MEMORY -> memory;
    };
  }
}
