"""What answers each public address; the addresses are in cases/public/urls.py."""
