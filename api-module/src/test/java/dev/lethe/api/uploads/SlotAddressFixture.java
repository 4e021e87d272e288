package dev.lethe.api.uploads;

import dev.lethe.api.PublicUrl;

/** Addresses without a container. */
public final class SlotAddressFixture {

  private SlotAddressFixture() {}

  public static SlotAddress at(String url) {
    SlotAddress addresses = new SlotAddress();
    addresses.publicUrl = new PublicUrl(url);
    return addresses;
  }
}
