"""A sample salon: people who do not exist, with histories that hang together."""

from salon.demo.building import build, found_demo, set_up

__all__ = ["build", "found_demo", "set_up"]
