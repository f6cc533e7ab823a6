"""Contraindications: one engine for booking, treatment and plan."""
