"""Skin over time: assessments, findings, measures and photographs."""
