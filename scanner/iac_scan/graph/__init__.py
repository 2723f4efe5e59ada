"""Evaluated resources to one neutral model of who there is and what is attached to whom."""
