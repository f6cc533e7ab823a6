"""Tests of colleagues who leave, and of what each keeps."""
