package dev.lethe.policy.adapter;

import dev.lethe.policy.model.Cell;
import dev.lethe.policy.model.KeyPlaces;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.TrustZone;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Settings {@code lethe.cell.*}: what this installation is fit for. */
@ApplicationScoped
public class CellSettings {

  @Inject
  @ConfigProperty(name = "lethe.cell.region", defaultValue = "eu-central")
  String region;

  @Inject
  @ConfigProperty(name = "lethe.cell.zones", defaultValue = "business,financial,identity,health")
  List<String> zones;

  @Inject KeyPlaces keys;

  @Produces
  Cell cell() {
    return new Cell(
        new ResidencyRegion(region),
        zones.stream().map(TrustZone::new).collect(Collectors.toSet()),
        keys.all());
  }
}
