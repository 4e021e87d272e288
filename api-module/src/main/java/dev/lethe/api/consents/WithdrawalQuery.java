package dev.lethe.api.consents;

import dev.lethe.consent.model.WithdrawalFilter;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.consent.model.WithdrawalTarget.Scope;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a list of withdrawals is asked for with. Nothing that is unknown is passed over in silence:
 * a filter that is misspelt would show more than was meant.
 *
 * @param parameters as they were sent, checked, without the place in the list
 */
record WithdrawalQuery(WithdrawalFilter filter, int limit, TreeMap<String, String> parameters) {

  static final int USUAL_LIMIT = 50;
  static final int MAX_LIMIT = 200;
  static final String ID = "^wdr_[0-9a-f]{32}$";
  static final String TARGET = "^(con|job|sub|slot)_[0-9a-f]{32}$";

  private static final String AFTER = "after";
  private static final Set<String> KNOWN = Set.of("state", "scope", "target", AFTER, "limit");

  /**
   * Reads the parameters of an address.
   *
   * @throws LetheException {@code request-malformed}, which names the parameter
   */
  static WithdrawalQuery read(MultivaluedMap<String, String> sent) {
    TreeMap<String, String> parameters = new TreeMap<>();
    sent.forEach(
        (name, values) -> {
          if (!KNOWN.contains(name)) {
            throw malformed("parameter-unknown");
          }
          if (values.size() != 1) {
            throw malformed(name + "-twice");
          }
          parameters.put(name, values.get(0));
        });
    WithdrawalFilter filter =
        new WithdrawalFilter(
            one(parameters, "state", "in_progress|completed").map("completed"::equals),
            one(parameters, "scope", "consent|job|document|subject")
                .map(name -> Scope.valueOf(name.toUpperCase(Locale.ROOT))),
            one(parameters, "target", TARGET),
            one(parameters, AFTER, ID).map(WithdrawalId::new));
    int limit =
        one(parameters, "limit", "[1-9][0-9]{0,2}").map(Integer::valueOf).orElse(USUAL_LIMIT);
    if (limit > MAX_LIMIT) {
      throw malformed("limit-malformed");
    }
    parameters.remove(AFTER);
    return new WithdrawalQuery(filter, limit, parameters);
  }

  private static Optional<String> one(TreeMap<String, String> sent, String name, String pattern) {
    Optional<String> value = Optional.ofNullable(sent.get(name));
    if (value.filter(text -> !text.matches(pattern)).isPresent()) {
      throw malformed(name + "-malformed");
    }
    return value;
  }

  /** The same for what comes after a withdrawal; its values need no escaping. */
  String after(WithdrawalId last) {
    TreeMap<String, String> next = new TreeMap<>(parameters);
    next.put(AFTER, last.value());
    return next.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining("&"));
  }

  private static LetheException malformed(String reason) {
    return new LetheException(ProblemCode.REQUEST_MALFORMED, List.of(new Detail("", reason)));
  }
}
