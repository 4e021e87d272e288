package dev.lethe.tools.policy;

import dev.lethe.policy.adapter.ExposureFile;
import dev.lethe.policy.adapter.PolicyBaseline;
import dev.lethe.policy.adapter.PolicyDocuments;
import dev.lethe.policy.adapter.PolicyEnvelope;
import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyChange;
import dev.lethe.policy.model.PolicyComparison;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyFiles;
import dev.lethe.policy.model.PolicyRule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** {@code ./lethe policy}. */
public final class PolicyTool {

  private final PrintStream out;
  private final LocalDate today;

  PolicyTool(PrintStream out, LocalDate today) {
    this.out = out;
    this.today = today;
  }

  /**
   * Runs a command.
   *
   * @return 0, 1 if the bundle is wrong or too weak, 2 if the command is not understood
   */
  public static int run(List<String> arguments, PrintStream out) throws IOException {
    try {
      return new PolicyTool(out, LocalDate.now(java.time.ZoneOffset.UTC)).run(arguments);
    } catch (InvalidPolicyException e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  int run(List<String> arguments) throws IOException {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    return switch (command + " " + rest.size()) {
      case "keys 1" -> keys(Path.of(rest.get(0)));
      case "sign 2" -> sign(Path.of(rest.get(0)), Path.of(rest.get(1)));
      case "verify 2" -> verify(Path.of(rest.get(0)), Path.of(rest.get(1)));
      case "check 2" -> check(Path.of(rest.get(0)), Path.of(rest.get(1)));
      case "diff 2" -> diff(Path.of(rest.get(0)), Path.of(rest.get(1)));
      case "baseline 2" -> baseline(Path.of(rest.get(0)), Path.of(rest.get(1)));
      case "exposure 2" -> exposure(Path.of(rest.get(0)), Path.of(rest.get(1)));
      case "exposure-baseline 2" -> exposureBaseline(Path.of(rest.get(0)), Path.of(rest.get(1)));
      case "deploy 2" -> deploy(Path.of(rest.get(0)), Path.of(rest.get(1)));
      default -> explain(command, rest);
    };
  }

  private int explain(String command, List<String> words) {
    if (command.equals("explain") && words.size() >= 3) {
      PolicyDocument document = PolicyDocuments.read(Path.of(words.get(0)));
      return new PolicyExplanation(document, out).print(words.subList(1, words.size()));
    }
    out.println(
        "keys DIR | sign DIR KEY | verify DIR KEYS | check DIR BASELINE | diff OLD NEW |"
            + " baseline DIR FILE | exposure FILE BASELINE | exposure-baseline FILE BASELINE | deploy DIR KEYS | explain DIR WHAT NAME...");
    return 2;
  }

  private static int keys(Path folder) {
    PolicyEnvelope.makeKeys(folder);
    return 0;
  }

  /** Signs what can be read only: a bundle that is wrong gets no signature. */
  private int sign(Path folder, Path key) throws IOException {
    PolicyDocument document = PolicyDocuments.read(folder);
    document.requireTightOverlays(today);
    Files.writeString(
        folder.resolve(PolicyDocuments.ENVELOPE), PolicyEnvelope.sign(document.files(), key));
    out.println("signed " + name(document));
    return 0;
  }

  private int verify(Path folder, Path keys) throws IOException {
    PolicyFiles files = PolicyDocuments.files(folder);
    String key = PolicyEnvelope.verify(files, envelope(folder), keys);
    PolicyDocument document = PolicyDocuments.read(files);
    document.requireTightOverlays(today);
    out.println(name(document) + " is signed by key " + key.substring(0, 16));
    return 0;
  }

  static String envelope(Path folder) throws IOException {
    Path file = folder.resolve(PolicyDocuments.ENVELOPE);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static String name(PolicyDocument document) {
    return document.bundle().version().id()
        + " "
        + document.bundle().version().version()
        + " (sha256 "
        + document.files().sha256()
        + ")";
  }

  private int check(Path folder, Path baseline) throws IOException {
    PolicyDocument document = PolicyDocuments.read(folder);
    document.requireTightOverlays(today);
    List<PolicyChange> weakenings = PolicyComparison.weakenings(rules(baseline), document.rules());
    List<PolicyChange> uncovered = document.uncovered(weakenings, today);
    weakenings.forEach(
        change ->
            out.println(change + (uncovered.contains(change) ? "" : " (registered exception)")));
    document.exceptions().stream()
        .filter(one -> one.isExpired(today))
        .forEach(one -> out.println("exception " + one.id() + " expired on " + one.expires()));
    out.println(
        name(document)
            + ": "
            + document.rules().size()
            + " rules, "
            + (uncovered.isEmpty()
                ? "none weaker than the baseline without an exception"
                : uncovered.size() + " weaker than the baseline"));
    return uncovered.isEmpty() ? 0 : 1;
  }

  private int diff(Path before, Path after) throws IOException {
    PolicyComparison.of(rules(before), rules(after)).forEach(out::println);
    return 0;
  }

  /** Of a bundle's folder, or of a baseline. */
  private static List<PolicyRule> rules(Path path) throws IOException {
    return Files.isDirectory(path)
        ? PolicyDocuments.read(path).rules()
        : PolicyBaseline.read(path.getFileName().toString(), Files.readString(path));
  }

  private int baseline(Path folder, Path file) throws IOException {
    Files.writeString(file, PolicyBaseline.write(PolicyDocuments.read(folder).rules()));
    return 0;
  }

  /** Whether the code exposes more than was reviewed. */
  private int exposure(Path file, Path baseline) throws IOException {
    List<PolicyRule> declared = ExposureFile.read(file).rules();
    List<PolicyChange> more = PolicyComparison.weakenings(rules(baseline), declared);
    more.forEach(out::println);
    out.println(
        declared.size()
            + " rules of what is exposed, "
            + (more.isEmpty()
                ? "none more than the baseline"
                : more.size() + " more than the baseline"));
    return more.isEmpty() ? 0 : 1;
  }

  private int exposureBaseline(Path file, Path baseline) throws IOException {
    Files.writeString(baseline, PolicyBaseline.write(ExposureFile.read(file).rules()));
    return 0;
  }

  private int deploy(Path folder, Path keys) throws IOException {
    PolicyFiles files = PolicyDocuments.files(folder);
    String envelope = envelope(folder);
    String key = PolicyEnvelope.verify(files, envelope, keys);
    PolicyDocument document = PolicyDocuments.read(files);
    document.requireTightOverlays(today);
    out.println(PolicyDeployment.run(document, envelope, key) + name(document));
    return 0;
  }
}
