/** The policy in force. */
@NullMarked
package dev.lethe.policy.service;

import org.jspecify.annotations.NullMarked;
