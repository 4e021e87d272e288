package dev.lethe.retention.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.retention.model.Erasable;
import dev.lethe.retention.service.StoreRegister.Reality;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * The gate of stores: nothing is kept that has no artefact class, no rule, or that deletion does
 * not know. The register is held against the schema as the migrations make it and against the code
 * as it was compiled; changed by one thing, each turns red.
 */
class StoreRegisterTest {

  private static final Path FILE =
      Path.of("..", "liberty-config", "src", "main", "policy", "stores.yaml");
  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("synthetic-documents"))
          .withImportOption(location -> !location.contains("stand-ins"))
          .importPackages("dev.lethe");

  private final String text = read();

  @Test
  void givenTheRegister_whenHeldAgainstWhatThereIs_thenNothingIsMissing() throws Exception {
    assertThat(gaps(text, "")).isEmpty();
  }

  // each of these changes one thing of what there is

  @Test
  void givenTableThatIsNotRegistered_whenChecked_thenItTurnsRed() throws Exception {
    assertThat(gaps(text, "create table sneaked (id text, value text)"))
        .containsExactly("table sneaked is not registered");
  }

  @Test
  void givenColumnThatIsNotRegistered_whenChecked_thenItTurnsRed() throws Exception {
    assertThat(gaps(text, "alter table job add column vendor_name text"))
        .containsExactly("column of job vendor_name is not registered");
  }

  @Test
  void givenColumnOfBytesAmongCodes_whenChecked_thenItTurnsRed() throws Exception {
    assertThat(gaps(text, "alter table job alter column engine type bytea using null"))
        .containsExactly("column job.engine is not codes");
  }

  @Test
  void givenErasableThatIsGone_whenChecked_thenItsTableIsNotKnownToDeletion() throws Exception {
    Map<String, ArtefactClass> erased = new HashMap<>(erased());
    erased.remove("job_result");
    Reality real = reality("");
    assertThat(StoreRegister.of(text).gaps(with(real, erased, real.rules())))
        .containsExactly("table job_result is not known to deletion: no erasable names it");
  }

  @Test
  void givenErasableOfAnUnregisteredTable_whenChecked_thenItTurnsRed() throws Exception {
    Map<String, ArtefactClass> erased = new HashMap<>(erased());
    erased.put("thumbnail", ArtefactClass.CROP);
    Reality real = reality("");
    assertThat(StoreRegister.of(text).gaps(with(real, erased, real.rules())))
        .containsExactly("table thumbnail is erased and not registered so");
  }

  @Test
  void givenClassWithoutARule_whenChecked_thenItTurnsRed() throws Exception {
    Map<ArtefactClass, RetentionRule> rules = new EnumMap<>(DefaultPolicy.BUNDLE.retention());
    rules.remove(ArtefactClass.FIELDS);
    Reality real = reality("");
    assertThat(StoreRegister.of(text).gaps(with(real, real.erased(), rules)))
        .containsExactly("class fields has no retention rule");
  }

  // and each of these one thing of the register

  @Test
  void givenClassThatIsKeptWithoutTime_whenChecked_thenItTurnsRed() throws Exception {
    assertThat(changed("    class: fields\n    goes: erased", "    class: crop\n    goes: erased"))
        .contains(
            "class crop is kept and its rule gives it no time",
            "table job_result is erased as fields");
  }

  @Test
  void givenUnknownClass_whenChecked_thenItTurnsRed() throws Exception {
    assertThat(changed("    class: fields\n", "    class: whatever\n"))
        .contains("table job_result has no artefact class");
  }

  @Test
  void givenSweeperThatIsNotThere_whenChecked_thenItTurnsRed() throws Exception {
    assertThat(changed("    by: UploadSlots\n", "    by: SlotsOfOld\n"))
        .containsExactly("table upload_slot is not known to the sweep: there is no SlotsOfOld");
  }

  @Test
  void givenContentThatStays_whenChecked_thenItTurnsRed() throws Exception {
    assertThat(
            changed(
                "    class: fields\n    goes: erased",
                "    class: fields\n    goes: stays\n    why: because"))
        .contains("table job_result holds content and nothing removes it");
  }

  @Test
  void givenFolderOrMemoryOrWriterThatIsLeftOut_whenChecked_thenItTurnsRed() throws Exception {
    assertThat(without("  lethe.epoch.dir:")).contains("folder lethe.epoch.dir is not registered");
    assertThat(without("  MemoryStore.entries:"))
        .containsExactly("memory MemoryStore.entries is not registered");
    assertThat(without("  FileStore:")).containsExactly("writer FileStore is not registered");
  }

  @Test
  void givenClassThatNobodySpeaksOf_whenChecked_thenItTurnsRed() throws Exception {
    assertThat(without("  webhook_payload:"))
        .containsExactly(
            "class webhook_payload must be kept somewhere or listed under unkept, and not both");
  }

  @Test
  void givenWhatIsNoMore_whenChecked_thenItTurnsRed() throws Exception {
    assertThat(gaps(text, "drop table sweep_lease cascade"))
        .contains("table sweep_lease is registered and not there");
  }

  private List<String> changed(String before, String after) throws Exception {
    assertThat(text).contains(before);
    return gaps(text.replace(before, after), "");
  }

  private List<String> without(String start) throws Exception {
    String shorter =
        text.lines().filter(line -> !line.startsWith(start)).collect(Collectors.joining("\n"));
    assertThat(shorter.length()).isLessThan(text.length() - start.length());
    return gaps(shorter, "");
  }

  private static List<String> gaps(String register, String change) throws Exception {
    return StoreRegister.of(register).gaps(reality(change));
  }

  private static Reality with(
      Reality real, Map<String, ArtefactClass> erased, Map<ArtefactClass, RetentionRule> rules) {
    return new Reality(
        real.columns(),
        real.binary(),
        erased,
        real.services(),
        real.folders(),
        real.writers(),
        real.memory(),
        rules);
  }

  /**
   * @param change of the schema, which is undone after the look
   */
  private static Reality reality(String change) throws Exception {
    Map<String, Set<String>> columns = new TreeMap<>();
    Set<String> binary = new TreeSet<>();
    try (Connection connection = TestDatabase.get().superuser().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local lock_timeout = '20s'");
      if (!change.isEmpty()) {
        statement.execute(change);
      }
      look(statement, columns, binary);
      connection.rollback();
    }
    return new Reality(
        columns,
        binary,
        erased(),
        SERVER.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet()),
        folders(),
        writers(),
        memory(),
        DefaultPolicy.BUNDLE.retention());
  }

  private static void look(
      Statement statement, Map<String, Set<String>> columns, Set<String> binary)
      throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "select c.table_name, c.column_name, c.data_type from information_schema.columns c"
                + " join information_schema.tables t using (table_schema, table_name)"
                + " where c.table_schema = 'public' and t.table_type = 'BASE TABLE'"
                + " and c.table_name <> 'flyway_schema_history'")) {
      while (rows.next()) {
        String table = rows.getString(1);
        columns.computeIfAbsent(table, name -> new TreeSet<>()).add(rows.getString(2));
        if (rows.getString(3).equals("bytea")) {
          binary.add(table + "." + rows.getString(2));
        }
      }
    }
  }

  /** Tables of all erasables that there are. */
  private static Map<String, ArtefactClass> erased() {
    Map<String, ArtefactClass> erased = new HashMap<>();
    for (JavaClass type : SERVER) {
      if (type.isAssignableTo(Erasable.class)
          && !type.isInterface()
          && !type.getModifiers().contains(JavaModifier.ABSTRACT)) {
        Erasable erasable = make(type);
        erasable.tables().forEach(table -> erased.put(table, erasable.artefact()));
      }
    }
    return erased;
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

  /** Settings whose names say that they name a place in the file system. */
  private static Set<String> folders() {
    return SERVER.stream()
        .flatMap(type -> type.getFields().stream())
        .filter(field -> field.isAnnotatedWith(ConfigProperty.class))
        .map(field -> field.getAnnotationOfType(ConfigProperty.class).name())
        .filter(name -> name.matches(".*\\.(dir|file|folder|path|root)"))
        .collect(Collectors.toSet());
  }

  private static final DescribedPredicate<JavaClass> FILE_WRITING =
      DescribedPredicate.describe(
          "writes files",
          type ->
              Set.of(
                      "java.nio.channels.FileChannel",
                      "java.io.FileOutputStream",
                      "java.io.FileWriter",
                      "java.io.RandomAccessFile")
                  .contains(type.getName()));

  private static final Set<String> WRITING =
      Set.of(
          "write",
          "writeString",
          "newOutputStream",
          "newBufferedWriter",
          "newByteChannel",
          "createFile",
          "createTempFile",
          "createTempDirectory",
          "copy",
          "move");

  private static Set<String> writers() {
    return SERVER.stream()
        .filter(
            type ->
                type.getMethodCallsFromSelf().stream()
                        .anyMatch(
                            call ->
                                call.getTargetOwner().isEquivalentTo(Files.class)
                                    && WRITING.contains(call.getTarget().getName()))
                    || type.getAccessesFromSelf().stream()
                        .anyMatch(access -> FILE_WRITING.test(access.getTargetOwner())))
        .map(StoreRegisterTest::outermost)
        .collect(Collectors.toSet());
  }

  private static String outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer.getSimpleName();
  }

  /** Collections and references in fields of services and adapters, which outlive a request. */
  private static Set<String> memory() {
    return SERVER.stream()
        .filter(type -> type.getPackageName().matches(".*\\.(service|adapter)(\\..*)?"))
        .filter(type -> type.getEnclosingClass().isEmpty() && !type.isRecord())
        .flatMap(type -> type.getFields().stream())
        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC) || isMutable(field))
        .filter(StoreRegisterTest::holdsMany)
        .map(field -> field.getOwner().getSimpleName() + "." + field.getName())
        .collect(Collectors.toSet());
  }

  private static boolean holdsMany(JavaField field) {
    JavaClass type = field.getRawType();
    return type.isAssignableTo(Map.class)
        || type.isAssignableTo(Collection.class)
        || type.isEquivalentTo(AtomicReference.class);
  }

  /** Constants are made once, of rules and names; what says that it is concurrent, is not one. */
  private static boolean isMutable(JavaField field) {
    return field.getRawType().getPackageName().equals("java.util.concurrent")
        || field.getRawType().isEquivalentTo(AtomicReference.class);
  }

  private static String read() {
    try {
      return Files.readString(FILE);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
