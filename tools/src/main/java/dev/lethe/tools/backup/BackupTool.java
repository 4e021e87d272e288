package dev.lethe.tools.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * What {@code ./lethe backup} and {@code restore} pipe through: {@code seal PUBLIC} and {@code open
 * PRIVATE} from standard input to standard output, {@code check PUBLIC} without either.
 */
public final class BackupTool {

  private BackupTool() {}

  /**
   * Runs a command.
   *
   * @param said what went wrong, for people
   * @return 0, 1 if it could not be done, 2 if the command is not understood
   */
  public static int run(
      List<String> arguments, InputStream in, OutputStream out, PrintStream said) {
    if (arguments.size() != 2 || !List.of("seal", "open", "check").contains(arguments.get(0))) {
      said.println("seal PUBLIC | open PRIVATE | check PUBLIC");
      return 2;
    }
    Path key = Path.of(arguments.get(1));
    try {
      switch (arguments.get(0)) {
        case "seal" -> SealedBackup.seal(RecipientKeys.recipient(readable(key)), in, out);
        case "open" -> SealedBackup.open(RecipientKeys.owner(readable(key)), in, out);
        default -> RecipientKeys.recipient(readable(key));
      }
      return 0;
    } catch (NotOpened e) {
      said.println(e.getMessage());
    } catch (IOException | GeneralSecurityException e) {
      said.println("the backup could not be read or written: " + e.getClass().getSimpleName());
    }
    return 1;
  }

  private static Path readable(Path key) throws NotOpened {
    if (!Files.isReadable(key)) {
      throw new NotOpened(key + " cannot be read");
    }
    return key;
  }
}
