package dev.lethe.tools.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupToolTest {

  private static final int SEGMENT = 1 << 20;
  private static final int HEADER = SealedBackup.FORM.length() + 80;

  @TempDir Path work;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Path shown;
  private Path secret;

  @BeforeEach
  void makeKeys() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    shown = pem("shown.pem", "PUBLIC KEY", pair.getPublic().getEncoded());
    secret = pem("secret.pem", "PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, SEGMENT - 1, SEGMENT, 3 * SEGMENT + 17})
  void givenContent_whenSealedAndOpened_thenItIsTheSame(int length) {
    byte[] content = content(length);
    byte[] sealed = seal(content);
    assertThat(sealed).startsWith(SealedBackup.FORM.getBytes(StandardCharsets.US_ASCII));
    assertThat(open(secret, sealed)).isEqualTo(content);
  }

  @Test
  void givenTheSameContent_whenSealedTwice_thenNothingShowsIt() {
    byte[] content = new byte[5000];
    byte[] once = seal(content);
    byte[] twice = seal(content);
    assertThat(Arrays.copyOfRange(once, SealedBackup.FORM.length(), once.length))
        .isNotEqualTo(Arrays.copyOfRange(twice, SealedBackup.FORM.length(), twice.length));
  }

  @Test
  void givenAnotherKey_whenOpened_thenNothingComesOut() throws Exception {
    KeyPair other = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    Path wrong = pem("wrong.pem", "PRIVATE KEY", other.getPrivate().getEncoded());
    refused(wrong, seal(content(5000)), "sealed to another key");
  }

  @Test
  void givenBackupThatIsCutOff_whenOpened_thenItIsRefusedWhereverTheCutIs() {
    byte[] sealed = seal(content(2 * SEGMENT + 100));
    for (int cut :
        new int[] {
          0,
          5,
          SealedBackup.FORM.length(),
          HEADER - 1,
          HEADER,
          HEADER + 1,
          SEGMENT,
          // between two segments, too: the first is shorter by the stream's own header
          SEGMENT + HEADER,
          2 * SEGMENT + HEADER,
          sealed.length - 1
        }) {
      assertThat(fails(secret, Arrays.copyOf(sealed, cut))).as("cut at %d", cut).isTrue();
    }
  }

  @Test
  void givenOneAlteredByte_whenOpened_thenItIsRefusedWhereverItIs() {
    byte[] sealed = seal(content(SEGMENT + 100));
    for (int at :
        new int[] {
          0, SealedBackup.FORM.length(), HEADER - 1, HEADER, HEADER + 50, SEGMENT, sealed.length - 1
        }) {
      byte[] altered = sealed.clone();
      altered[at] ^= 1;
      assertThat(fails(secret, altered)).as("altered at %d", at).isTrue();
    }
  }

  @Test
  void givenSegmentsInAnotherOrderOrOnesThatAreAdded_whenOpened_thenItIsRefused() {
    byte[] sealed = seal(content(3 * SEGMENT));
    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, HEADER + SEGMENT, swapped, HEADER + 2 * SEGMENT, SEGMENT);
    System.arraycopy(sealed, HEADER + 2 * SEGMENT, swapped, HEADER + SEGMENT, SEGMENT);
    assertThat(fails(secret, swapped)).isTrue();
    assertThat(fails(secret, Arrays.copyOf(sealed, sealed.length + 1))).isTrue();
  }

  @Test
  void givenBeginningOfAnotherBackup_whenOpened_thenItIsRefused() {
    byte[] one = seal(content(100));
    byte[] other = seal(content(100));
    System.arraycopy(one, 0, other, 0, HEADER);
    assertThat(fails(secret, other)).isTrue();
  }

  @Test
  void givenWhatIsNoSealedBackup_whenOpened_thenItIsRefused() {
    refused(secret, content(5000), "no sealed backup");
    refused(secret, new byte[0], "no sealed backup");
  }

  @Test
  void givenWhatIsNoKey_whenUsed_thenItIsSaid() throws Exception {
    byte[] rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic().getEncoded();
    for (Path key :
        new Path[] {
          pem("rsa.pem", "PUBLIC KEY", rsa),
          pem("short.pem", "PUBLIC KEY", new byte[] {1, 2, 3}),
          Files.writeString(work.resolve("text"), "no key"),
          secret,
          work.resolve("missing"),
          work
        }) {
      assertThat(run(new byte[0], new ByteArrayOutputStream(), "check", key))
          .as("%s", key)
          .isEqualTo(1);
      assertThat(run(new byte[0], new ByteArrayOutputStream(), "seal", key)).isEqualTo(1);
    }
    assertThat(run(new byte[0], new ByteArrayOutputStream(), "check", shown)).isZero();
  }

  @Test
  void givenPrivateKeyUnderAPassphrase_whenOpened_thenItIsSaidHowToGiveIt() throws IOException {
    Path locked = pem("locked.pem", "ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3});
    refused(locked, seal(content(10)), "<(openssl pkey");
  }

  @Test
  void givenPublicKeyInPlaceOfThePrivateOne_whenOpened_thenItIsRefused() {
    refused(shown, seal(content(10)), "holds no PRIVATE KEY");
  }

  @Test
  void givenDiskThatIsFull_whenOpened_thenTheBackupIsNotBlamed() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("no space");
          }
        };
    assertThat(run(seal(content(10)), full, "open", secret)).isEqualTo(1);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("could not be read or written")
        .doesNotContain("altered");
  }

  @Test
  void givenCommandThatIsNone_whenRun_thenTheCommandsAreSaid() {
    assertThat(run(new byte[0], new ByteArrayOutputStream(), "burn", shown)).isEqualTo(2);
  }

  private byte[] seal(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(content, out, "seal", shown)).isZero();
    return out.toByteArray();
  }

  private byte[] open(Path key, byte[] sealed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(sealed, out, "open", key)).isZero();
    return out.toByteArray();
  }

  private boolean fails(Path key, byte[] sealed) {
    return run(sealed, new ByteArrayOutputStream(), "open", key) == 1;
  }

  private void refused(Path key, byte[] sealed, String why) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(sealed, out, "open", key)).isEqualTo(1);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains(why);
    assertThat(out.size()).isZero();
  }

  private int run(byte[] in, OutputStream out, String command, Path key) {
    return BackupTool.run(
        List.of(command, key.toString()),
        new ByteArrayInputStream(in),
        out,
        new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private Path pem(String name, String label, byte[] encoded) throws IOException {
    return Files.writeString(
        work.resolve(name),
        "-----BEGIN "
            + label
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
            + "\n-----END "
            + label
            + "-----\n");
  }

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    new Random(7).nextBytes(content);
    return content;
  }
}
