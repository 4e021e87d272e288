package dev.lethe.policy.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyFiles;
import dev.lethe.testing.DefaultPolicy;
import java.util.Map;
import java.util.TreeMap;

/** The bundle that the product ships, to be changed by tests. */
public final class PolicyFolder {

  private final Map<String, String> texts =
      new TreeMap<>(PolicyDocuments.files(DefaultPolicy.FOLDER).texts());

  /** The bundle with one rule that reads otherwise. */
  public static PolicyBundle changed(String file, String right, String other) {
    return new PolicyFolder().replace(file, right, other).bundle();
  }

  /** Puts one text in the place of another that must be there. */
  public PolicyFolder replace(String file, String right, String wrong) {
    String text = texts.get(file);
    assertThat(text).contains(right);
    int at = text.indexOf(right);
    texts.put(file, text.substring(0, at) + wrong + text.substring(at + right.length()));
    return this;
  }

  public PolicyFolder put(String file, String text) {
    texts.put(file, text);
    return this;
  }

  public PolicyFolder remove(String file) {
    texts.remove(file);
    return this;
  }

  public PolicyFiles files() {
    return new PolicyFiles(texts);
  }

  public PolicyDocument read() {
    return PolicyDocuments.read(files());
  }

  public PolicyBundle bundle() {
    return read().bundle();
  }
}
