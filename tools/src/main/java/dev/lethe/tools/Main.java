package dev.lethe.tools;

import dev.lethe.synthetic.SampleWriter;
import dev.lethe.tools.backup.BackupTool;
import dev.lethe.tools.evaluate.Evaluate;
import dev.lethe.tools.evaluate.Withstand;
import dev.lethe.tools.policy.PolicyTool;
import dev.lethe.tools.retention.CertificateTool;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The parts of {@code ./lethe} that are written in Java. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      throw new IllegalArgumentException("which tool?");
    }
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    switch (arguments[0]) {
      case "migrate" -> Migrate.run(Path.of(rest.get(0)), Path.of(rest.get(1)));
      case "evaluate" -> System.exit(Evaluate.run(rest, System.out));
      case "withstand" -> System.exit(Withstand.run(rest, System.out));
      case "policy" -> System.exit(PolicyTool.run(rest, System.out));
      case "certificate" -> System.exit(CertificateTool.run(rest, System.out));
      case "backup" -> System.exit(BackupTool.run(rest, System.in, System.out, System.err));
      case "scan" -> Demo.scan(Path.of(rest.get(0)));
      case "show" -> Demo.show(System.in, System.out);
      case "samples" -> SampleWriter.write(Path.of(rest.get(0)), Integer.parseInt(rest.get(1)));
      default -> throw new IllegalArgumentException("there is no tool " + arguments[0]);
    }
  }
}
