package dev.lethe.policy.model;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.FieldType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that decides, as data.
 *
 * @param legalBases what each legal basis requires and what ending it means, by its name
 * @param retention window by artefact class
 * @param overrides tighter windows
 * @param dispositions what people look at before it goes
 * @param regions allowed for documents
 * @param defaultRegion of a job that names none
 * @param subprocessors who else processes personal data, by name
 * @param tenants the bundle of each tenant that has an overlay
 */
public record PolicyBundle(
    PolicyVersion version,
    Map<Purpose, PurposeRule> purposes,
    Map<String, LegalBasisRule> legalBases,
    Map<DocumentClass, DocumentClassRule> documentClasses,
    Map<TrustZone, TrustZoneRule> trustZones,
    Map<FieldName, FieldRule> fields,
    Map<ArtefactClass, RetentionRule> retention,
    List<RetentionOverride> overrides,
    List<DispositionRule> dispositions,
    Set<ResidencyRegion> regions,
    ResidencyRegion defaultRegion,
    IntakeLimits intake,
    RedactionRule redaction,
    AccessRule access,
    Map<String, Subprocessor> subprocessors,
    Map<TenantId, PolicyBundle> tenants) {

  public PolicyBundle {
    purposes = Map.copyOf(purposes);
    legalBases = Map.copyOf(legalBases);
    documentClasses = Map.copyOf(documentClasses);
    trustZones = Map.copyOf(trustZones);
    fields = Map.copyOf(fields);
    retention = Map.copyOf(retention);
    overrides = List.copyOf(overrides);
    dispositions = List.copyOf(dispositions);
    regions = Set.copyOf(regions);
    subprocessors = Map.copyOf(subprocessors);
    tenants = Map.copyOf(tenants);
  }

  /** The bundle as it holds for a tenant: with its overlay, if it has one. */
  public PolicyBundle of(TenantId tenant) {
    return tenants.getOrDefault(tenant, this);
  }

  /**
   * Passes if the caller has a role that the permission asks for.
   *
   * @throws LetheException {@code forbidden} otherwise
   */
  public void require(Caller caller, Permission permission) {
    caller.requireAny(roles(permission).toArray(Role[]::new));
  }

  /** Whether the caller has a role that the permission asks for. */
  public boolean permits(Caller caller, Permission permission) {
    return roles(permission).stream().anyMatch(caller::has);
  }

  private Set<Role> roles(Permission permission) {
    return access.permissions().getOrDefault(permission, Set.of());
  }

  /** The longest time that a document of any tenant may be read for. */
  public Duration longestProcessing() {
    return tenants.values().stream()
        .map(tenant -> tenant.intake().maxProcessing())
        .reduce(intake.maxProcessing(), PolicyBundle::longer);
  }

  /** The size in bytes of the largest document that any tenant may send. */
  public long largestDocument() {
    return tenants.values().stream()
        .mapToLong(tenant -> tenant.intake().maxBytes())
        .reduce(intake.maxBytes(), Math::max);
  }

  /** Who may open a field: what its sensitivity allows, and the field itself if it says so. */
  public Set<Role> revealers(FieldRule rule) {
    Set<Role> bySensitivity = access.reveal().getOrDefault(rule.sensitivity(), Set.of());
    return rule.revealRoles()
        .map(
            own -> {
              Set<Role> both = new java.util.HashSet<>(own);
              both.retainAll(bySensitivity);
              return Set.copyOf(both);
            })
        .orElse(bySensitivity);
  }

  /**
   * The classes that a document of a job can be of.
   *
   * @param documentClass as the request or the reading says, if either does
   */
  public Set<DocumentClass> possibleClasses(
      Purpose purpose, Optional<DocumentClass> documentClass) {
    PurposeRule rule = purposes.get(purpose);
    return documentClass.map(Set::of).orElse(rule == null ? Set.of() : rule.documentClasses());
  }

  /**
   * The zone of a job: that of its class, or the strictest that it may turn out to need.
   *
   * @throws LetheException {@code class-without-rule} if none is known
   */
  public TrustZone zone(Purpose purpose, Optional<DocumentClass> documentClass) {
    return possibleClasses(purpose, documentClass).stream()
        .map(name -> Optional.ofNullable(documentClasses.get(name)))
        .flatMap(Optional::stream)
        .map(DocumentClassRule::trustZone)
        .max(java.util.Comparator.comparingInt(zone -> zoneRule(zone).level()))
        .orElseThrow(() -> new LetheException(ProblemCode.CLASS_WITHOUT_RULE));
  }

  /**
   * The rule of a zone that a class names.
   *
   * @throws LetheException {@code zone-mismatch} if there is none
   */
  public TrustZoneRule zoneRule(TrustZone zone) {
    TrustZoneRule rule = trustZones.get(zone);
    if (rule == null) {
      throw new LetheException(ProblemCode.ZONE_MISMATCH);
    }
    return rule;
  }

  /** Fields of at least this sensitivity are covered on redacted pages of a zone. */
  public Sensitivity coverFrom(TrustZone zone) {
    Sensitivity own = zoneRule(zone).coverFrom();
    return own.compareTo(redaction.coverFrom()) < 0 ? own : redaction.coverFrom();
  }

  /**
   * The windows of a job's artefacts: of all rules that fit, the shortest default and cap and the
   * longest floor. While the class is not known, the rules of every class that it can be apply.
   */
  public Map<ArtefactClass, RetentionRule> windows(
      Purpose purpose, Optional<DocumentClass> documentClass, ResidencyRegion region) {
    Set<DocumentClass> classes = possibleClasses(purpose, documentClass);
    Map<ArtefactClass, RetentionRule> windows = new EnumMap<>(ArtefactClass.class);
    windows.putAll(retention);
    for (RetentionOverride override : overrides) {
      if (override.fits(purpose, classes, region)) {
        windows.computeIfPresent(override.artefact(), (artefact, rule) -> override.tighten(rule));
      }
    }
    for (DocumentClass name : classes) {
      DocumentClassRule rule = documentClasses.get(name);
      if (rule != null) {
        zoneRule(rule.trustZone())
            .retention()
            .forEach(
                (artefact, longest) ->
                    windows.computeIfPresent(artefact, (same, window) -> window.atMost(longest)));
      }
    }
    return windows;
  }

  /**
   * The review of an artefact before it goes, if there is to be one.
   *
   * @param documentClass as the request, the reading or a reviewer says, if any does
   */
  public Optional<DispositionRule> disposition(
      ArtefactClass artefact,
      Purpose purpose,
      Optional<DocumentClass> documentClass,
      ResidencyRegion region) {
    Set<DocumentClass> classes = possibleClasses(purpose, documentClass);
    return dispositions.stream()
        .filter(rule -> rule.fits(artefact, purpose, classes, region))
        .findFirst();
  }

  /** Whether a caller could see something of a document. */
  public boolean seesContent(Caller caller) {
    return caller.roles().stream().anyMatch(this::seesContent);
  }

  /** Whether a role is enough to see something of a document. */
  public boolean seesContent(Role role) {
    return access.permissions().entrySet().stream()
            .anyMatch(one -> one.getKey().touchesContent() && one.getValue().contains(role))
        || access.reveal().values().stream().anyMatch(roles -> roles.contains(role));
  }

  /** Events that callers report and from which windows run. */
  public Set<RetentionStart> reportedEvents() {
    Set<RetentionStart> events = new java.util.HashSet<>();
    retention.values().forEach(rule -> events.add(rule.start()));
    overrides.forEach(override -> override.start().ifPresent(events::add));
    events.removeIf(RetentionStart::isOwn);
    return events;
  }

  /** Whether a rule for this job in particular demands that its result is kept for some time. */
  public boolean demandsKeeping(
      Purpose purpose, Optional<DocumentClass> documentClass, ResidencyRegion region) {
    Set<DocumentClass> classes = possibleClasses(purpose, documentClass);
    return overrides.stream()
        .anyMatch(
            one ->
                one.artefact() == ArtefactClass.FIELDS
                    && one.floor().isPresent()
                    && one.fits(purpose, classes, region));
  }

  /**
   * What a purpose allows.
   *
   * @param legalBases names as in a request's consent
   * @param recipients who may see the masked result
   * @param consentLife how long the consent of a job holds
   * @param consentNames what the consent of a job must name, whatever its legal basis demands
   * @param retentionModes how results may be kept; one that is alone is demanded
   */
  public record PurposeRule(
      String description,
      Set<DocumentClass> documentClasses,
      Set<FieldName> fields,
      Set<String> legalBases,
      Set<Role> recipients,
      boolean manualReview,
      boolean fullText,
      boolean reveal,
      Duration consentLife,
      Set<ConsentElement> consentNames,
      Set<RetentionMode> retentionModes) {
    public PurposeRule {
      retentionModes = Set.copyOf(retentionModes);
      documentClasses = Set.copyOf(documentClasses);
      fields = Set.copyOf(fields);
      legalBases = Set.copyOf(legalBases);
      recipients = Set.copyOf(recipients);
      consentNames = Set.copyOf(consentNames);
    }
  }

  /** What a purpose can ask the consents of its jobs to name. */
  public enum ConsentElement {
    /** The notice that the data subject was shown, by version and hash. */
    NOTICE,
    /** The document classes to which it is limited. */
    DOCUMENT_CLASSES
  }

  /**
   * A legal basis.
   *
   * @param gdpr point of GDPR Art. 6(1) that it stands on, {@code a} to {@code f}
   * @param endedBy what a data subject can do against it
   * @param requires what must come with a request or a record that names it
   */
  public record LegalBasisRule(
      String description, String gdpr, EndedBy endedBy, Set<Requirement> requires) {
    public LegalBasisRule {
      requires = Set.copyOf(requires);
    }

    /** The kind of reference that must come with it, if any. */
    public Optional<Requirement> reference() {
      return requires.stream().filter(Requirement::isReference).findFirst();
    }
  }

  /** What a data subject can do against processing on a legal basis. */
  public enum EndedBy {
    /** Consent is withdrawn (GDPR Art. 7(3)). */
    WITHDRAWAL,
    /** Processing is objected to (GDPR Art. 21). */
    OBJECTION,
    /** Neither: what the basis demands is done, whatever the data subject says. */
    NONE
  }

  /** What must come with a request that names a legal basis. */
  public enum Requirement {
    SUBJECT_REF,
    DOCUMENT_CLASS,
    /** Which contract; it may point to a person, so only its keyed hash is kept. */
    CONTRACT_REFERENCE,
    /** Citation of the law that demands the processing. */
    STATUTE,
    /** Id of the assessment that weighed the interests (GDPR recital 47). */
    ASSESSMENT,
    /** Which emergency; it may point to a person, so only its keyed hash is kept. */
    INCIDENT_REFERENCE;

    public boolean isReference() {
      return this != SUBJECT_REF && this != DOCUMENT_CLASS;
    }

    /** Whether it may point to a person. */
    public boolean isPersonal() {
      return this == CONTRACT_REFERENCE || this == INCIDENT_REFERENCE;
    }
  }

  /** Fields that a class has, and who handles it. */
  public record DocumentClassRule(Set<FieldName> fields, TrustZone trustZone) {
    public DocumentClassRule {
      fields = Set.copyOf(fields);
    }
  }

  /**
   * How documents of a zone are handled.
   *
   * @param level higher is stricter
   * @param maxSensitivity the most sensitive field that a class of this zone may have
   * @param coverFrom fields of at least this sensitivity are covered on redacted pages
   * @param retention the longest time by artefact, whatever else allows more
   */
  public record TrustZoneRule(
      int level,
      Isolation isolation,
      String keyProvider,
      Set<ResidencyRegion> regions,
      Sensitivity maxSensitivity,
      Sensitivity coverFrom,
      Map<ArtefactClass, Duration> retention) {
    public TrustZoneRule {
      regions = Set.copyOf(regions);
      retention = Map.copyOf(retention);
    }
  }

  /**
   * How a field is treated.
   *
   * @param revealRoles who may open it, if fewer than its sensitivity allows
   */
  public record FieldRule(
      FieldType type, Sensitivity sensitivity, Mask mask, Optional<Set<Role>> revealRoles) {

    /** Of a field that leaves it to its sensitivity who may open it. */
    public FieldRule(FieldType type, Sensitivity sensitivity, Mask mask) {
      this(type, sensitivity, mask, Optional.empty());
    }
  }

  /** How a value is made unreadable. */
  public enum Mask {
    /** Shown as it is: the field is neither personal nor sensitive. */
    NONE,
    /** Nothing is shown, not even how long it is. */
    FULL,
    /** All but the last four letters or digits covered. */
    LAST4,
    /** All but the first letter of each word covered. */
    INITIALS,
    /** Only the year of a date. */
    YEAR
  }

  /** The window of an artefact class: default, and the least and most that may be asked for. */
  public record RetentionRule(
      Duration standard, Duration floor, Duration cap, RetentionStart start) {

    /** Of a window that runs from the creation of what is kept. */
    public RetentionRule(Duration standard, Duration floor, Duration cap) {
      this(standard, floor, cap, RetentionStart.CREATED);
    }

    /** The same window, but no longer than a time. */
    public RetentionRule atMost(Duration longest) {
      return new RetentionRule(shorter(standard, longest), floor, shorter(cap, longest), start);
    }
  }

  /**
   * A tighter window where everything fits that it names.
   *
   * @param name by which it is called in a diff
   * @param start from when the window runs, if that is what it says; of several the last one holds
   */
  public record RetentionOverride(
      String name,
      ArtefactClass artefact,
      Optional<DocumentClass> documentClass,
      Optional<Purpose> purpose,
      Optional<ResidencyRegion> region,
      Optional<Duration> standard,
      Optional<Duration> floor,
      Optional<Duration> cap,
      Optional<RetentionStart> start) {

    /** Whether it speaks of a job, whose document can be of any of the classes. */
    public boolean fits(
        Purpose askedPurpose, Set<DocumentClass> classes, ResidencyRegion askedRegion) {
      return documentClass.map(classes::contains).orElse(true)
          && purpose.map(askedPurpose::equals).orElse(true)
          && region.map(askedRegion::equals).orElse(true);
    }

    RetentionRule tighten(RetentionRule rule) {
      Duration tightCap = cap.map(own -> shorter(own, rule.cap())).orElse(rule.cap());
      Duration tightFloor = floor.map(own -> longer(own, rule.floor())).orElse(rule.floor());
      Duration asked = standard.map(own -> shorter(own, rule.standard())).orElse(rule.standard());
      return new RetentionRule(
          shorter(longer(asked, tightFloor), tightCap),
          tightFloor,
          tightCap,
          start.orElse(rule.start()));
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /**
   * Somebody who processes personal data on behalf of the operator (GDPR Art. 28(2)).
   *
   * @param country where, ISO 3166-1 alpha-2
   * @param sees words of the schema, from {@code sealed} to {@code clear}
   * @param safeguard on what the transfer stands
   */
  public record Subprocessor(String service, String country, Set<String> sees, String safeguard) {
    public Subprocessor {
      sees = Set.copyOf(sees);
    }
  }

  /** Bounds of what is taken in. */
  public record IntakeLimits(
      long maxBytes,
      int maxPages,
      long maxPixelsPerPage,
      Duration maxProcessing,
      Duration slotLife,
      Duration maxWait) {}

  /**
   * How values are kept from view.
   *
   * @param coverFrom fields of at least this sensitivity are covered on redacted pages
   * @param revealReason fewest characters of the reason of a reveal
   * @param revealFields most fields that one reveal may open
   */
  public record RedactionRule(Sensitivity coverFrom, int revealReason, int revealFields) {}

  /**
   * Which roles may do what.
   *
   * @param reveal who may open a value, by the sensitivity of its field
   */
  public record AccessRule(
      Map<Permission, Set<Role>> permissions, Map<Sensitivity, Set<Role>> reveal) {
    public AccessRule {
      permissions = Map.copyOf(permissions);
      reveal = Map.copyOf(reveal);
    }
  }
}
