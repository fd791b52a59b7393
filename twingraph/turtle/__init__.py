"""Turtle as it is written: its tokens, and a reader that keeps the place of every term."""
