"""Somebody without an account asks to join a group, to start one, or to become a facilitator."""
