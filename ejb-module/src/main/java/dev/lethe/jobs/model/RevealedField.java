package dev.lethe.jobs.model;

import dev.lethe.policy.model.FieldName;
import dev.lethe.worker.PersonalText;
import java.util.Optional;

/** The unmasked value of a field; both parts are empty when the field is not on the page. */
public record RevealedField(
    FieldName name, Optional<PersonalText> value, Optional<PersonalText> normalized) {}
