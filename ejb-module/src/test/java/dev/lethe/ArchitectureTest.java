package dev.lethe;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditEvents;

/** Who may import whom inside the domain. */
@AnalyzeClasses(packages = "dev.lethe", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** Its rules run in milliseconds and outlive any server. */
  @ArchTest
  static final ArchRule modelsKnowNoServer =
      classes()
          .that()
          .resideInAPackage("dev.lethe.*.model..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "javax.crypto..",
                  "org.jspecify..",
                  "dev.lethe.*.model..",
                  "dev.lethe.worker.."));

  @ArchTest
  static final ArchRule servicesKnowNoAdapter =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.*.service..")
          .should()
          .dependOnClassesThat(resideInAPackage("dev.lethe.*.adapter.."));

  @ArchTest
  static final ArchRule servicesKnowNoTechnique =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.*.service..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "jakarta.persistence..", "org.hibernate..", "java.sql..", "com.google.crypto.."));

  /** An event is anybody's to fire: only so can the trail listen to all and be called by nobody. */
  @ArchTest
  static final ArchRule featuresFormNoCycle =
      slices()
          .matching("dev.lethe.(*)..")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(alwaysTrue(), equivalentTo(AuditEvent.class))
          .ignoreDependency(alwaysTrue(), equivalentTo(AuditEvents.class));

  /** What parses a document runs in another process. */
  @ArchTest
  static final ArchRule serverKnowsNoParser =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.lethe.synthetic..", "dev.lethe.engine..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "dev.lethe.engine..",
                  "org.apache.pdfbox..",
                  "net.sourceforge.tess4j..",
                  "javax.imageio.."));

  @ArchTest
  static final ArchRule domainKnowsNoFrontDoor =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "dev.lethe.api..",
                  "dev.lethe.admin..",
                  "dev.lethe.batch..",
                  "jakarta.ws.rs..",
                  "jakarta.servlet..",
                  "jakarta.faces.."));

  /**
   * Every connection is the application server's, but for those to a key service and an object
   * store; GET /v1/trust lists them all.
   */
  @ArchTest
  static final ArchRule nothingElseConnectsByItself =
      noClasses()
          .that(
              not(
                  nameMatching(
                      "dev\\.lethe\\.(keys\\.adapter\\.(TransitHttp|PemTrust)|intake\\.adapter\\.S3|standin\\.).*")))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.net.http..", "jakarta.ws.rs.client..", "software.amazon.awssdk..")
                  .or(
                      nameMatching(
                          "java\\.net\\.(Socket|ServerSocket|DatagramSocket|MulticastSocket|URL|URLConnection"
                              + "|HttpURLConnection)|javax\\.net\\..*|java\\.nio\\.channels\\..*SocketChannel.*"
                              + "|jakarta\\.(jms|mail)\\..*")));

  /**
   * Counts are all that leaves the domain for statistics; there is nothing that could be trained.
   */
  @ArchTest
  static final ArchRule countersSeeNoContent =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.metrics..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.lethe.worker..", "dev.lethe.intake..", "dev.lethe.keys..")
                  .or(
                      nameMatching(
                          "dev\\.lethe\\.jobs\\.model\\.(FieldView|RevealedField|ResultStore|JobView|Preview)")));

  /** Whoever opens a value stands here: a new reader is a decision. */
  @ArchTest
  static final ArchRule valuesAreOpenedInThreePlaces =
      noClasses()
          .that(
              not(
                  nameMatching(
                      "dev\\.lethe\\.(jobs\\.model\\.Masking|jobs\\.adapter\\.FieldsJson"
                          + "|keys\\.adapter\\.KeyedPseudonyms|worker\\..*|engine\\..*|synthetic\\..*)")))
          .should()
          .dependOnClassesThat(nameMatching("dev\\.lethe\\.worker\\.RevealPermit"));

  @ArchTest
  static final ArchRule tenancyLiesLowest =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.tenancy..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "dev.lethe.policy..",
                  "dev.lethe.consent..",
                  "dev.lethe.intake..",
                  "dev.lethe.jobs..",
                  "dev.lethe.retention..",
                  "dev.lethe.keys..",
                  "dev.lethe.audit..",
                  "dev.lethe.metrics.."));
}
