package dev.lethe.api.uploads;

import dev.lethe.api.json.RequestErrors;
import dev.lethe.api.json.RequestObject;
import java.io.InputStream;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a slot at the store is asked for.
 *
 * @param bytes size of the document in clear
 */
@Schema(name = "DirectUploadRequest", requiredProperties = "bytes")
public record DirectSlotRequest(
    @Schema(
            description = "Size of the document, before it is encrypted",
            minimum = "1",
            examples = "48000")
        int bytes) {

  static long read(InputStream body) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.read(body, errors, Set.of("bytes"));
    root.require("bytes");
    OptionalInt bytes = root.whole("bytes", 1, Integer.MAX_VALUE - 1);
    errors.throwIfAny();
    return bytes.orElseThrow();
  }
}
