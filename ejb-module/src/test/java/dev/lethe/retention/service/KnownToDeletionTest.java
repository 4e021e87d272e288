package dev.lethe.retention.service;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.Erasable;
import dev.lethe.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nothing is stored that deletion does not know. */
class KnownToDeletionTest {

  /** Tables that no erasable empties, each with the reason. */
  private static final Map<String, String> EXEMPT =
      Map.ofEntries(
          Map.entry("tenant", "names of tenants"),
          Map.entry("job", "codes and counts; what is left of a deleted job"),
          Map.entry("job_queue", "ids; a row goes when its job ends"),
          Map.entry("artefact", "the deadlines themselves"),
          Map.entry("consent", "evidence: codes, keyed hashes and a random id of the subject"),
          Map.entry("consent_event", "evidence: ids"),
          Map.entry("job_consent", "evidence: ids"),
          Map.entry("withdrawal", "evidence: ids and a keyed hash"),
          Map.entry("withdrawal_effect", "evidence: ids and counts"),
          Map.entry("tenant_key", "wrapped keys of tenants"),
          Map.entry("pseudonym_key", "wrapped keys of tenants"),
          Map.entry("data_key", "erasure destroys these itself, whoever keeps the content"),
          Map.entry("shred_epoch", "ids, days and commitments; the keys lie in the vault"),
          Map.entry("upload_slot", "the sweep destroys what is past its time"),
          Map.entry("deletion_receipt", "evidence: ids and counts"),
          Map.entry("deletion_certificate", "evidence: ids, counts and a signature"),
          Map.entry("certificate_pending", "ids; a row goes when its receipt is signed"),
          Map.entry("deletion_run", "counts"),
          Map.entry("legal_hold", "evidence: codes, ids and who decided"),
          Map.entry("held_artefact", "evidence: ids"),
          Map.entry("tombstone", "evidence: ids"),
          Map.entry("journal_note", "ids, codes and times; a row goes when the journal has it"),
          Map.entry("journal_position", "names of segments and numbers"),
          Map.entry("sweep_lease", "names of servers"),
          Map.entry("policy_bundle", "rules, no data"),
          Map.entry("policy_change", "who decided on rules"),
          Map.entry("flyway_schema_history", "names of migrations"));

  private final Set<Erasable> erasables = erasables();

  @Test
  void givenAnyTable_whenInspected_thenAnErasableEmptiesItOrAReasonIsGiven() throws Exception {
    Set<String> known = new TreeSet<>(EXEMPT.keySet());
    known.addAll(erased());
    assertThat(known).isEqualTo(tables());
  }

  @Test
  void givenExemptTable_whenInspected_thenNoErasableClaimsIt() {
    assertThat(erased()).doesNotContainAnyElementsOf(EXEMPT.keySet());
  }

  @Test
  void givenAnyTable_whenItsColumnsAreInspected_thenOnlySealedContentIsBinary() throws Exception {
    assertThat(
            names(
                "select table_name || '.' || column_name from information_schema.columns"
                    + " where table_schema = 'public' and data_type = 'bytea'"))
        .containsExactlyInAnyOrder(
            "job_result.sealed",
            "data_key.wrapped",
            "tenant_key.wrapped",
            "pseudonym_key.wrapped",
            "upload_slot.token_hash");
  }

  @Test
  void givenClassThatIsStored_whenLookedFor_thenAnErasableKeepsIt() {
    Set<ArtefactClass> kept = erasables.stream().map(Erasable::artefact).collect(toSet());
    assertThat(kept)
        .containsExactlyInAnyOrder(ArtefactClass.SOURCE, ArtefactClass.FIELDS, ArtefactClass.AUDIT);
  }

  private Set<String> erased() {
    return erasables.stream().flatMap(erasable -> erasable.tables().stream()).collect(toSet());
  }

  private static Set<String> tables() throws Exception {
    return names(
        "select table_name from information_schema.tables where table_schema = 'public'"
            + " and table_type = 'BASE TABLE'");
  }

  private static Set<String> names(String sql) throws Exception {
    Set<String> names = new TreeSet<>();
    try (Connection connection = TestDatabase.get().superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static Set<Erasable> erasables() {
    Set<Erasable> found = new HashSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.lethe")) {
      if (type.isAssignableTo(Erasable.class) && !isAbstract(type)) {
        found.add(make(type));
      }
    }
    return found;
  }

  private static boolean isAbstract(JavaClass type) {
    return type.isInterface() || type.getModifiers().contains(JavaModifier.ABSTRACT);
  }

  private static Erasable make(JavaClass type) {
    try {
      var constructor = type.reflect().getDeclaredConstructor();
      constructor.setAccessible(true);
      return (Erasable) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
