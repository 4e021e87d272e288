package dev.lethe.intake.model;

/**
 * A slot whose document goes to the store itself, encrypted to a key of the slot.
 *
 * @param slot its address and bounds
 * @param request that writes the encrypted document
 * @param bytes of the encrypted document, exactly
 * @param publicKey to which it is encrypted ({@link dev.lethe.keys.model.ReceiverKeys}); 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one answer
public record DirectSlot(UploadSlot slot, WriteOnce request, long bytes, byte[] publicKey) {

  @Override
  public String toString() {
    return "DirectSlot[bytes=" + bytes + "]";
  }
}
