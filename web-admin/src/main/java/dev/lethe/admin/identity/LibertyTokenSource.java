package dev.lethe.admin.identity;

import com.ibm.websphere.security.WSSecurityException;
import com.ibm.websphere.security.openidconnect.PropagationHelper;
import com.ibm.websphere.security.openidconnect.token.IdToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the token from the subject that Liberty's OpenID Connect client made at login. */
@ApplicationScoped
public class LibertyTokenSource implements TokenSource {

  @Override
  public Optional<Map<String, Object>> claims() {
    return idToken().map(IdToken::getAllClaims);
  }

  @Override
  public Optional<String> raw() {
    return idToken().map(LibertyTokenSource::rawOf);
  }

  private static Optional<IdToken> idToken() {
    return Optional.ofNullable(PropagationHelper.getIdToken());
  }

  private static @Nullable String rawOf(IdToken token) {
    try {
      return token.getRawIdToken();
    } catch (WSSecurityException e) {
      return null;
    }
  }
}
