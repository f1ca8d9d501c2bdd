"""Intake's tables and every statement over them. Rows in, plain values out; nothing decides here."""
