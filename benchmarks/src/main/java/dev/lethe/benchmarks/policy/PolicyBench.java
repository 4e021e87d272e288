package dev.lethe.benchmarks.policy;

import dev.lethe.benchmarks.Numbers;
import dev.lethe.benchmarks.Options;
import dev.lethe.benchmarks.ProcessTimes;
import dev.lethe.benchmarks.Report;
import dev.lethe.benchmarks.Table;
import dev.lethe.benchmarks.Table.Column;
import dev.lethe.benchmarks.TempFolder;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.jobs.model.JobId;
import dev.lethe.policy.adapter.PolicyDocuments;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyFiles;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code ./lethe bench policy}: processor time of the checks of policy and consent, for each job,
 * in the service's thread and in the database.
 */
public final class PolicyBench {

  /** What a job's checks may cost the service. */
  private static final double AIM_MILLIS = 2;

  /** Held here, since a logger that nobody holds forgets its level. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("org.hibernate"), Logger.getLogger("org.flywaydb"));

  private static final int LEDGER = 50_000;
  private static final int WARM_UP = 300;
  private static final int TURN = 100;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MILLIS_PER_SECOND = 1000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Checks checks;
  private final long backend;

  private PolicyBench(Checks checks, long backend) {
    this.checks = checks;
    this.backend = backend;
  }

  /**
   * @param bundle folder of the policy bundle
   */
  public static void run(Path bundle, Options options, Report report)
      throws IOException, SQLException {
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    report.say("starting a database with " + LEDGER + " consents");
    Beans beans = new Beans();
    try (TempFolder vault = TempFolder.make();
        BenchDatabase database = BenchDatabase.start(beans)) {
      PolicyDocument document = withOverlay(bundle);
      approve(database, document);
      Checks checks = new Checks(database, beans, document, vault.path());
      ConsentRecord recorded = checks.recorded();
      fill(database);
      new PolicyBench(checks, database.backend()).measure(recorded, options.rounds(), report);
    }
  }

  /** The bundle with a tighter rule for the tenant, so that an overlay is laid over it. */
  private static PolicyDocument withOverlay(Path bundle) {
    Map<String, String> texts = new TreeMap<>(PolicyDocuments.files(bundle).texts());
    texts.put(
        "overlays.yaml",
        "overlays: {"
            + Checks.TENANT.value()
            + ": {purposes: {invoice_processing: {consent_life: P90D}}}}");
    return PolicyDocuments.read(new PolicyFiles(texts));
  }

  private static void approve(BenchDatabase database, PolicyDocument document) throws SQLException {
    JsonObjectBuilder files = Json.createObjectBuilder();
    document.files().texts().forEach(files::add);
    try (Connection connection = database.owner().getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select deploy_policy(?, ?, ?, cast(? as jsonb), ?, ?)")) {
      statement.setString(1, document.files().sha256());
      statement.setString(2, document.bundle().version().id());
      statement.setString(3, document.bundle().version().version());
      statement.setString(4, files.build().toString());
      statement.setString(5, "{}");
      statement.setString(6, "key:bench");
      statement.execute();
    }
  }

  /** A ledger as it is after a while, of this tenant and another. */
  private static void fill(BenchDatabase database) throws SQLException {
    database.prepare(
        "insert into tenant (id, created_at) values ('other', now())",
        "insert into consent (id, tenant_id, purpose, basis, allow_manual_review,"
            + " allow_model_improvement, mechanism, actor, policy_version, policy_sha256, given_at,"
            + " recorded_at, expires_at) select 'con_' || md5(n::text),"
            + " case n % 2 when 0 then '"
            + Checks.TENANT.value()
            + "' else 'other' end, 'invoice_processing', 'contract', false, false, 'web_form',"
            + " 'app', '1.0.0', repeat('0', 64), now(), now(), now() + interval '90 days'"
            + " from generate_series(1, "
            + LEDGER
            + ") n",
        "analyze");
  }

  private void measure(ConsentRecord recorded, int rounds, Report report) {
    List<Contestant> contestants =
        List.of(
            new Contestant(
                "baseline: " + Checks.STAGES + " transactions that check nothing", checks::nothing),
            new Contestant("the bundle's decision alone", checks::decision),
            new Contestant("all checks, consent carried by the job", checks::carried),
            new Contestant("all checks, recorded consent", job -> checks.referring(job, recorded)));
    report.say("warming up");
    contestants.forEach(contestant -> turn(contestant, WARM_UP));
    contestants.forEach(Contestant::forget);
    for (int round = 1; round <= rounds; round++) {
      report.say("round " + round + " of " + rounds);
      contestants.forEach(contestant -> turn(contestant, TURN));
    }
    report.add(table(contestants, rounds));
  }

  /** The rows of the jobs are made beforehand and not measured. */
  private void turn(Contestant contestant, int jobs) {
    List<JobId> made = checks.newJobs(jobs);
    double before = ProcessTimes.own(backend);
    for (JobId job : made) {
      long wall = System.nanoTime();
      long processor = threads.getCurrentThreadCpuTime();
      contestant.checks.accept(job);
      contestant.service.add((threads.getCurrentThreadCpuTime() - processor) / NANOS_PER_MILLI);
      contestant.wall.add((System.nanoTime() - wall) / NANOS_PER_MILLI);
    }
    contestant.database += ProcessTimes.own(backend) - before;
  }

  private static Table table(List<Contestant> contestants, int rounds) {
    Table table =
        new Table(
            "policy",
            "%d jobs each, in turns of %d, against PostgreSQL with %d consents; the tenant has an"
                    .formatted(rounds * TURN, TURN, LEDGER)
                + " overlay. Milliseconds a job: processor time of the service's thread, of it the"
                + " checks (less the baseline), processor time of the database's process, wall"
                + " time with its commits. Aim: checks below %.0f ms.".formatted(AIM_MILLIS),
            new Column("what", "%s"),
            new Column("service p50", "%.3f"),
            new Column("service p95", "%.3f"),
            new Column("checks p50", "%.3f"),
            new Column("database", "%.3f"),
            new Column("wall p50", "%.2f"));
    double nothing = Numbers.median(contestants.get(0).service);
    for (Contestant contestant : contestants) {
      double median = Numbers.median(contestant.service);
      boolean transactions = contestant != contestants.get(1);
      table.row(
          contestant.name,
          median,
          Numbers.percentile(contestant.service, 95),
          contestant == contestants.get(0) ? Double.NaN : transactions ? median - nothing : median,
          contestant.database * MILLIS_PER_SECOND / contestant.service.size(),
          Numbers.median(contestant.wall));
    }
    return table;
  }

  /** Something that is done for each of many jobs. */
  private static final class Contestant {
    private final String name;
    private final Consumer<JobId> checks;
    private final List<Double> service = new ArrayList<>();
    private final List<Double> wall = new ArrayList<>();
    private double database;

    Contestant(String name, Consumer<JobId> checks) {
      this.name = name;
      this.checks = checks;
    }

    void forget() {
      service.clear();
      wall.clear();
      database = 0;
    }
  }
}
