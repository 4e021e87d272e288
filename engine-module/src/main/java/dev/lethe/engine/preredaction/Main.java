package dev.lethe.engine.preredaction;

import dev.lethe.engine.page.RefusedException;
import dev.lethe.engine.preredaction.PreRedaction.Result;
import dev.lethe.engine.recognition.NativeFolder;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.engine.template.FormReader;
import dev.lethe.engine.template.Templates;
import dev.lethe.worker.Limits;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Region;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.LogManager;
import javax.imageio.ImageIO;

/**
 * The command. Says what it did in numbers; of the document it prints nothing, and it writes no
 * file but the one it is asked for, and once the natives of the recogniser.
 */
public final class Main {

  private static final Limits LIMITS = new Limits(500, 200_000_000L, Duration.ofMinutes(5));
  private static final String USAGE =
      """
      pre-redact IN OUT --region PAGE,LEFT,TOP,RIGHT,BOTTOM [--region ...]
      pre-redact IN OUT --fields NAME,NAME... [--class CLASS] [--pages N,N...]
                 [--natives FOLDER] [--templates FOLDER]

      Writes a copy of IN that shows the regions (fractions of the page), or the values of the fields
      of a known form, and is white everywhere else: pixels alone, no text, no metadata. One page
      becomes a PNG, several a PDF. OUT must not exist. Nothing is sent anywhere.""";

  private static final int REFUSED = 1;
  private static final int MISUSED = 2;

  private final PrintStream out;
  private final PrintStream errors;
  private final List<String> files = new ArrayList<>();
  private final List<Region> regions = new ArrayList<>();
  private List<String> fields = List.of();
  private Optional<String> documentClass = Optional.empty();
  private List<Integer> pages = List.of();
  private Path natives = Path.of(System.getProperty("user.home"), ".cache", "lethe", "natives");
  private Optional<Path> templates = Optional.empty();

  private Main(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  public static void main(String[] arguments) {
    ImageIO.setUseCache(false);
    LogManager.getLogManager().reset();
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /**
   * Runs the command.
   *
   * @return 0; 1 if the document was refused, so that nothing was written; 2 if the command is not
   *     understood
   */
  static int run(List<String> arguments, PrintStream out, PrintStream errors) {
    Main main = new Main(out, errors);
    try {
      main.read(arguments);
    } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
      errors.println(USAGE);
      return MISUSED;
    }
    try {
      return main.run();
    } catch (RefusedException refused) {
      return main.refused(refused.refusal().name().toLowerCase(Locale.ROOT));
    } catch (NoSuchFileException missing) {
      return main.refused("there is no such file");
    } catch (FileAlreadyExistsException exists) {
      return main.refused("the file to write exists already");
    } catch (IOException broken) {
      return main.refused("a file could not be read or written");
    } catch (RuntimeException | StackOverflowError broken) {
      // what a library says of a document may quote it
      return main.refused("the document could not be read, or the recogniser not started");
    }
  }

  private int refused(String why) {
    errors.println("nothing was written: " + why);
    return REFUSED;
  }

  private void read(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("--")) {
        files.add(word);
        continue;
      }
      String value = arguments.get(++i);
      switch (word) {
        case "--region" -> regions.add(region(value));
        case "--fields" -> fields = List.of(value.split(","));
        case "--class" -> documentClass = Optional.of(value);
        case "--pages" -> pages = List.of(value.split(",")).stream().map(Integer::valueOf).toList();
        case "--natives" -> natives = Path.of(value);
        case "--templates" -> templates = Optional.of(Path.of(value));
        default -> throw new IllegalArgumentException(word);
      }
    }
    if (files.size() != 2 || regions.isEmpty() == fields.isEmpty()) {
      throw new IllegalArgumentException("two files, and either regions or fields");
    }
  }

  private static Region region(String text) {
    String[] parts = text.split(",");
    if (parts.length != 5) {
      throw new IllegalArgumentException("not a region");
    }
    Region region =
        new Region(
            Integer.parseInt(parts[0]),
            Double.parseDouble(parts[1]),
            Double.parseDouble(parts[2]),
            Double.parseDouble(parts[3]),
            Double.parseDouble(parts[4]));
    boolean within =
        region.page() >= 1
            && region.left() >= 0
            && region.top() >= 0
            && region.right() <= 1
            && region.bottom() <= 1;
    if (!within || region.left() >= region.right() || region.top() >= region.bottom()) {
      throw new IllegalArgumentException("not a region");
    }
    return region;
  }

  private int run() throws IOException {
    byte[] document = Files.readAllBytes(Path.of(files.get(0)));
    PreRedaction redaction = new PreRedaction(LIMITS);
    Optional<Result> result =
        fields.isEmpty()
            ? Optional.of(redaction.keepRegions(document, regions))
            : keepFields(redaction, document);
    if (result.isEmpty()) {
      return refused("no page is certainly a known form that has all of the fields");
    }
    Files.write(
        Path.of(files.get(1)),
        result.get().bytes(),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
    say(result.get());
    return 0;
  }

  private Optional<Result> keepFields(PreRedaction redaction, byte[] document) throws IOException {
    NativeFolder folder = NativeFolder.unpack(natives);
    folder.activate();
    Templates known =
        templates.isPresent() ? Templates.shippedAnd(templates.get()) : Templates.shipped();
    try (Recognizer recognizer = new Recognizer(folder, "eng")) {
      return redaction.keepFields(
          document,
          new ReadingScope(documentClass, pages, List.of(), Optional.empty(), LIMITS),
          fields,
          new FormReader(recognizer, known));
    }
  }

  private void say(Result result) {
    out.println(
        result.mediaType()
            + ", pages "
            + result.pages()
            + ", areas kept "
            + result.areas()
            + result.by().map(template -> ", form " + template).orElse(""));
  }
}
