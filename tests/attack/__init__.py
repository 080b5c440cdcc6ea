"""Campaigns of an attacker against the house: seeded, so that each can be run again; whole by `make attack`, sampled in the tests."""
