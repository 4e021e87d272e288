package dev.lethe.tools.policy;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.DocumentClassRule;
import dev.lethe.policy.model.PolicyBundle.FieldRule;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyRule;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.tenancy.model.TenantId;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says which rules decide something, and where they stand. */
final class PolicyExplanation {

  private final PolicyDocument document;
  private final PrintStream out;
  private PolicyBundle bundle;
  private String tenant = "";

  PolicyExplanation(PolicyDocument document, PrintStream out) {
    this.document = document;
    this.out = out;
    this.bundle = document.bundle();
  }

  /**
   * Explains a thing.
   *
   * @param words {@code purpose|class|field|region NAME} or {@code retention ARTEFACT CLASS PURPOSE
   *     REGION}, after {@code tenant NAME} if it is about one
   * @return 0, or 2 if there is no such thing
   */
  int print(List<String> words) {
    List<String> rest = words;
    if (words.size() > 3 && words.get(0).equals("tenant")) {
      tenant = words.get(1);
      bundle = bundle.of(new TenantId(tenant));
      rest = words.subList(2, words.size());
    }
    String name = rest.get(1);
    boolean known =
        switch (rest.get(0)) {
          case "purpose" -> purpose(new Purpose(name));
          case "class" -> documentClass(new DocumentClass(name));
          case "field" -> field(new FieldName(name));
          case "region" -> region(new ResidencyRegion(name));
          case "retention" -> rest.size() == 5 && retention(rest);
          default -> false;
        };
    if (!known) {
      out.println("the bundle has no such thing");
    }
    return known ? 0 : 2;
  }

  private boolean purpose(Purpose name) {
    PurposeRule rule = bundle.purposes().get(name);
    if (rule == null) {
      return false;
    }
    out.println(name.name() + ": " + rule.description());
    rules("purposes." + name.name());
    rule.legalBases().stream().sorted().forEach(basis -> rules("legal_bases." + basis));
    return true;
  }

  private boolean documentClass(DocumentClass name) {
    DocumentClassRule rule = bundle.documentClasses().get(name);
    if (rule == null) {
      return false;
    }
    out.println(name.name() + " belongs to the zone " + rule.trustZone().name());
    rules("document_classes." + name.name());
    rules("trust_zones." + rule.trustZone().name());
    bundle
        .purposes()
        .forEach(
            (purpose, allowed) -> {
              if (allowed.documentClasses().contains(name)) {
                rules("purposes." + purpose.name() + ".document_classes." + name.name());
              }
            });
    return true;
  }

  private boolean field(FieldName name) {
    FieldRule rule = bundle.fields().get(name);
    if (rule == null) {
      return false;
    }
    out.println(
        name.value()
            + " is "
            + word(rule.sensitivity())
            + " and shown under the mask "
            + word(rule.mask())
            + "; it is opened to "
            + bundle.revealers(rule).stream().map(role -> role.claim()).sorted().toList());
    rules("fields." + name.value());
    rules("roles.reveal." + word(rule.sensitivity()));
    document.rules().stream()
        .filter(one -> one.path().matches("purposes\\.[^.]+\\.fields\\." + name.value()))
        .forEach(this::print);
    return true;
  }

  private boolean region(ResidencyRegion name) {
    rules("regions." + name.name());
    rules("default_region");
    document.rules().stream()
        .filter(one -> one.path().matches("trust_zones\\.[^.]+\\.regions\\." + name.name()))
        .forEach(this::print);
    return bundle.regions().contains(name);
  }

  private boolean retention(List<String> words) {
    ArtefactClass artefact = ArtefactClass.valueOf(words.get(1).toUpperCase(Locale.ROOT));
    DocumentClass documentClass = new DocumentClass(words.get(2));
    Purpose purpose = new Purpose(words.get(3));
    ResidencyRegion region = new ResidencyRegion(words.get(4));
    DocumentClassRule rule = bundle.documentClasses().get(documentClass);
    if (rule == null || !bundle.purposes().containsKey(purpose)) {
      return false;
    }
    Map<ArtefactClass, RetentionRule> windows =
        bundle.windows(purpose, Optional.of(documentClass), region);
    RetentionRule window = windows.get(artefact);
    if (window == null) {
      return false;
    }
    out.println(
        artefact.apiName()
            + " is kept for "
            + window.standard()
            + ", at least "
            + window.floor()
            + ", at most "
            + window.cap()
            + "; of these rules the tightest decides:");
    rules("retention." + artefact.apiName());
    bundle.overrides().stream()
        .filter(one -> one.artefact() == artefact)
        .filter(one -> one.fits(purpose, Set.of(documentClass), region))
        .forEach(one -> rules("overrides." + one.name()));
    rules("trust_zones." + rule.trustZone().name() + ".retention." + artefact.apiName());
    return true;
  }

  /** Rules of the bundle, and those of the tenant's overlay in their place. */
  private void rules(String path) {
    document.rules().stream()
        .filter(rule -> isAt(rule.path(), path) || isAt(rule.path(), overlaid(path)))
        .forEach(this::print);
  }

  private String overlaid(String path) {
    return tenant.isEmpty() ? path : "overlays." + tenant + "." + path;
  }

  private static boolean isAt(String path, String wanted) {
    return path.equals(wanted) || path.startsWith(wanted + ".");
  }

  private void print(PolicyRule rule) {
    boolean present = rule.value().equals(PolicyRule.PRESENT);
    out.println("  " + rule.place() + "  " + rule.path() + (present ? "" : " = " + rule.value()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
