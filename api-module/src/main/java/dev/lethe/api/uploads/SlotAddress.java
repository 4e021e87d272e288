package dev.lethe.api.uploads;

import dev.lethe.api.PublicUrl;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.regex.Pattern;

/**
 * Addresses of upload slots. A job's document may lie nowhere else, so the service opens no
 * connection on a caller's word.
 */
@ApplicationScoped
public class SlotAddress {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final String PATH = "/v1/uploads/";

  @Inject PublicUrl publicUrl;

  public String of(String token) {
    return publicUrl.of(PATH + token);
  }

  /**
   * The token in an address.
   *
   * @throws LetheException {@code source-host-refused} for whatever is not an address made here
   */
  public String token(String address) {
    String prefix = publicUrl.of(PATH);
    if (address.startsWith(prefix) && isToken(address.substring(prefix.length()))) {
      return address.substring(prefix.length());
    }
    throw new LetheException(ProblemCode.SOURCE_HOST_REFUSED);
  }

  static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }
}
