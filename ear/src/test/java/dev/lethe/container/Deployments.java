package dev.lethe.container;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The archive that a container test deploys: the EAR as it was built, with the tests in the place
 * of the API and the console. The test class itself is added by its package.
 */
public final class Deployments {

  private Deployments() {}

  /** The services as they ship, and a module with the given test classes, which may inject them. */
  public static EnterpriseArchive lethe(Class<?>... tests) {
    File built = Path.of(System.getProperty("lethe.tree"), "ear/target/lethe.ear").toFile();
    EnterpriseArchive ear =
        ShrinkWrap.create(ZipImporter.class, "lethe-container.ear")
            .importFrom(built)
            .as(EnterpriseArchive.class);
    withoutFrontDoors(ear);
    ear.addAsModule(Testable.archiveToTest(module(tests)));
    ear.setApplicationXML(new StringAsset(descriptor(ear)));
    return ear;
  }

  /**
   * The test classes alone, for what the server itself promises: its database, its job repository.
   */
  public static WebArchive alone(Class<?>... tests) {
    return module(tests);
  }

  private static WebArchive module(Class<?>... tests) {
    File assertions =
        new File(Assertions.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    return ShrinkWrap.create(WebArchive.class, "tests.war")
        .addClasses(tests)
        .addAsLibrary(assertions)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }

  private static void withoutFrontDoors(Archive<?> ear) {
    List<ArchivePath> doors = paths(ear, ".war");
    doors.forEach(ear::delete);
  }

  private static List<ArchivePath> paths(Archive<?> ear, String suffix) {
    return ear
        .getContent(path -> path.get().matches("/[^/]*" + suffix.replace(".", "\\.")))
        .keySet()
        .stream()
        .toList();
  }

  private static String descriptor(EnterpriseArchive ear) {
    String beans =
        paths(ear, ".jar").stream()
            .map(path -> "<module><ejb>" + path.get().substring(1) + "</ejb></module>")
            .collect(Collectors.joining());
    return "<application xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"11\">"
        + beans
        + "<module><web><web-uri>tests.war</web-uri><context-root>/tests</context-root></web></module>"
        + "<library-directory>lib</library-directory></application>";
  }
}
